"""Use cases: a candidate looks at the interview, agrees, and begins."""

from shared.interview.contracts import Consents, HumanReviewRequested, InterviewOpened, InterviewPlan
from shared.interview.errors import InterviewClosed, OtherConsents, RecordingNeeded
from shared.interview.model import PART_BYTES, AskedConsents, Session, plan_of
from shared.interview.notices import WORDING
from shared.interview.ports import Desk
from shared.interview.service.admission import admit
from shared.interview.service.handed_in import arrived_parts
from shared.interview.view import SessionView, view_of
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import new_id
from shared.kernel.language import Language
from shared.recruiting.candidate_token import CandidateToken


def see_session(token: CandidateToken, desk: Desk) -> SessionView:
    """Return what the candidate sees: to be asked for at the start, and to go on after a break.

    Raises:
        UnknownToken: the token opens nothing.
        Unavailable: nothing was changed; ask again.
    """
    invitation = admit(token, desk.interviews)
    session = desk.interviews.session(invitation.interview_id)
    answers = desk.interviews.answers(invitation.interview_id) if session else {}
    parts = {answer_id: arrived_parts(answer.upload, desk.recordings) for answer_id, answer in answers.items()}
    policy = desk.interviews.settings().policy
    return view_of(invitation, policy, session, answers, parts, PART_BYTES, desk.clock.now())


def open_session(token: CandidateToken, asked: AskedConsents, language: Language, desk: Desk) -> SessionView:
    """Open the interview with the candidate's consents. The same choices again change nothing.

    Without consent to automated assessment the session is ``human_only``: its recordings lie where no machine looks.

    Raises:
        UnknownToken: the token opens nothing.
        RecordingNeeded: the candidate does not want to be recorded; nothing was written.
        InterviewClosed: its time is over.
        OtherConsents: it was opened with other choices.
        Unavailable: nothing was changed; send it again.
    """
    invitation = admit(token, desk.interviews)
    found = desk.interviews.session(invitation.interview_id)
    if found is None:
        _open(token, asked, language, desk)
        found = desk.interviews.session(invitation.interview_id)
    if found is None or not _same(found.plan.consents, asked):
        raise OtherConsents
    return see_session(token, desk)


def _open(token: CandidateToken, asked: AskedConsents, language: Language, desk: Desk) -> None:
    invitation = admit(token, desk.interviews)
    now = desk.clock.now()
    if not asked.recording:
        raise RecordingNeeded
    if now >= invitation.expires_at:
        raise InterviewClosed(invitation.expires_at)
    consents = Consents(**asked.model_dump(), language=language, wording=WORDING, given_at=now)
    plan = plan_of(invitation, desk.interviews.settings().policy, consents, desk.limits, now)
    document = desk.interviews.publish_plan(plan)
    session = Session(state="open" if consents.automated_assessment else "human_only", plan=plan, document=document)
    if desk.interviews.open(session, [_opening(session, document)]):
        return
    first = desk.interviews.session(invitation.interview_id)
    if first is not None and first.document != document:
        # Two tabs opened it at once and ours came second: the first one's plan stands, in the bucket too.
        desk.interviews.publish_plan(first.plan)


def _opening(session: Session, document: DocumentRef) -> InterviewOpened | HumanReviewRequested:
    plan: InterviewPlan = session.plan
    if session.state == "human_only":
        return HumanReviewRequested(
            event_id=new_id("evt"),
            tenant_id=plan.tenant_id,
            occurred_at=plan.opened_at,
            interview_id=plan.interview_id,
            position_id=plan.position_id,
            candidate_id=plan.candidate_id,
            plan=document,
            closes_at=plan.closes_at,
        )
    return InterviewOpened(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=plan.opened_at,
        interview_id=plan.interview_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        plan=document,
        closes_at=plan.closes_at,
        accepted_until=plan.accepted_until,
    )


def _same(given: Consents, asked: AskedConsents) -> bool:
    return asked == AskedConsents(
        recording=given.recording, automated_assessment=given.automated_assessment, vision=given.vision
    )
