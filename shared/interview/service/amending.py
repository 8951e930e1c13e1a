"""Changes of an open session: one way for all of them, safe against two devices at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.interview.consent.model import ConsentEntry
from shared.interview.contracts import HumanReviewRequested
from shared.interview.errors import NotOpened
from shared.interview.model import Moment, Session
from shared.interview.ports import Desk
from shared.kernel.errors import Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import InterviewId, new_id

TRIES = 5


def _nothing(_session: Session) -> Sequence[Event]:
    return ()


@dataclass(frozen=True)
class Amendment:
    """A session as it is to be, what is added to its records, and what is told of it (made from what was written)."""

    after: Session
    consents: tuple[ConsentEntry, ...] = ()
    moments: tuple[Moment, ...] = ()
    events: Callable[[Session], Sequence[Event]] = _nothing


def amend(session: Session, decide: Callable[[Session], Amendment | None], desk: Desk) -> Session:
    """Change a session by what ``decide`` makes of it; None: it is as it should be. Return it as it is then.

    A plan that changes is published before the session points at it: what a consent allowed is out of reach first.
    Where another device was quicker, ``decide`` is asked again about what that one left.

    Raises:
        Unavailable: others change it all the time; send it again.
    """
    before = session
    for _ in range(TRIES):
        asked = decide(before)
        if asked is None:
            return before
        after = asked.after.model_copy(update={"revision": before.revision + 1})
        if after.plan != before.plan:
            after = after.model_copy(update={"document": desk.interviews.publish_plan(after.plan)})
        if desk.interviews.amend(before, after, asked.consents, asked.moments, asked.events(after)):
            return after
        before = _again(before.plan.interview_id, desk)
        if after.plan != before.plan:
            desk.interviews.publish_plan(before.plan)
    raise Unavailable(
        "The interview is being changed from elsewhere all the time. 面试正在其他设备上被修改。",
        "Try again in a moment. 请稍后再试。",
    )


def human_review(session: Session, now: datetime) -> HumanReviewRequested:
    """Return the event by which people learn that they alone look at this interview."""
    plan = session.plan
    return HumanReviewRequested(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=now,
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        plan=session.document,
        closes_at=plan.closes_at,
    )


def _again(interview_id: InterviewId, desk: Desk) -> Session:
    found = desk.interviews.session(interview_id)
    if found is None:
        raise NotOpened
    return found
