"""Record: the assessed answer settles, the running report follows, and with the last one the interview is complete."""

from shared.assessment.pipeline import ScoredAnswer, SettledAnswer
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import TRIES, follow_up, settle
from shared.kernel.errors import NotFound, Unavailable


def record(scope: Scope, scored: ScoredAnswer) -> SettledAnswer:
    """Settle the answer as assessed, once, however often and in whatever order this is called.

    A result that comes after the sweeper gave the answer up still counts; one of an execution that another one has
    replaced (the candidate recorded again, or a person asked for another try) does not, and none does from the moment
    at which the candidate took the consent to automated scoring back.

    Raises:
        NotFound: the answer is not in assessment.
        PeopleOnly: the consent to automated scoring was withdrawn.
        Unavailable: the table did not answer, or was changed by others all the time.
    """
    must_be_by_machine(plan_of(scope, scored.answer.interview_id))
    for _ in range(TRIES):
        state = scope.answers.get(scored.answer)
        if state is None:
            raise NotFound("This answer is not in assessment.", "Report this: an answer was scored that nobody awaits.")
        if state.execution_id != scored.execution_id:
            return SettledAnswer(status="superseded", interview_complete=False)
        if state.status == "assessed" or settle(scope, state, "assessed", document=scored.document):
            return SettledAnswer(status="assessed", interview_complete=follow_up(scope, state.interview_id))
    raise Unavailable("The answer is being changed by others all the time.", "Try again in a moment.")
