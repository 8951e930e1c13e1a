"""Use cases: a candidate asks for other conditions, staff decide or set them, and the plan follows."""

from shared.interview.accommodation.errors import TooLateToChange
from shared.interview.accommodation.model import AccommodationCase, by_settings, covers, more_of, outcome_of
from shared.interview.accommodation.ports import AccommodationDesk
from shared.interview.contracts import Accommodation, AccommodationRequested
from shared.interview.errors import InterviewClosed
from shared.interview.model import Session
from shared.interview.planning import limits_of, planned_questions
from shared.interview.service.admission import admit, must_be_going_on
from shared.interview.service.amending import Amendment, amend
from shared.kernel.errors import PreconditionFailed, Unavailable
from shared.kernel.ids import new_id
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation

TRIES = 3


def ask(token: CandidateToken, asked: Accommodation, why: str, desk: AccommodationDesk) -> AccommodationCase:
    """Ask for other conditions, before or during the interview. What the tenant grants by itself holds at once.

    A question that is shown already keeps the moment at which it was shown; its time gets longer.

    Raises:
        UnknownToken: the token opens nothing.
        Handed, RecordingWithdrawn, InterviewClosed: the interview is over.
        Unavailable: send it again.
    """
    invitation, now = admit(token, desk.interviews), desk.clock.now()
    session = desk.interviews.session(invitation.interview_id)
    desk.usage.plan().admit_candidate(begun=session is not None)
    if session is not None:
        must_be_going_on(session, paused_too=True)
    if now >= invitation.expires_at:
        raise InterviewClosed(invitation.expires_at)
    settings = desk.accommodations.settings()
    for _ in range(TRIES):
        before = desk.accommodations.case(invitation.interview_id)
        there = before.granted if before else Accommodation()
        granted = more_of(there, by_settings(asked, settings))
        enough = covers(granted, asked)
        if enough and before is not None and before.granted == granted and before.state != "waiting":
            return before
        case = _case(
            invitation,
            asked=asked,
            granted=granted,
            state="granted" if enough else "waiting",
            asked_at=now,
            decided_at=now if enough else None,
            decided_by="settings" if enough else None,
            revision=(before.revision if before else 0) + 1,
        )
        if desk.accommodations.ask(before, case, why.strip(), [] if enough else [_requested(invitation, desk)]):
            apply(invitation, desk)
            return case
    raise _busy()


def see(token: CandidateToken, desk: AccommodationDesk) -> AccommodationCase | None:
    """Return how the request stands, or None. Raises ``UnknownToken``."""
    return desk.accommodations.case(admit(token, desk.interviews).interview_id)


def decide(
    invitation: Invitation,
    granted: Accommodation,
    words: str,
    read: frozenset[str] | None,
    who: Caller,
    desk: AccommodationDesk,
    trail: AuditTrail,
) -> AccommodationCase:
    """Grant, refuse or set an accommodation; an interview that is open follows it at once.

    ``read`` names the revision that was read; it is not needed where nothing was asked for yet.

    Raises:
        TooLateToChange: the interview is over.
        PreconditionFailed, PreconditionRequired: somebody changed the case, or it was not said what was read.
    """
    session = desk.interviews.session(invitation.interview_id)
    if session is not None and (session.completed_at is not None or session.state == "withdrawn"):
        raise TooLateToChange
    before, now = desk.accommodations.case(invitation.interview_id), desk.clock.now()
    if before is not None:
        expect(read, before.revision)
    asked = before.asked if before else None
    case = _case(
        invitation,
        asked=asked,
        granted=granted,
        state=outcome_of(granted, asked),
        asked_at=before.asked_at if before else None,
        decided_at=now,
        decided_by=who.user_id,
        words=words.strip(),
        revision=(before.revision if before else 0) + 1,
    )
    entry = trail.entry(
        who,
        "manage_accommodation",
        invitation.interview_id,
        candidate_id=invitation.candidate_id,
        detail={"outcome": case.state, **granted.model_dump()},
    )
    if not desk.accommodations.decide(before, case, entry):
        raise PreconditionFailed
    apply(invitation, desk)
    return case


def apply(invitation: Invitation, desk: AccommodationDesk) -> None:
    """Make an open interview's plan follow what is granted. Raises ``Unavailable``."""
    session = desk.interviews.session(invitation.interview_id)
    case = desk.accommodations.case(invitation.interview_id)
    if session is None or case is None:
        return
    limits = limits_of(desk.interviews.settings().policy.limits, desk.limits, case.granted)

    def decide_plan(found: Session) -> Amendment | None:
        over = found.completed_at is not None or found.state == "withdrawn"
        if over or found.plan.accommodation == case.granted:
            return None
        changed = {
            "accommodation": case.granted,
            "questions": planned_questions(invitation, case.granted),
            "limits": limits,
        }
        return Amendment(after=found.model_copy(update={"plan": found.plan.model_copy(update=changed)}))

    amend(session, decide_plan, desk)


def _case(invitation: Invitation, **said: object) -> AccommodationCase:
    return AccommodationCase.model_validate(
        {
            "interview_id": invitation.interview_id,
            "invitation_id": invitation.invitation_id,
            "application_id": invitation.application_id,
            "candidate_id": invitation.candidate_id,
            "position_id": invitation.position.position_id,
            "department": invitation.position.department,
            **said,
        }
    )


def _requested(invitation: Invitation, desk: AccommodationDesk) -> AccommodationRequested:
    return AccommodationRequested(
        event_id=new_id("evt"),
        tenant_id=invitation.tenant_id,
        occurred_at=desk.clock.now(),
        interview_id=invitation.interview_id,
        application_id=invitation.application_id,
        invitation_id=invitation.invitation_id,
        position_id=invitation.position.position_id,
        candidate_id=invitation.candidate_id,
        department=invitation.position.department,
    )


def _busy() -> Unavailable:
    return Unavailable(
        "Your request is being changed from elsewhere. 您的申请正在其他设备上被修改。",
        "Send it again in a moment. 请稍后重新提交。",
    )
