"""Learning from people: propose other weights, and let an administrator accept, reject or withdraw them.

Nothing is automatic. Until a proposal is accepted the standard weights hold, and again once it is withdrawn.
"""

import hashlib
from collections.abc import Mapping, Sequence

from shared.assessment.calibration.cases import Answers, Groups
from shared.assessment.calibration.proposal import VERSION_LENGTH, CalibrationProposal
from shared.assessment.calibration.proposing import Basis, proposed
from shared.assessment.calibration.ratings import HumanRating
from shared.assessment.service.documents import assessed_answers
from shared.assessment.service.scope import Scope
from shared.assessment.store.calibrations import AcceptedWeights, Calibrations
from shared.kernel.errors import Conflict, Invalid


def propose(
    scope: Scope,
    competency: str,
    basis: Basis,
    ratings: Sequence[HumanRating],
    groups: Groups,
    by: str,
    answers: Answers | None = None,
) -> CalibrationProposal:
    """Fit the weights of ``competency`` to people's ratings and keep the result as a proposal; nothing else changes.

    ``groups``: what candidates said of themselves for this purpose, by interview; empty where nobody asked.
    ``answers``: those of the rated interviews, read here where the caller has not read them. Raises ``Invalid`` where
    too little was rated blindly, and as ``assessed_answers`` does.
    """
    if answers is None:
        interviews = sorted({rating.interview_id for rating in ratings if rating.competency == competency})
        answers = {interview: assessed_answers(scope, interview) for interview in interviews}
    found = proposed(scope.tenant_id, competency, basis, ratings, answers, groups, by, scope.clock.now())
    Calibrations(scope.table).add(found)
    return found


def accept(
    scope: Scope, proposal_id: str, by: str, note: str = "", *, against_advice: bool = False
) -> CalibrationProposal:
    """Let a proposal's weights hold from now on, in place of those accepted before.

    Raises ``NotFound``; ``Invalid`` where it is to be accepted against the advice and nobody says why; ``Conflict``
    where it is not open, where it does not agree better and the administrator did not say that it is wanted all the
    same, or where somebody else decided in the meantime.
    """
    if against_advice and not note.strip():
        raise Invalid(
            "A calibration that is accepted against the advice needs a note that says why.",
            "Write your reason into note: it stays in the proposal's history, beside your name.",
        )
    store = Calibrations(scope.table)
    proposal = store.get(proposal_id)
    if proposal.advice == "keep" and not against_advice:
        raise Conflict(
            f"The proposal {proposal_id} is no gain: {', '.join(proposal.reasons)}.",
            "Keep the weights; or say that you accept it against the advice, and why.",
        )
    now = scope.clock.now()
    accepted = proposal.moved("accepted", "proposed", by, now, note)
    held = store.accepted().get(proposal.competency)
    former = store.get(held.proposal_id) if held is not None else None
    superseded = (
        None if former is None else former.moved("superseded", "accepted", by, now, f"by {proposal.proposal_id}")
    )
    weights = AcceptedWeights(
        competency=proposal.competency,
        proposal_id=proposal.proposal_id,
        base_version=proposal.base_version,
        weights_version=proposal.weights_version,
        weights={name: weight for name, weight in proposal.weights_after.items() if weight > 0},
        accepted_by=by,
        accepted_at=now,
    )
    store.accept(accepted, weights, superseded)
    return accepted


def reject(scope: Scope, proposal_id: str, by: str, note: str = "") -> CalibrationProposal:
    """Close a proposal without any change. Raises ``NotFound``, ``Conflict`` where it is not open."""
    store = Calibrations(scope.table)
    rejected = store.get(proposal_id).moved("rejected", "proposed", by, scope.clock.now(), note)
    store.change(rejected)
    return rejected


def withdraw(scope: Scope, proposal_id: str, by: str, note: str = "") -> CalibrationProposal:
    """Go back to the standard weights. Raises ``NotFound``, ``Conflict`` where the proposal is not the accepted one."""
    store = Calibrations(scope.table)
    withdrawn = store.get(proposal_id).moved("withdrawn", "accepted", by, scope.clock.now(), note)
    store.withdraw(withdrawn)
    return withdrawn


def proposals(scope: Scope) -> list[CalibrationProposal]:
    """Return the tenant's proposals, the newest first."""
    return Calibrations(scope.table).all()


def accepted_weights(scope: Scope, base_version: str) -> dict[str, AcceptedWeights]:
    """Return the weights that the tenant accepted, by competency; nothing until it did.

    Only those that were fitted beside ``base_version``: with other standard weights the measurements may mean
    something else, and the tenant is asked again.
    """
    return {
        competency: weights
        for competency, weights in Calibrations(scope.table).accepted().items()
        if weights.base_version == base_version
    }


def version_of(accepted: Mapping[str, AcceptedWeights]) -> str:
    """Return the name of all accepted weights together, for the judge's version: the same weights, the same name."""
    names = "\n".join(f"{competency}:{accepted[competency].weights_version}" for competency in sorted(accepted))
    return f"cal-{hashlib.sha256(names.encode()).hexdigest()[:VERSION_LENGTH]}"
