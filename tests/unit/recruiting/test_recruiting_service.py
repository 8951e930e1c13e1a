"""Positions and invitations: the use cases, over recruitment in memory."""

from typing import Any

import pytest

from shared.kernel.clock import FixedClock
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import PositionId
from shared.kernel.request import KeyReused, Request
from shared.recruiting.candidate import InvitationDraft
from shared.recruiting.model import Position, PositionDraft
from shared.recruiting.service import Invite, create_position, invite_candidate
from tests.builders.recruiting import NOW, days, position_draft, tenant_settings
from tests.builders.recruitment_memory import Postbox, RecruitmentInMemory, RubricsInMemory


@pytest.fixture
def recruitment() -> RecruitmentInMemory:
    return RecruitmentInMemory()


def opened(recruitment: RecruitmentInMemory, key: str | None = None, **changed: Any) -> Position:
    draft = PositionDraft.model_validate(position_draft(**changed))
    request = Request.of("create_position", key, draft)
    return create_position(
        draft,
        author="user-1",
        request=request,
        recruitment=recruitment,
        rubrics=RubricsInMemory("teamwork"),
        clock=FixedClock(NOW),
    )


def invite(
    recruitment: RecruitmentInMemory,
    position: Position,
    *,
    key: str | None = None,
    postbox: Postbox | None = None,
    page: str = "https://jobs.example/",
    **draft: Any,
) -> Invite:
    wish = InvitationDraft.model_validate({"name": "李雷", **draft})
    return invite_candidate(
        position.snapshot.position_id,
        wish,
        request=Request.of("invite_candidate", key, wish),
        page=page,
        recruitment=recruitment,
        courier=postbox or Postbox(),
        clock=FixedClock(NOW),
    )


def test_a_question_without_competencies_is_scored_on_all_of_them(recruitment: RecruitmentInMemory) -> None:
    first, second = opened(recruitment).snapshot.questions
    assert (first.competencies, second.competencies) == (("ownership", "depth"), ("depth",))


def test_a_position_cannot_ask_for_a_language_that_the_tenant_does_not_accept() -> None:
    recruitment = RecruitmentInMemory(tenant_settings(languages=["zh"]))
    with pytest.raises(Invalid, match="en"):
        opened(recruitment)
    assert recruitment.positions == {}


def test_a_question_cannot_give_longer_than_the_tenant_records() -> None:
    with pytest.raises(Invalid, match="60 seconds"):
        opened(RecruitmentInMemory(tenant_settings(max_recording_seconds=60)))


def test_two_twins_of_one_request_make_one_position(recruitment: RecruitmentInMemory) -> None:
    first = opened(recruitment, key="once")
    recruitment.blind_once = True
    assert opened(recruitment, key="once") == first
    assert len(recruitment.positions) == 1


def test_two_twins_of_one_invitation_make_one(recruitment: RecruitmentInMemory) -> None:
    position = opened(recruitment)
    first = invite(recruitment, position, key="li")
    recruitment.blind_once = True
    second = invite(recruitment, position, key="li")
    assert second.invited.invitation == first.invited.invitation
    assert second.invited.token is None
    assert len(recruitment.events) == 1


def test_a_key_for_two_requests_is_refused(recruitment: RecruitmentInMemory) -> None:
    opened(recruitment, key="once")
    with pytest.raises(KeyReused):
        opened(recruitment, key="once", cut=10)


def test_an_invitation_holds_the_position_as_it_was(recruitment: RecruitmentInMemory) -> None:
    position = opened(recruitment)
    assert invite(recruitment, position).invited.invitation.position == position.snapshot


def test_the_token_proves_itself_against_the_hash_alone(recruitment: RecruitmentInMemory) -> None:
    invited = invite(recruitment, opened(recruitment)).invited
    assert invited.token is not None
    assert invited.token.proves(invited.invitation.secret_sha256)
    assert invited.token.secret not in invited.invitation.model_dump_json()


def test_an_invitation_ends_after_the_days_that_were_given(recruitment: RecruitmentInMemory) -> None:
    invitation = invite(recruitment, opened(recruitment), valid_days=3).invited.invitation
    assert invitation.expires_at == NOW + days(3)


def test_the_letter_says_who_and_what_in_both_languages(recruitment: RecruitmentInMemory) -> None:
    postbox = Postbox()
    made = invite(recruitment, opened(recruitment), email="li@example.com", postbox=postbox)
    [letter] = postbox.letters
    assert made.delivery == "mailed"
    assert all(part in letter.text for part in ("后端工程师", "Backend engineer", "Acme 科技", str(made.link)))


def test_a_name_in_the_letter_is_no_markup(recruitment: RecruitmentInMemory) -> None:
    postbox = Postbox()
    invite(recruitment, opened(recruitment), name="<b>Li</b>", email="li@example.com", postbox=postbox)
    assert "<b>" not in postbox.letters[0].html


@pytest.mark.parametrize(("page", "email"), [("", "li@example.com"), ("https://jobs.example/", None)])
def test_without_a_page_or_an_address_nothing_is_mailed(
    recruitment: RecruitmentInMemory, page: str, email: str | None
) -> None:
    postbox = Postbox()
    made = invite(recruitment, opened(recruitment), page=page, email=email, postbox=postbox)
    assert (made.delivery, postbox.letters) == ("not_mailed", [])
    assert made.invited.token is not None


def test_there_is_no_invitation_to_a_position_that_is_not_there(recruitment: RecruitmentInMemory) -> None:
    stranger = opened(RecruitmentInMemory())
    elsewhere = stranger.model_copy(
        update={"snapshot": stranger.snapshot.model_copy(update={"position_id": PositionId("pos_x")})}
    )
    with pytest.raises(NotFound, match="pos_x"):
        invite(recruitment, elsewhere)


def test_a_competency_that_is_only_named_needs_a_rubric_that_somebody_wrote(recruitment: RecruitmentInMemory) -> None:
    questions = [{"text": {"en": "Tell us about a conflict."}}]
    position = opened(recruitment, competencies=[{"name": "teamwork"}], questions=questions)
    assert position.snapshot.competencies[0].rubric is None
    with pytest.raises(Invalid, match="juggling"):
        opened(recruitment, competencies=[{"name": "teamwork"}, {"name": "juggling"}], questions=questions)


def test_a_reference_answer_goes_with_its_question(recruitment: RecruitmentInMemory) -> None:
    questions = [{"text": {"en": "What is an index?"}, "reference": {"en": "A sorted copy of some columns."}}]
    [question] = opened(recruitment, questions=questions).snapshot.questions
    assert question.reference is not None
    assert question.reference.en == "A sorted copy of some columns."
