"""The running report is brought up to date after each answer, and read by whoever watches the interview."""

from pydantic import ValidationError

from shared.assessment.aggregation import aggregate
from shared.assessment.model.progress import InterviewState
from shared.assessment.pipeline import InterviewRef
from shared.assessment.running import RunningReport, running_report, told_of
from shared.assessment.service.documents import read_documents
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.scope import Scope
from shared.kernel.errors import BoleError, NotFound, Unavailable
from shared.kernel.ids import InterviewId
from shared.platform.observability import logger


def update_running(scope: Scope, interview_id: InterviewId) -> bool:
    """Keep and tell how the interview stands, once a revision; False where that was done, or cannot be done.

    A running report is a courtesy: what keeps it from being made (a damaged document, one of an older version) is
    logged and must not fail the answer that has just settled; Aggregate meets the same and says so on the interview.

    Raises:
        Unavailable: the table or the bucket did not answer; the step is tried again.
    """
    state = scope.interviews.get(interview_id)
    if state is None:
        return False
    if not plan_of(scope, interview_id).by_machine:
        return False
    now = scope.clock.now()
    try:
        report = _built(scope, state)
    except Unavailable:
        raise
    except (BoleError, ValidationError) as error:
        about = {"interview_id": interview_id, "revision": state.revision, "problem": str(error)}
        logger("assessment").error("The running report could not be made.", extra=about)
        return False
    return scope.running.keep(report, told_of(report, now))


def read_running(scope: Scope, interview_id: InterviewId) -> RunningReport:
    """Return the newest running report; an empty one, of revision 0, while no answer is settled.

    Raises:
        NotFound: the interview is not in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back.
        Unavailable: the table or the bucket did not answer.
    """
    must_be_by_machine(plan_of(scope, interview_id))
    kept = scope.running.get(interview_id)
    if kept is not None:
        return kept
    state = scope.interviews.get(interview_id)
    if state is None:
        raise NotFound(
            "There is no such interview in assessment.",
            "Check the address; the candidate may not have opened the interview yet.",
        )
    nothing = aggregate(_ref(state), [], _weights(scope, interview_id), state.expected)
    return running_report(state.model_copy(update={"revision": 0}), [], nothing, None)


def _built(scope: Scope, state: InterviewState) -> RunningReport:
    answers = scope.interviews.answers(state.interview_id)
    documents = list(read_documents(scope, answers).values())
    so_far = aggregate(_ref(state), documents, _weights(scope, state.interview_id), state.expected)
    return running_report(state, answers, so_far, scope.clock.now())


def _weights(scope: Scope, interview_id: InterviewId) -> dict[str, float]:
    return {competency.name: competency.weight for competency in plan_of(scope, interview_id).competencies}


def _ref(state: InterviewState) -> InterviewRef:
    return InterviewRef(
        tenant_id=state.tenant_id,
        interview_id=state.interview_id,
        position_id=state.position_id,
        revision=state.revision,
    )
