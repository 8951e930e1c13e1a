"""Use case of staff: how an interview went, apart from what was said in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from shared.interview.consent.model import ConsentEntry
from shared.interview.contracts import Accommodation, InterviewPlan, Medium
from shared.interview.model import Answer, Moment
from shared.interview.ports import Interviews
from shared.interview.preparation.model import Advice, DeviceCheck
from shared.interview.preparation.ports import Preparations
from shared.interview.view import ViewState, state_of
from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller
from shared.recruiting.contracts import Invitation


class AnswerRecord(Frozen):
    """How one answer came about. ``starts``: when recordings were begun; ``attempts`` includes one under way."""

    answer_id: AnswerId
    shown_at: datetime | None
    starts: tuple[datetime, ...]
    attempts: int
    medium: Medium | None
    received_at: datetime | None


class CheckRecord(Frozen):
    """A device check without the device: what was wrong, in words."""

    at: datetime
    advice: tuple[Advice, ...]
    media: tuple[Medium, ...]


class SessionRecord(Frozen):
    """What happened when. Reasons of accommodations are not here."""

    interview_id: InterviewId
    state: ViewState
    human_only: bool
    opened_at: datetime | None
    completed_at: datetime | None
    closes_at: datetime
    accommodation: Accommodation
    consents: tuple[ConsentEntry, ...]
    moments: tuple[Moment, ...]
    answers: tuple[AnswerRecord, ...]
    checks: tuple[CheckRecord, ...]


class RecordDesk(Protocol):
    """What the use case works with."""

    @property
    def interviews(self) -> Interviews: ...

    @property
    def preparations(self) -> Preparations: ...

    @property
    def clock(self) -> Clock: ...


def session_record(who: Caller, invitation: Invitation, desk: RecordDesk, trail: AuditTrail) -> SessionRecord:
    """Return how the interview went; that it was read is recorded first. Raises ``Unavailable``, ``Shredded``."""
    interview_id = invitation.interview_id
    trail.record(trail.entry(who, "read_interview", interview_id, candidate_id=invitation.candidate_id))
    session = desk.interviews.session(interview_id)
    plan = session.plan if session else None
    return SessionRecord(
        interview_id=interview_id,
        state=state_of(session, invitation.expires_at, desk.clock.now()),
        human_only=session is not None and session.state == "human_only",
        opened_at=plan.opened_at if plan else None,
        completed_at=session.completed_at if session else None,
        closes_at=invitation.expires_at,
        accommodation=plan.accommodation if plan else Accommodation(),
        consents=tuple(desk.interviews.consents(interview_id)),
        moments=tuple(desk.interviews.moments(interview_id)),
        answers=_answers(plan, desk.interviews),
        checks=_checks(desk.preparations.checks(interview_id)),
    )


def _answers(plan: InterviewPlan | None, interviews: Interviews) -> tuple[AnswerRecord, ...]:
    if plan is None:
        return ()
    found = interviews.answers(plan.interview_id)
    return tuple(_answer(found.get(name, Answer(answer_id=name))) for name in plan.answer_ids)


def _answer(answer: Answer) -> AnswerRecord:
    counts = answer.handed_in
    return AnswerRecord(
        answer_id=answer.answer_id,
        shown_at=answer.shown_at,
        starts=answer.starts,
        attempts=answer.attempts,
        medium=counts.medium if counts else None,
        received_at=counts.completed_at if counts else None,
    )


def _checks(checks: Sequence[DeviceCheck]) -> tuple[CheckRecord, ...]:
    return tuple(CheckRecord(at=check.at, advice=check.advice, media=check.media) for check in checks)
