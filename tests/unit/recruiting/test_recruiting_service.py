"""Positions: the use cases, over recruitment in memory."""

from typing import Any

import pytest

from shared.kernel.clock import FixedClock
from shared.kernel.errors import Invalid
from shared.kernel.request import KeyReused, Request
from shared.recruiting.model import Position, PositionDraft
from shared.recruiting.service import create_position
from tests.builders.recruiting import NOW, position_draft, tenant_settings
from tests.builders.recruitment_memory import RecruitmentInMemory, RubricsInMemory


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


def test_a_key_for_two_requests_is_refused(recruitment: RecruitmentInMemory) -> None:
    opened(recruitment, key="once")
    with pytest.raises(KeyReused):
        opened(recruitment, key="once", cut=10)


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
