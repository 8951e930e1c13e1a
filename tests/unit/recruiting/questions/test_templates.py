"""The template questions are many enough, fit every line of work, and read with a job description and without one."""

import re

import pytest
from pydantic import ValidationError

from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.packs import load_packs
from shared.kernel.errors import NotFound
from shared.kernel.language import LANGUAGES
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.templates.catalogue import (
    template,
    templates,
    templates_of_competency,
    templates_of_industry,
)
from shared.recruiting.questions.templates.model import SENIORITIES, QuestionTemplate, Slot

FOUND: dict[Slot, LocalizedText] = {
    "duty": LocalizedText(zh="月度生产排程", en="monthly production scheduling"),
    "tool": LocalizedText(zh="SAP", en="SAP"),
    "customer": LocalizedText(zh="经销商", en="dealers"),
    "scene": LocalizedText(zh="月末结账", en="month-end closing"),
}

EACH = pytest.mark.parametrize("competency", sorted(load()))


def test_there_are_more_than_240_and_at_least_100_of_them_are_situational() -> None:
    kinds = [one.type for one in templates()]
    assert len(kinds) >= 264
    assert kinds.count("situational") >= 100
    assert kinds.count("behavioural") >= 80
    assert kinds.count("technical") >= 12


@pytest.mark.parametrize("competency", sorted(load()))
def test_each_competency_has_at_least_ten_and_five_of_them_are_situational(competency: str) -> None:
    made_for = templates_of_competency(competency)
    assert len(made_for) >= 10
    assert sum(one.type == "situational" for one in made_for) >= 5


@pytest.mark.parametrize("competency", sorted(load()))
def test_a_position_of_unknown_trade_finds_five_questions_a_competency(competency: str) -> None:
    assert sum("any" in one.industries for one in templates_of_competency(competency)) >= 5


@pytest.mark.parametrize("industry", sorted(load_packs()))
def test_each_line_of_work_has_at_least_eight_of_its_own(industry: str) -> None:
    own = templates_of_industry(industry, only=True)
    assert len(own) >= 8
    assert len({one.competencies[0] for one in own}) >= 6
    assert {one.id for one in own} < {one.id for one in templates_of_industry(industry)}


@pytest.mark.parametrize("industry", sorted(load_packs()))
def test_each_competency_of_a_pack_can_be_asked_in_that_line_of_work(industry: str) -> None:
    suitable = templates_of_industry(industry)
    for competency in load_packs()[industry].weights:
        assert sum(one.competencies[0] == competency for one in suitable) >= 5


@pytest.mark.parametrize("seniority", SENIORITIES)
def test_each_seniority_has_questions_of_its_own(seniority: str) -> None:
    assert sum(seniority in one.seniority for one in templates()) >= 20


def test_a_question_beside_its_main_competency_is_found_when_asked_for() -> None:
    main = {one.id for one in templates_of_competency("communication")}
    assert main < {one.id for one in templates_of_competency("communication", also=True)}


def test_technical_questions_are_built_to_take_up_a_tool_or_a_duty() -> None:
    slotted = [one for one in templates_of_competency("technical_ability") if {"tool", "duty"} & {*one.slots}]
    assert len(slotted) >= 8
    assert all(len(one.shows) >= 2 for one in slotted)


@EACH
def test_a_template_reads_without_a_job_description_and_with_one(competency: str) -> None:
    for one in templates_of_competency(competency):
        bare, filled = one.filled(), one.filled(FOUND)
        for language in LANGUAGES:
            assert not re.search(r"[{}]|  ", bare.read_in(language) + filled.read_in(language)), one.id
            for slot in one.slots:
                assert FOUND[slot].read_in(language) in filled.read_in(language), one.id


def test_two_filled_alike_do_not_become_the_same_question() -> None:
    for language in LANGUAGES:
        asked = [one.filled(FOUND).read_in(language) for one in templates() if one.slots]
        assert len(set(asked)) == len(asked)


def test_what_was_found_in_one_language_leaves_the_other_as_it_was_written() -> None:
    one = template("execution-01")
    filled = one.filled({"duty": LocalizedText(zh="仓库盘点")})
    assert "仓库盘点" in (filled.zh or "")
    assert filled.en == one.filled().en


def test_what_fills_a_slot_is_text_even_where_it_looks_like_a_slot() -> None:
    filled = template("execution-01").filled({"duty": LocalizedText(zh="{tool}", en="{tool} \\1")})
    assert "{tool}" in (filled.zh or "")
    assert "{tool} \\1" in (filled.en or "")


def test_a_space_parts_chinese_from_a_latin_name() -> None:
    filled = template("learning_agility-02").filled({"tool": LocalizedText(zh="SAP", en="SAP")})
    assert "要用 SAP，如果" in (filled.zh or "")


def test_an_unknown_template_is_told() -> None:
    with pytest.raises(NotFound, match="teamwork-99"):
        template("teamwork-99")


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"text": {"zh": "请讲一次{duty}的经历。", "en": "Tell us about a time."}}, "slots differ"),
        ({"fallback": {}}, "slots differ"),
        ({"text": {"zh": "请讲一次{duty}的经历。"}}, "every language"),
        ({"shows": [{"zh": "有结果"}, {"zh": "有数字", "en": "Figures"}]}, "every language"),
        ({"industries": ["any", "retail"]}, "any alone"),
        ({"competencies": ["teamwork", "teamwork"]}, "once"),
        ({"text": {"zh": "{salary}呢？", "en": "And {salary}?"}}, "slots differ"),
        ({"type": "trick"}, "type"),
    ],
)
def test_a_template_that_does_not_fit_together_is_refused(changed: dict[str, object], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        QuestionTemplate.model_validate({**template("teamwork-02").model_dump(), **changed})
