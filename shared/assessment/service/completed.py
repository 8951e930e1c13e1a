"""An interview was handed in: what was not answered is settled now, and not only when the time is over."""

from shared.assessment.service.missing import settle_without_recording
from shared.assessment.service.open_interview import open_interview, plan_of
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import follow_up
from shared.assessment.service.takes import newest_take
from shared.interview.contracts import InterviewCompleted


def completed(scope: Scope, event: InterviewCompleted) -> int:
    """Settle what nobody will upload any more; return how many answers that were. The same event again changes nothing.

    An answer that was given is left alone, also where its recording has come and the news of it has not. Of an
    interview that people alone look at, all that is awaited is settled: its recordings never come here.

    Raises:
        NotFound: the plan is not there.
        Unavailable: the table or the bucket did not answer.
    """
    if event.human_only and scope.interviews.get(event.interview_id) is None:
        return 0
    open_interview(scope, plan_of(scope, event.interview_id))
    settled = 0
    for state in scope.interviews.answers(event.interview_id):
        expected = state.answer_id in event.answers and not event.human_only
        if state.status == "awaited" and not expected and newest_take(scope, state) is None:
            settled += settle_without_recording(scope, state)
    follow_up(scope, event.interview_id)
    return settled
