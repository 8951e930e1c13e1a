"""Use cases: a candidate looks at the interview, agrees, and begins."""

from shared.interview.accommodation import service as accommodation
from shared.interview.accommodation.ports import AccommodationDesk
from shared.interview.consent.model import entries_of
from shared.interview.contracts import Consents, HumanReviewRequested, InterviewOpened
from shared.interview.errors import InterviewClosed, NoticePeriodRuns, OtherConsents, RecordingNeeded
from shared.interview.model import PART_BYTES, AskedConsents, Session
from shared.interview.notices import machine_allowed_from, notice_of
from shared.interview.planning import USUAL, plan_of
from shared.interview.ports import Desk
from shared.interview.service.admission import admit
from shared.interview.service.amending import human_review
from shared.interview.service.handed_in import arrived_parts
from shared.interview.view import SessionView, view_of
from shared.kernel.ids import new_id
from shared.kernel.language import Language
from shared.recruiting.candidate_token import CandidateToken


def see_session(token: CandidateToken, desk: Desk) -> SessionView:
    """Return what the candidate sees: to be asked for at the start, and to go on after a break.

    Raises:
        UnknownToken: the token opens nothing.
        SuspendedForCandidates: the company holds no interviews here at the moment.
        Unavailable: nothing was changed; ask again.
    """
    invitation = admit(token, desk.interviews)
    session = desk.interviews.session(invitation.interview_id)
    desk.usage.plan().admit_candidate(begun=session is not None)
    answers = desk.interviews.answers(invitation.interview_id) if session else {}
    parts = {answer_id: arrived_parts(answer.upload, desk.recordings) for answer_id, answer in answers.items()}
    policy = desk.interviews.settings().policy
    return view_of(invitation, policy, session, answers, parts, PART_BYTES, desk.clock.now())


def open_session(
    token: CandidateToken, asked: AskedConsents, language: Language, desk: AccommodationDesk
) -> SessionView:
    """Open the interview with the candidate's consents. The same choices again change nothing.

    Without consent to automated assessment the session is ``human_only``: its recordings lie where no machine looks.

    Raises:
        UnknownToken: the token opens nothing.
        RecordingNeeded: the candidate does not want to be recorded; nothing was written.
        InterviewClosed: its time is over.
        OtherConsents: it was opened with other choices.
        NoticePeriodRuns: the law wants more time before a machine is used; people may judge it now.
        TooMany: the tenant's plan allows no more interviews; nothing was written, and the invitation stays valid.
        SuspendedForCandidates: the company holds no interviews here at the moment.
        Unavailable: nothing was changed; send it again.
    """
    invitation = admit(token, desk.interviews)
    found = desk.interviews.session(invitation.interview_id)
    desk.usage.plan().admit_candidate(begun=found is not None)
    if found is None:
        _open(token, asked, language, desk)
        accommodation.apply(invitation, desk)  # what was granted while it was being opened
        found = desk.interviews.session(invitation.interview_id)
    if found is None or not _same(found.plan.consents, asked):
        raise OtherConsents
    return see_session(token, desk)


def _open(token: CandidateToken, asked: AskedConsents, language: Language, desk: AccommodationDesk) -> None:
    invitation = admit(token, desk.interviews)
    now = desk.clock.now()
    if not asked.recording:
        raise RecordingNeeded
    if now >= invitation.expires_at:
        raise InterviewClosed(invitation.expires_at)
    policy = desk.interviews.settings().policy
    notice = notice_of(policy)
    machine_from = machine_allowed_from(policy, invitation.invited_at)
    if asked.automated_assessment and now < machine_from:
        raise NoticePeriodRuns(machine_from)
    consents = Consents(**asked.model_dump(), language=language, wording=notice.wording, given_at=now)
    case = desk.accommodations.case(invitation.interview_id)
    plan = plan_of(invitation, policy, consents, desk.limits, now, case.granted if case else USUAL)
    document = desk.interviews.publish_plan(plan)
    session = Session(state="open" if consents.automated_assessment else "human_only", plan=plan, document=document)
    if desk.interviews.open(session, entries_of(asked, notice, language, now), [_opening(session)]):
        return
    first = desk.interviews.session(invitation.interview_id)
    if first is not None and first.document != document:
        # Two tabs opened it at once and ours came second: the first one's plan stands, in the bucket too.
        desk.interviews.publish_plan(first.plan)


def _opening(session: Session) -> InterviewOpened | HumanReviewRequested:
    plan = session.plan
    if session.state == "human_only":
        return human_review(session, plan.opened_at)
    return InterviewOpened(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=plan.opened_at,
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        plan=session.document,
        closes_at=plan.closes_at,
        accepted_until=plan.accepted_until,
    )


def _same(given: Consents, asked: AskedConsents) -> bool:
    """Say whether the choices are those of the opening; the talent pool may have been joined or left since."""
    return asked.model_copy(update={"retention": given.retention}) == AskedConsents(
        recording=given.recording,
        automated_assessment=given.automated_assessment,
        vision=given.vision,
        expression=given.expression,
        retention=given.retention,
    )
