"""Use cases: a candidate pauses, goes on, and completes the interview."""

from collections.abc import Sequence

from shared.interview.contracts import InterviewCompleted
from shared.interview.errors import InterviewClosed, RecordingWithdrawn, StillUnanswered
from shared.interview.model import Moment, Session
from shared.interview.ports import Desk
from shared.interview.service.admission import enter, must_be_going_on
from shared.interview.service.amending import Amendment, amend
from shared.interview.service.sessions import see_session
from shared.interview.view import SessionView
from shared.kernel.events import Event
from shared.kernel.ids import AnswerId, new_id
from shared.recruiting.candidate_token import CandidateToken


def pause(token: CandidateToken, desk: Desk) -> SessionView:
    """Pause until the deadline at most. The clock of a question that was shown already goes on. Again, it is the same.

    Raises:
        UnknownToken, NotOpened, Handed, RecordingWithdrawn, InterviewClosed, Unavailable: as they say.
    """
    admitted = enter(token, desk)
    _in_time(admitted.session, desk)

    def decide(session: Session) -> Amendment | None:
        must_be_going_on(session, paused_too=True)
        if session.paused_at is not None:
            return None
        now = desk.clock.now()
        after = session.model_copy(update={"paused_at": now})
        return Amendment(after=after, moments=(Moment(kind="paused", at=now),))

    amend(admitted.session, decide, desk)
    desk.usage.release(admitted.invitation.interview_id)
    return see_session(token, desk)


def resume(token: CandidateToken, desk: Desk) -> SessionView:
    """Go on after a pause. Again, it is the same.

    Raises:
        UnknownToken, NotOpened, Handed, RecordingWithdrawn, InterviewClosed, Unavailable: as they say.
        TooMany: every place of the tenant's plan is taken at the moment; the interview stays paused.
    """
    admitted = enter(token, desk)
    must_be_going_on(admitted.session, paused_too=True)
    _in_time(admitted.session, desk)
    desk.usage.hold(admitted.invitation.interview_id)

    def decide(session: Session) -> Amendment | None:
        must_be_going_on(session, paused_too=True)
        if session.paused_at is None:
            return None
        after = session.model_copy(update={"paused_at": None})
        return Amendment(after=after, moments=(Moment(kind="resumed", at=desk.clock.now()),))

    amend(admitted.session, decide, desk)
    return see_session(token, desk)


def complete(token: CandidateToken, without_the_rest: bool, desk: Desk) -> SessionView:
    """Complete the interview: nothing can be changed afterwards. Again, it is the same.

    It is possible as long as recordings are accepted, half an hour after the interview closes.

    Raises:
        UnknownToken, NotOpened, RecordingWithdrawn, InterviewClosed, Unavailable: as they say.
        StillUnanswered: questions have no answer, and ``without_the_rest`` was not said.
    """
    admitted = enter(token, desk)

    def decide(session: Session) -> Amendment | None:
        if session.completed_at is not None:
            return None
        if session.state == "withdrawn":
            raise RecordingWithdrawn
        now = desk.clock.now()
        if now > session.plan.accepted_until:
            raise InterviewClosed(session.plan.closes_at)
        lacking = _lacking(session, without_the_rest, desk)
        after = session.model_copy(update={"completed_at": now, "paused_at": None, "unanswered": lacking})
        return Amendment(
            after=after,
            moments=(Moment(kind="completed", at=now),),
            events=lambda written: [_told(written, lacking)],
        )

    amend(admitted.session, decide, desk)
    desk.usage.release(admitted.invitation.interview_id)
    return see_session(token, desk)


def _lacking(session: Session, confirmed: bool, desk: Desk) -> tuple[AnswerId, ...]:
    """Return what has no answer. Raises ``StillUnanswered`` unless that was ``confirmed``."""
    plan = session.plan
    answers = desk.interviews.answers(plan.interview_id)
    there = {name for name, answer in answers.items() if answer.handed_in is not None}
    lacking = tuple(name for name in plan.answer_ids if name not in there)
    arriving = [name for name, each in answers.items() if each.upload is not None and each.upload.state == "open"]
    if (lacking or arriving) and not confirmed:
        raise StillUnanswered(_numbers(plan.answer_ids, lacking), _numbers(plan.answer_ids, arriving))
    return lacking


def _numbers(order: Sequence[AnswerId], named: Sequence[AnswerId]) -> list[int]:
    return sorted(order.index(name) + 1 for name in named)


def _told(session: Session, lacking: tuple[AnswerId, ...]) -> Event:
    plan = session.plan
    assert session.completed_at is not None  # noqa: S101 - it was set just now
    return InterviewCompleted(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=session.completed_at,
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        answers=tuple(name for name in plan.answer_ids if name not in lacking),
        unanswered=lacking,
        human_only=session.state == "human_only",
    )


def _in_time(session: Session, desk: Desk) -> None:
    if desk.clock.now() >= session.plan.closes_at:
        raise InterviewClosed(session.plan.closes_at)
