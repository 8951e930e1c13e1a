"""From ratings and stored answers to a proposal, without any store: the CLI and the service make it alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.assessment.calibration.cases import Answers, Case, Groups, cases_of, usable
from shared.assessment.calibration.fit import calibrated
from shared.assessment.calibration.proposal import (
    CalibrationProposal,
    Evidence,
    Step,
    advice_of,
    group_changes,
    weights_version,
)
from shared.assessment.calibration.ratings import HumanRating, Minimum, RatedSet, check_enough, minimum, rated
from shared.assessment.local_judge.weights import Weights
from shared.assessment.rubrics.model import Rubric
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId, new_id

GATES = frozenset({"relevance"})
"""Features that only hold a score down and never earn any of it, whatever people's ratings go along with.

Relevance multiplies what an answer earns otherwise (``relevance_gate`` of the weights). With a weight it would count
twice, and be a merit: to be nearer to the question's words than another good answer is none, and the words of the
question are easily said back. Raters give low levels to what is beside the question, so a fit would give it one.
"""


class Basis(Frozen):
    """What holds now. ``weights``: of the competency, by feature; ``version``: whose they are; ``besides``: features
    that may get a weight although they have none now (the rubric's signals), gates left out."""

    weights: dict[str, float]
    version: str
    besides: tuple[str, ...] = ()


def basis_of(rubric: Rubric, held: Weights) -> Basis:
    """Return what a fit for the rubric's competency starts from: the weights of ``held``, and the rubric's signals."""
    return Basis(weights=dict(held.of(rubric)), version=held.version, besides=rubric.signals)


def proposed(
    tenant_id: TenantId,
    competency: str,
    basis: Basis,
    ratings: Sequence[HumanRating],
    answers: Answers,
    groups: Groups,
    by: str,
    now: datetime,
    least: Minimum | None = None,
) -> CalibrationProposal:
    """Return what the ratings would change, and what it would do.

    Raises ``Invalid``, with the counts, where too little was rated blindly, where the rated answers are not among
    ``answers``, or where a feature is what the camera saw.
    """
    found = rated(ratings, competency)
    enough = least or minimum()
    check_enough(found, enough)
    besides = (name for name in basis.besides if name not in GATES)
    names = usable((*basis.weights, *besides))
    cases = cases_of(found, answers, names)
    _check_known(found, cases, enough)
    before = _shares({name: basis.weights.get(name, 0.0) for name in names})
    fitted = calibrated(cases, before)
    changes = group_changes(cases, before, fitted.weights, groups)
    advice, reasons = advice_of(fitted, changes)
    return CalibrationProposal(
        proposal_id=new_id("cal"),
        tenant_id=tenant_id,
        competency=competency,
        base_version=basis.version,
        weights_version=weights_version(fitted.weights),
        evidence=Evidence(
            answers=found.answers,
            interviews=found.interviews,
            ratings=found.ratings,
            raters=found.raters,
            not_blind=found.not_blind,
        ),
        before=fitted.before,
        after=fitted.after,
        gain_z=fitted.gain_z,
        groups=changes,
        weights_before=before,
        weights_after=fitted.weights,
        penalty=fitted.penalty,
        advice=advice,
        reasons=reasons,
        fitted_at=now,
        history=(Step(status="proposed", by=by, at=now),),
    )


def _check_known(found: RatedSet, cases: Sequence[Case], least: Minimum) -> None:
    """Raise ``Invalid`` where too few of the rated answers were scored, or are not there."""
    interviews = len({case.interview_id for case in cases})
    answers = sum(case.answer_id is not None for case in cases)
    if answers < least.answers and interviews < least.interviews:
        raise Invalid(
            f"Of {len(found.targets)} rated answers or interviews for {found.competency} only {len(cases)} have an "
            f"answer with a score; it takes {least.answers} answers or {least.interviews} interviews.",
            "Give the answer_assessed documents of the rated interviews, scored on this competency.",
        )


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {name: round(weight / total, 6) if total > 0 else weight for name, weight in weights.items()}
