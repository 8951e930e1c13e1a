"""What must not be asked is found, and the rule of exposure and of a review is as it is written."""

from datetime import UTC, datetime

import pytest

from shared.kernel.ids import BankQuestionId
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.bank.lawful import warnings_of
from shared.recruiting.questions.bank.model import BankQuestion, BankQuestionDraft, exposed, over_exposed_from
from shared.recruiting.questions.templates.catalogue import templates
from tests.builders.questions import question_draft

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        LocalizedText(zh="您打算什么时候要二胎？"),
        LocalizedText(zh="您今年多大了？"),
        LocalizedText(zh="您有没有乙肝病史？"),
        LocalizedText(zh="您的籍贯是哪里？"),
        LocalizedText(zh="您是党员吗？"),
        LocalizedText(zh="作为女性，您怎么看经常出差？"),
        LocalizedText(zh="请说出您前公司的客户名单里最大的三家。"),
        LocalizedText(en="Are you married?"),
        LocalizedText(en="How old are you?"),
        LocalizedText(en="Do you have a disability?"),
        LocalizedText(en="What is your nationality?"),
        LocalizedText(en="What did your former employer's customer list look like?"),
    ],
)
def test_what_an_employer_may_not_ask_is_warned_of(text: LocalizedText) -> None:
    assert warnings_of(text)


def test_no_template_is_warned_of() -> None:
    assert [one.id for one in templates() if warnings_of(one.filled())] == []


@pytest.mark.parametrize(
    "text",
    [
        LocalizedText(en="How would you find a race condition in a service that you have never seen?"),
        LocalizedText(zh="客户带着孩子来投诉，孩子一直哭，您怎么接待？"),
        LocalizedText(en="A client comes with a crying child. What do you do?"),
        LocalizedText(en="A patient's family asks you for the diagnosis. What do you say?"),
    ],
)
def test_honest_questions_are_not(text: LocalizedText) -> None:
    assert warnings_of(text) == ()


def test_a_question_is_over_exposed_from_a_stated_number_of_candidates_on() -> None:
    assert [exposed(count) for count in (0, 149, 150, 449, 450)] == ["fresh", "fresh", "known", "known", "over"]
    assert over_exposed_from() == 450


def test_a_review_names_its_reviewer_and_an_edit_takes_the_name_away() -> None:
    draft = BankQuestionDraft.model_validate(question_draft())
    question = BankQuestion(
        question_id=BankQuestionId("qst_1"), asks=draft, author="user-1", created_at=NOW, expires_at=NOW
    )
    reviewed = question.reviewed("user-2", NOW, None, None)
    assert (reviewed.status, reviewed.reviewed_by, reviewed.revision) == ("reviewed", "user-2", 2)
    assert reviewed.expires_at is None
    edited = reviewed.edited(draft)
    assert (edited.status, edited.reviewed_by, edited.revision) == ("draft", None, 3)


def test_a_position_gets_the_question_with_its_place_in_the_bank_and_without_what_only_reviewers_see() -> None:
    draft = BankQuestionDraft.model_validate(question_draft(reference={"zh": "先确认范围。"}))
    question = BankQuestion(question_id=BankQuestionId("qst_1"), asks=draft, author="user-1", created_at=NOW)
    asked = question.for_position()
    assert (asked.bank_id, asked.competencies) == ("qst_1", ("execution", "communication"))
    assert asked.reference is not None
    assert "shows" not in type(asked).model_fields
