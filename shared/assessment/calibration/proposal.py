"""A proposal to weigh features otherwise. It changes nothing: a person with the right to do so accepts it, or not."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import AwareDatetime, Field

from shared.assessment.calibration.cases import Case, Groups
from shared.assessment.calibration.fit import Fitted, LevelAgreement, composite
from shared.assessment.validity.groups import FOUR_FIFTHS, GroupEffect, group_effects
from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId

Status = Literal["proposed", "accepted", "rejected", "withdrawn", "superseded"]
Advice = Literal["adopt", "keep"]
GAIN = 0.02
"""Of r, cross-validated, from which a change is worth making."""
SURE = 1.2816
"""Standard errors of that gain (one-sided 10 %): less may be chance."""
VERSION_LENGTH = 10


class Step(Frozen):
    """Who did what with a proposal, and when. ``note`` is that person's own words."""

    status: Status
    by: str = Field(min_length=1)
    at: AwareDatetime
    note: str = ""


class GroupChange(Frozen):
    """What the weights do to one group, before and after."""

    attribute: str
    value: str
    n: int
    difference_sd_before: float | None
    difference_sd_after: float | None
    impact_ratio_before: float | None
    impact_ratio_after: float | None

    @property
    def harms(self) -> bool:
        """Whether the change takes the group under four fifths."""
        before, after = self.impact_ratio_before, self.impact_ratio_after
        return after is not None and after < FOUR_FIFTHS and (before is None or before >= FOUR_FIFTHS)


class Evidence(Frozen):
    """What a proposal rests on. ``ratings`` counts the blind ones, ``not_blind`` those that do not count."""

    answers: int
    interviews: int
    ratings: int
    raters: int
    not_blind: int


class CalibrationProposal(Frozen):
    """New weights for one competency of one tenant, with all that an administrator must see before accepting them.

    ``weights_version`` is the hash of the weights: the same weights have the same name. ``advice`` is ``keep`` where
    the cross-validated agreement is not surely better, or a group would fall under four fifths; ``reasons`` say why.
    """

    proposal_id: str
    tenant_id: TenantId
    competency: str
    base_version: str
    weights_version: str
    evidence: Evidence
    before: LevelAgreement
    after: LevelAgreement
    gain_z: float | None
    groups: tuple[GroupChange, ...]
    weights_before: dict[str, float]
    weights_after: dict[str, float]
    penalty: float
    advice: Advice
    reasons: tuple[str, ...]
    fitted_at: AwareDatetime
    status: Status = "proposed"
    history: tuple[Step, ...]

    def moved(self, to: Status, step_from: Status, by: str, at: AwareDatetime, note: str = "") -> "CalibrationProposal":
        """Return the proposal in another state, with who moved it. Raises ``Conflict`` where it is in another one."""
        if self.status != step_from:
            raise Conflict(
                f"The proposal {self.proposal_id} is {self.status}, not {step_from}.", "Read it again, and decide anew."
            )
        step = Step(status=to, by=by, at=at, note=note)
        return self.model_copy(update={"status": to, "history": (*self.history, step)})


def weights_version(weights: Mapping[str, float]) -> str:
    """Return the name of some weights: ``cal-`` and the begin of their hash."""
    written = json.dumps({name: round(weight, 6) for name, weight in weights.items() if weight > 0}, sort_keys=True)
    return f"cal-{hashlib.sha256(written.encode()).hexdigest()[:VERSION_LENGTH]}"


def advice_of(fitted: Fitted, groups: Sequence[GroupChange]) -> tuple[Advice, tuple[str, ...]]:
    """Return whether the change is worth making, and why or why not, as codes."""
    against = []
    before, after = fitted.before, fitted.after
    if after.r is None or after.r <= 0:
        against.append("no_agreement_after")
    elif before.r is not None and after.r < before.r + GAIN:
        against.append("r_not_better")
    elif before.r is not None and (fitted.gain_z is None or fitted.gain_z < SURE):
        against.append("may_be_chance")
    if before.qwk is not None and (after.qwk is None or after.qwk < before.qwk - GAIN):
        against.append("qwk_worse")
    if before.mae is not None and (after.mae is None or after.mae > before.mae):
        against.append("mae_worse")
    against += [f"impact_ratio:{group.attribute}={group.value}" for group in groups if group.harms]
    return ("keep", tuple(against)) if against else ("adopt", ("agrees_better",))


def group_changes(
    cases: Sequence[Case], before: Mapping[str, float], after: Mapping[str, float], groups: Groups
) -> tuple[GroupChange, ...]:
    """Return what the change of weights does to groups: over interviews, by the mean of their rated answers."""
    interviews = sorted({case.interview_id for case in cases})
    belongs = [groups.get(interview, {}) for interview in interviews]

    def effects(weights: Mapping[str, float]) -> dict[tuple[str, str], GroupEffect]:
        told: dict[str, list[float]] = {}
        for case in cases:
            if (score := composite(case.features, weights)) is not None:
                told.setdefault(case.interview_id, []).append(score)
        scores = [sum(told[one]) / len(told[one]) if one in told else None for one in interviews]
        return {(effect.attribute, effect.value): effect for effect in group_effects(scores, belongs)}

    old, new = effects(before), effects(after)
    return tuple(
        GroupChange(
            attribute=attribute,
            value=value,
            n=effect.n,
            difference_sd_before=old[attribute, value].difference_sd if (attribute, value) in old else None,
            difference_sd_after=effect.difference_sd,
            impact_ratio_before=old[attribute, value].impact_ratio if (attribute, value) in old else None,
            impact_ratio_after=effect.impact_ratio,
        )
        for (attribute, value), effect in new.items()
    )
