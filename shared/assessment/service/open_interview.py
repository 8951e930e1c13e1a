"""An interview enters the stage: its row and one for each awaited answer, made once from the plan."""

from datetime import timedelta

from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.service.rubrics import freeze
from shared.assessment.service.scope import Scope
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.errors import NotFound
from shared.kernel.ids import InterviewId

GRACE = timedelta(minutes=5)
"""Between the last moment at which an upload counts and the moment at which an answer without one is missed."""


def find_plan(scope: Scope, interview_id: InterviewId) -> InterviewPlan | None:
    """Return the interview's plan, or None where no session was ever opened. Raises ``Unavailable``."""
    try:
        return scope.documents.get_document(plan_key(scope.tenant_id, interview_id), InterviewPlan)
    except NotFound:
        return None


def plan_of(scope: Scope, interview_id: InterviewId) -> InterviewPlan:
    """Return the plan of an interview that is in assessment. Raises ``NotFound``, ``Unavailable``."""
    return scope.documents.get_document(plan_key(scope.tenant_id, interview_id), InterviewPlan)


def open_interview(scope: Scope, plan: InterviewPlan) -> bool:
    """Enter ``plan``'s interview; False where it was entered before. Whoever comes first does it, in any order.

    From here on its rubrics are fixed: the row refers to them, and is written once.
    """
    if scope.interviews.get(plan.interview_id) is not None:
        return False
    interview = InterviewState(
        tenant_id=plan.tenant_id,
        interview_id=plan.interview_id,
        position_id=plan.position_id,
        expected=len(plan.questions),
        rubrics=freeze(scope, plan),
    )
    answers = [
        AnswerState(tenant_id=plan.tenant_id, interview_id=plan.interview_id, answer_id=answer_id, ordinal=ordinal)
        for ordinal, answer_id in enumerate(plan.answer_ids, start=1)
    ]
    return scope.interviews.open(interview, answers, plan.accepted_until + GRACE)
