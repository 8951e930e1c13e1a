"""Use cases: a candidate looks at the choices made, takes one back, or lets the data be kept longer after all."""

from collections.abc import Sequence

from shared.interview.consent.model import ConsentEntry, entry_of
from shared.interview.contracts import ConsentWithdrawn, Purpose
from shared.interview.errors import NothingToWithdraw
from shared.interview.model import Session, SessionState
from shared.interview.notices import notice_of
from shared.interview.planning import withdrawn_from
from shared.interview.ports import Desk
from shared.interview.service.admission import admit, enter
from shared.interview.service.amending import Amendment, amend, human_review
from shared.interview.service.people_only import within_consent
from shared.interview.service.sessions import see_session
from shared.interview.view import SessionView
from shared.kernel.events import Event
from shared.kernel.ids import new_id
from shared.recruiting.candidate_token import CandidateToken


def consents_given(token: CandidateToken, desk: Desk) -> Sequence[ConsentEntry]:
    """Return every choice with its text, the oldest first; none before the opening. Raises ``UnknownToken``."""
    return desk.interviews.consents(admit(token, desk.interviews).interview_id)


def withdraw(token: CandidateToken, purpose: Purpose, desk: Desk) -> SessionView:
    """Take a consent back, at any time, the interview being over or not (GDPR 7(3), PIPL 15). Again, it is the same.

    Without ``automated_assessment`` the session goes on for people only, with the same questions and deadline; what is
    still arriving is sent where no machine looks. Without ``recording`` it ends.

    Raises:
        UnknownToken, NotOpened: as they say.
        NothingToWithdraw: it was never given.
        Unavailable: send it again.
    """
    admitted = enter(token, desk)
    session = amend(admitted.session, lambda found: _without(purpose, found, desk), desk)
    for answer in desk.interviews.answers(session.plan.interview_id).values():
        within_consent(session, answer, desk)
    if session.state == "withdrawn":
        desk.usage.release(session.plan.interview_id)
    return see_session(token, desk)


def keep_longer(token: CandidateToken, desk: Desk) -> SessionView:
    """Agree to the talent pool after all. Raises ``UnknownToken``, ``NotOpened``, ``Unavailable``."""
    admitted = enter(token, desk)
    amend(admitted.session, lambda found: _kept_longer(found, desk), desk)
    return see_session(token, desk)


def _without(purpose: Purpose, session: Session, desk: Desk) -> Amendment | None:
    plan, now = session.plan, desk.clock.now()
    given = plan.consents.model_dump()[purpose]
    if not (plan.consents.vision if purpose == "expression" and given is None else given):
        if any(each.purpose == purpose for each in _withdrawn(session, desk)):
            return None
        raise NothingToWithdraw(purpose)
    state: SessionState = session.state
    if purpose == "recording":
        state = "withdrawn"
    elif purpose == "automated_assessment" and state == "open":
        state = "human_only"
    notice = notice_of(desk.interviews.settings().policy)
    after = session.model_copy(update={"plan": withdrawn_from(plan, purpose), "state": state})
    return Amendment(
        after=after,
        consents=(entry_of(purpose, "withdrawn", notice, plan.consents.language, now),),
        events=lambda written: _told(purpose, session.state, written, desk),
    )


def _withdrawn(session: Session, desk: Desk) -> list[ConsentEntry]:
    return [each for each in desk.interviews.consents(session.plan.interview_id) if each.choice == "withdrawn"]


def _told(purpose: Purpose, before: SessionState, session: Session, desk: Desk) -> list[Event]:
    plan = session.plan
    told: list[Event] = [
        ConsentWithdrawn(
            event_id=new_id("evt"),
            tenant_id=plan.tenant_id,
            occurred_at=desk.clock.now(),
            interview_id=plan.interview_id,
            application_id=plan.application_id,
            position_id=plan.position_id,
            candidate_id=plan.candidate_id,
            purpose=purpose,
        )
    ]
    if session.state == "human_only" != before:
        told.append(human_review(session, desk.clock.now()))
    return told


def _kept_longer(session: Session, desk: Desk) -> Amendment | None:
    if session.plan.consents.retention:
        return None
    plan = session.plan
    consents = plan.consents.model_copy(update={"retention": True})
    notice = notice_of(desk.interviews.settings().policy)
    return Amendment(
        after=session.model_copy(update={"plan": plan.model_copy(update={"consents": consents})}),
        consents=(entry_of("retention", "given", notice, consents.language, desk.clock.now()),),
    )
