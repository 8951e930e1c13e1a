"""Use cases of a candidate in the personality test: look, begin, answer, hand in."""

from datetime import datetime

from shared.interview.errors import InterviewClosed
from shared.interview.personality.contracts import PersonalityCompleted
from shared.interview.personality.errors import (
    NoSuchItem,
    NotAgreed,
    QuestionnaireDone,
    QuestionnaireNotBegun,
    Unanswered,
)
from shared.interview.personality.inventory import inventory
from shared.interview.personality.model import PersonalityTest, Response, missing, order_of
from shared.interview.personality.notice import WORDING, notice_sha256
from shared.interview.personality.ports import PersonalityDesk
from shared.interview.personality.scoring import score
from shared.interview.personality.view import PersonalityView, view_of
from shared.interview.service.admission import admit
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import new_id
from shared.kernel.language import Language
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation


def see_test(token: CandidateToken, desk: PersonalityDesk) -> PersonalityView:
    """Return the questionnaire as it stands, on whatever device. Raises ``UnknownToken``, ``Unavailable``."""
    invitation, test = _admitted(token, desk)
    responses = desk.tests.responses(test.subject) if test else {}
    items = inventory(test.version) if test else inventory()
    return view_of(test, items, responses, invitation.expires_at, desk.clock.now())


def begin_test(token: CandidateToken, language: Language, agreed: bool, desk: PersonalityDesk) -> PersonalityView:
    """Begin the questionnaire; begun before, it changes nothing.

    Raises:
        UnknownToken: the token opens nothing.
        NotAgreed: the candidate does not agree; nothing was written.
        InterviewClosed: its time is over.
    """
    now = desk.clock.now()
    invitation, _test = _admitted(token, desk)
    if not agreed:
        raise NotAgreed
    _in_time(invitation, now)
    desk.tests.begin(
        PersonalityTest(
            subject=subject_of(invitation),
            application_id=invitation.application_id,
            interview_id=invitation.interview_id,
            candidate_id=invitation.candidate_id,
            position_id=invitation.position.position_id,
            department=invitation.position.department,
            version=inventory().version,
            language=language,
            wording=WORDING,
            notice_sha256=notice_sha256(language),
            begun_at=now,
            closes_at=invitation.expires_at,
        )
    )
    return see_test(token, desk)


def answer_item(
    token: CandidateToken, item_id: str, answer: int, elapsed_ms: Milliseconds | None, desk: PersonalityDesk
) -> Response:
    """Save an answer; the last one counts.

    Raises:
        UnknownToken, QuestionnaireNotBegun, NoSuchItem: as they say.
        QuestionnaireDone: it was handed in.
        InterviewClosed: its time is over.
        Unavailable: send it again.
    """
    now = desk.clock.now()
    invitation, test = _admitted(token, desk)
    if test is None:
        raise QuestionnaireNotBegun
    if test.state != "open":
        raise QuestionnaireDone
    _in_time(invitation, now)
    if inventory(test.version).item(item_id) is None:
        raise NoSuchItem(item_id)
    response = Response(item_id=item_id, answer=answer, elapsed_ms=elapsed_ms, answered_at=now)
    if not desk.tests.save(response, test):
        raise QuestionnaireDone
    return response


def complete_test(token: CandidateToken, anyway: bool, desk: PersonalityDesk) -> PersonalityView:
    """Hand the questionnaire in: it is scored, kept, and told of. Again, it changes nothing.

    Raises:
        UnknownToken, QuestionnaireNotBegun: as they say.
        Unanswered: statements have no answer, and ``anyway`` was not said.
        InterviewClosed: its time is over.
    """
    now = desk.clock.now()
    invitation, test = _admitted(token, desk)
    if test is None:
        raise QuestionnaireNotBegun
    if test.state == "open":
        _in_time(invitation, now)
        _hand_in(test, anyway, now, desk)
    return see_test(token, desk)


def subject_of(invitation: Invitation) -> str:
    """Return what the test belongs to: the application, so that a second invitation finds the same test."""
    return str(invitation.application_id or invitation.interview_id)


def _hand_in(test: PersonalityTest, anyway: bool, now: datetime, desk: PersonalityDesk) -> None:
    items, responses = inventory(test.version), desk.tests.responses(test.subject)
    lacking = missing(items, responses)
    if lacking and not anyway:
        order = order_of(test.subject, items)
        raise Unanswered(sorted(order.index(item_id) + 1 for item_id in lacking))
    norms = desk.tests.norms(test.version, test.language)
    result = score(test, items, responses, norms[0] if norms else None, now)
    valid = result.verdict == "valid"
    told = PersonalityCompleted(
        event_id=new_id("evt"),
        tenant_id=desk.interviews.settings().tenant_id,
        occurred_at=now,
        application_id=test.application_id,
        interview_id=test.interview_id,
        candidate_id=test.candidate_id,
        position_id=test.position_id,
        valid=valid,
    )
    counted = {name: each.answer for name, each in responses.items()} if valid and not lacking else None
    done = test.model_copy(update={"state": "completed", "completed_at": now})
    desk.tests.complete(done, result, counted, [told])


def _admitted(token: CandidateToken, desk: PersonalityDesk) -> tuple[Invitation, PersonalityTest | None]:
    invitation = admit(token, desk.interviews)
    test = desk.tests.test(subject_of(invitation))
    desk.usage.plan().admit_candidate(begun=test is not None)
    return invitation, test


def _in_time(invitation: Invitation, now: datetime) -> None:
    if now >= invitation.expires_at:
        raise InterviewClosed(invitation.expires_at)
