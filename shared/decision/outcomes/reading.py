"""Use case of the candidate: read the result."""

from datetime import datetime

from shared.decision.outcomes.result import CandidateResult, in_progress, released, result_of
from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.errors import NoSuchInterview
from shared.decision.panel.interviews import KnownInterviews
from shared.kernel.language import Language
from shared.recruiting.contracts import Invitation


def read_result(
    invitation: Invitation,
    language: Language | None,
    decisions: DecisionStore,
    interviews: KnownInterviews,
    now: datetime,
) -> CandidateResult:
    """Return what the candidate may read now, in the language of the interview where none is asked for.

    Raises:
        Shredded: the candidate was erased.
        Unavailable: a service did not answer.
    """
    head = decisions.head(invitation.interview_id)
    decision = released(head, decisions.release(invitation.interview_id), now)
    if decision is None:
        return in_progress(invitation.interview_id)
    decisions.words(decision)  # nothing of somebody is told, not even by codes, once the key is destroyed
    try:
        plan = interviews.plan(invitation.interview_id)
    except NoSuchInterview:
        return in_progress(invitation.interview_id)
    return result_of(plan, decision, language or plan.language, decisions, interviews)
