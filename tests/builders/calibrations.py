"""Calibration proposals that are valid by default; say only what the test is about."""

from typing import Any

from shared.assessment.calibration.fit import LevelAgreement
from shared.assessment.calibration.proposal import CalibrationProposal, Evidence, GroupChange, Step, weights_version
from shared.assessment.local_judge import weights
from shared.assessment.service.scope import Scope
from shared.assessment.store.calibrations import Calibrations

BEFORE = {"structure": 0.6, "specificity": 0.4}
AFTER = {"structure": 0.2, "specificity": 0.5, "vocabulary": 0.3}


def kept_proposal(scope: Scope, proposal_id: str = "cal_1", **changed: Any) -> CalibrationProposal:
    """A proposal for teamwork that raises r from .40 to .55, kept for the tenant of ``scope``."""
    now = scope.clock.now()
    group = GroupChange(
        attribute="gender",
        value="female",
        n=21,
        difference_sd_before=-0.2,
        difference_sd_after=-0.1,
        impact_ratio_before=0.86,
        impact_ratio_after=0.92,
    )
    values: dict[str, Any] = {
        "proposal_id": proposal_id,
        "tenant_id": scope.tenant_id,
        "competency": "teamwork",
        "base_version": weights().version,
        "weights_version": weights_version(changed.get("weights_after", AFTER)),
        "evidence": Evidence(answers=40, interviews=40, ratings=80, raters=3, not_blind=2),
        "before": LevelAgreement(n=40, r=0.4, qwk=0.3, mae=0.9),
        "after": LevelAgreement(n=40, r=0.55, qwk=0.45, mae=0.7),
        "gain_z": 2.1,
        "groups": (group,),
        "weights_before": BEFORE,
        "weights_after": AFTER,
        "penalty": 1.0,
        "advice": "adopt",
        "reasons": ("agrees_better",),
        "fitted_at": now,
        "history": (Step(status="proposed", by="ann", at=now),),
    }
    made = CalibrationProposal.model_validate({**values, **changed})
    Calibrations(scope.table).add(made)
    return made
