"""The template questions are short, polite, lawful, clean in both languages, and no two of them are nearly the same."""

import re
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES, Language
from shared.recruiting.questions.templates.catalogue import templates, templates_of_competency
from shared.recruiting.questions.templates.model import QuestionTemplate

CLOSEST: dict[Language, float] = {"zh": 0.25, "en": 0.35}
"""Share of three-letter runs that two questions may have in common; English repeats more of its openings."""

FORBIDDEN: dict[Language, str] = {
    "zh": "结婚|已婚|未婚|婚姻|婚育|婚礼|恋爱|谈对象|男朋友|女朋友|怀孕|生育|产假|子女|小孩|孩子|配偶|爱人|丈夫|妻子"
    "|父母|您的家庭|您家里|年龄|年轻|岁|生日|出生|健康|疾病|病史|残疾|身高|体重|籍贯|老家|户口|户籍|民族|种族|国籍|宗教|信仰|党员"
    "|入党|政治面貌|性别|男性|女性|客户名单|源代码|商业秘密",
    "en": r"\b(married|marriage|wedding|spouse|husband|wife|pregnan\w*|child|children|kids|your family|your parents|"
    r"how old|years old|elderly|young|age|birth\w*|health\w*|illness|disabilit\w*|disabled|your height|your weight|"
    r"nationality|ethnic\w*|race|religio\w*|party member\w*|political|gender|sex|hometown|accent|customer list|"
    r"source code|trade secret\w*)\b",
}
"""Family, age, health, origin, faith and party (Labour Contract Law of the PRC art. 8, Employment Promotion Law
arts. 3 and 26–31), and what a former employer keeps secret (Anti-Unfair Competition Law on trade secrets)."""

EACH = pytest.mark.parametrize("competency", sorted(load()))


def words_of(one: QuestionTemplate, language: Language) -> tuple[str, ...]:
    texts = (one.text, *one.shows, *one.fallback.values())
    return tuple(text.read_in(language) for text in texts)


@EACH
def test_a_slot_never_begins_an_english_sentence(competency: str) -> None:
    begun = [one.id for one in templates_of_competency(competency) if re.search(r"(^|[.?!] )\{", one.text.en or "")]
    assert begun == []


@EACH
def test_a_question_is_short_enough_to_be_heard_once(competency: str) -> None:
    for one in templates_of_competency(competency):
        zh, en = one.filled().read_in("zh"), one.filled().read_in("en")
        assert 20 <= len(zh) <= 80, one.id
        assert 10 <= len(en.split()) <= 55, one.id
        assert zh.endswith(("？", "。")), one.id
        assert en.endswith(("?", ".")), one.id


@EACH
def test_what_a_good_answer_shows_is_short_and_said_once(competency: str) -> None:
    for one in templates_of_competency(competency):
        assert len({point.zh for point in one.shows}) == len(one.shows), one.id
        for point in one.shows:
            assert 5 <= len(point.zh or "") <= 40, one.id
            assert 3 <= len((point.en or "").split()) <= 25, one.id


@EACH
def test_there_is_time_to_answer_and_one_more_attempt_at_most(competency: str) -> None:
    for one in templates_of_competency(competency):
        assert 30 <= one.thinking_seconds <= 60, one.id
        assert 120 <= one.answer_seconds <= 180, one.id
        assert one.retakes <= 1, one.id


@EACH
def test_nothing_private_and_nothing_confidential_is_asked(competency: str) -> None:
    for one in templates_of_competency(competency):
        for language in LANGUAGES:
            asked = [text for text in words_of(one, language) if re.search(FORBIDDEN[language], text, re.IGNORECASE)]
            assert asked == [], one.id


@EACH
def test_chinese_has_chinese_punctuation_and_is_polite(competency: str) -> None:
    for one in templates_of_competency(competency):
        assert re.search(r"您|请", one.text.zh or ""), one.id
        for text in words_of(one, "zh"):
            assert not re.search(r"[\u4e00-\u9fff}][,.;:!?()\"']|[,.;:!?()\"'][\u4e00-\u9fff{]", text), one.id
            assert text.count("“") == text.count("”"), one.id


@EACH
def test_english_has_no_chinese_in_it(competency: str) -> None:
    for one in templates_of_competency(competency):
        strange = [text for text in words_of(one, "en") if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text)]
        assert strange == [], one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_questions_are_nearly_the_same(language: Language) -> None:
    runs = {one.id: _runs(one.filled().read_in(language)) for one in templates()}
    alike = {
        (first, second): len(runs[first] & runs[second]) / len(runs[first] | runs[second])
        for first, second in combinations(runs, 2)
    }
    assert {pair: share for pair, share in alike.items() if share > CLOSEST[language]} == {}


def test_no_two_questions_share_most_of_their_words() -> None:
    asked = [(one.id, one.filled().read_in("en")) for one in templates()]
    alike = [
        (first[0], second[0])
        for first, second in combinations(asked, 2)
        if fuzz.token_set_ratio(first[1], second[1]) > 80
    ]
    assert alike == []


def _runs(text: str) -> set[str]:
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    return {letters[start : start + 3] for start in range(len(letters) - 2)}
