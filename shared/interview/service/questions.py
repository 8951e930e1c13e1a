"""Use cases: a candidate is shown a question and begins to record. The server knows when, so that no reload helps."""

from collections.abc import Callable

from shared.interview.errors import InterviewClosed, NotYourTurn
from shared.interview.model import Answer
from shared.interview.ports import Desk
from shared.interview.service.admission import Admitted, enter, must_be_going_on
from shared.interview.service.handed_in import question_of
from shared.interview.service.sessions import see_session
from shared.interview.view import SessionView
from shared.kernel.errors import Unavailable
from shared.kernel.ids import AnswerId
from shared.recruiting.candidate_token import CandidateToken

TRIES = 5
MOST_STARTS = 200
"""Beyond it starts are not noted any more: a browser in a loop must not fill the row."""


def show_question(token: CandidateToken, answer_id: AnswerId, desk: Desk) -> SessionView:
    """Show a question: thinking time runs from the first time on, on whatever device. Again, it changes nothing.

    Raises:
        UnknownToken, NotOpened, NoSuchAnswer, Paused, Handed, RecordingWithdrawn, InterviewClosed: as they say.
        NotYourTurn: an earlier question was not looked at.
        TooMany: the candidate was away for long, and the tenant's plan has no place free; try again.
        Unavailable: send it again.
    """
    admitted = _going_on(token, answer_id, desk)
    answers = desk.interviews.answers(admitted.invitation.interview_id)
    for number, earlier in enumerate(admitted.session.plan.answer_ids, start=1):
        if earlier == answer_id:
            break
        if earlier not in answers or answers[earlier].shown_at is None:
            raise NotYourTurn(number)
    now = desk.clock.now()
    _change(admitted, answer_id, lambda found: found.model_copy(update={"shown_at": found.shown_at or now}), desk)
    return see_session(token, desk)


def start_recording(token: CandidateToken, answer_id: AnswerId, desk: Desk) -> SessionView:
    """Note that a recording begins now. Raises as ``show_question``; a question that was not shown is shown by it."""
    admitted = _going_on(token, answer_id, desk)
    now = desk.clock.now()

    def started(found: Answer) -> Answer:
        starts = found.starts if len(found.starts) >= MOST_STARTS else (*found.starts, now)
        return found.model_copy(update={"shown_at": found.shown_at or now, "starts": starts})

    _change(admitted, answer_id, started, desk)
    return see_session(token, desk)


def _going_on(token: CandidateToken, answer_id: AnswerId, desk: Desk) -> Admitted:
    admitted = enter(token, desk)
    must_be_going_on(admitted.session)
    question_of(admitted.session, answer_id)
    if desk.clock.now() >= admitted.session.plan.closes_at:
        raise InterviewClosed(admitted.session.plan.closes_at)
    desk.usage.hold(admitted.invitation.interview_id)
    return admitted


def _change(admitted: Admitted, answer_id: AnswerId, to: Callable[[Answer], Answer], desk: Desk) -> None:
    for _ in range(TRIES):
        before = desk.interviews.answer(admitted.invitation.interview_id, answer_id)
        after = to(before)
        if after == before or desk.interviews.change(admitted.invitation.interview_id, before, after):
            return
    raise Unavailable(
        "The answer is being changed from elsewhere all the time. 该题正在其他设备上被修改。",
        "Try again in a moment. 请稍后再试。",
    )
