"""The catalogue of competencies."""

import re
from collections import Counter
from typing import get_args

import pytest
from pydantic import ValidationError

from shared.assessment.model.score import LanguageFeature
from shared.assessment.rubrics import catalogue
from shared.assessment.rubrics.catalogue import CURRENT, Common, load, own_rubric, rubrics_of
from shared.assessment.rubrics.model import MustNot, Rubric, RubricText
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText

WANTED = {
    "language_expression",
    "logical_thinking",
    "emotional_stability",
    "problem_solving",
    "customer_orientation",
    "teamwork",
    "stress_tolerance",
    "sales_ability",
    "technical_ability",
    "adaptability",
    "communication",
    "empathy",
    "learning_agility",
    "leadership",
    "innovation",
    "responsibility",
    "execution",
    "initiative",
    "integrity",
    "time_management",
    "attention_to_detail",
    "achievement_drive",
    "decision_making",
    "negotiation",
}
SPEECH = {"fluency", "speech_rate", "articulation_rate", "pauses", "fillers", "false_starts"}
SIGNALS = {*get_args(LanguageFeature), *SPEECH}
DELIVERY = {*SPEECH, "self_correction", "vocabulary"}
SPOKEN = {"language_expression", "communication"}
FIRST = "2026-11.1"
JUDGING = {
    "zh": re.compile(r"优秀|良好|出色|较好|较差|很好|很差|优异|卓越|一般般|不错|杰出|突出"),
    "en": re.compile(
        r"\b(excellent|good|outstanding|great|poor|bad|superb|exceptional|average|strong|weak)(ly)?\b", re.I
    ),
}
LENGTHS = {"zh": range(12, 81), "en": range(40, 221)}
"""Characters of an anchor: a behaviour needs a sentence, and nobody compares with a paragraph."""
BARRED = re.compile(r"\b(accent|handsome|young|old man|native speaker|gender)\b|口音|长相|年轻|籍贯|性别")

each_competency = pytest.mark.parametrize("key", sorted(WANTED))
each_language = pytest.mark.parametrize("language", LANGUAGES)


def text_of(key: str, language: Language) -> RubricText:
    text = {"zh": load()[key].zh, "en": load()[key].en}[language]
    assert text is not None
    return text


def test_the_catalogue_has_every_competency_that_is_asked_for() -> None:
    assert len(load()) >= 24
    assert set(load()) >= WANTED


@each_competency
@each_language
def test_each_has_a_title_a_definition_and_five_different_levels(key: str, language: Language) -> None:
    text = text_of(key, language)
    assert text.title
    assert text.definition
    assert len(text.anchors) == len(set(text.anchors)) == 5


@each_competency
@each_language
def test_a_level_is_a_sentence_of_behaviour_and_no_adjective(key: str, language: Language) -> None:
    for anchor in text_of(key, language).anchors:
        assert len(anchor) in LENGTHS[language], anchor
        assert anchor.endswith("。" if language == "zh" else "."), anchor
        assert not JUDGING[language].search(anchor), anchor


@each_competency
@each_language
def test_the_highest_level_tells_more_than_the_two_lowest(key: str, language: Language) -> None:
    anchors = text_of(key, language).anchors
    assert len(anchors[4]) > max(map(len, anchors[:2]))


@each_language
def test_no_words_are_shared_between_competencies(language: Language) -> None:
    texts = [text_of(key, language) for key in load()]
    said = Counter(words for text in texts for words in (text.title, text.definition, *text.anchors))
    assert [words for words, times in said.items() if times > 1] == []


@each_competency
def test_no_level_speaks_of_looks_age_accent_or_origin(key: str) -> None:
    assert not BARRED.search(" ".join(anchor for language in LANGUAGES for anchor in text_of(key, language).anchors))


@each_competency
def test_signals_are_of_the_closed_list_and_named_once(key: str) -> None:
    signals = load()[key].signals
    assert "relevance" in signals
    assert set(signals) <= SIGNALS
    assert len(signals) == len(set(signals))


@each_competency
def test_delivery_bears_only_on_what_is_spoken(key: str) -> None:
    assert key in SPOKEN or not set(load()[key].signals) & DELIVERY


def test_how_an_answer_is_worded_does_not_depend_on_what_it_tells_of() -> None:
    assert [key for key in load() if "competency_fit" not in load()[key].signals] == ["language_expression"]


@each_competency
def test_nothing_about_the_person_bears_on_any_score(key: str) -> None:
    must_not = load()[key].must_not
    assert {"accent", "looks", "age"} <= set(must_not)
    assert set(must_not) == set(get_args(MustNot))
    assert len(must_not) == len(set(must_not))


def test_the_nearest_temptation_comes_first() -> None:
    assert load()["integrity"].must_not[:2] == ("gaze", "expression")


@each_competency
def test_each_names_the_literature_it_rests_on(key: str) -> None:
    sources = load()[key].sources
    assert any("Smith & Kendall (1963)" in source for source in sources)
    assert len(sources) == len(set(sources))
    assert load()[key].great_eight or key in {"responsibility", "sales_ability"}


def test_a_source_that_is_nowhere_is_named() -> None:
    data = {"competency": "x", "sources": ["nobody_1900"], "en": {"title": "x", "definition": "y"}}
    with pytest.raises(Invalid, match="nobody_1900"):
        Common().joined("2099-01", data)


def test_the_first_version_still_loads_as_it_was() -> None:
    first = load(FIRST)
    assert len(first) == 10
    assert {rubric.version for rubric in first.values()} == {FIRST}
    assert all(rubric.signals == rubric.must_not == rubric.sources == () for rubric in first.values())


@pytest.mark.parametrize("key", sorted(load(FIRST)))
def test_a_position_that_took_its_words_from_the_first_version_finds_them(key: str) -> None:
    """Plans are frozen with the definition; another one would make it a rubric of the position's own."""
    then, now = load(FIRST)[key], load()[key]
    assert [then.read_in(language).definition for language in LANGUAGES] == [
        now.read_in(language).definition for language in LANGUAGES
    ]


def test_a_rubric_with_three_levels_is_refused() -> None:
    with pytest.raises(ValidationError, match="5 anchors"):
        RubricText(title="x", definition="y", anchors=("a", "b", "c"))


def test_a_rubric_in_no_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="no language"):
        Rubric(competency="x", version=CURRENT)


@pytest.mark.parametrize("name", ["smile", "gaze", "valence"])
def test_a_rubric_that_rests_on_the_picture_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="camera"):
        Rubric.model_validate({"competency": "x", "version": "1", "signals": [name]})


def test_a_signal_that_nothing_measures_is_refused() -> None:
    with pytest.raises(ValidationError, match="signals"):
        Rubric.model_validate({"competency": "x", "version": "1", "signals": ["charm"]})


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(NotFound, match="2020-01"):
        load("2020-01")


def test_a_positions_own_rubric_comes_before_the_catalogues() -> None:
    own = own_rubric("teamwork", LocalizedText(en="Teamwork"), LocalizedText(en="As we mean it."), "pos_9")
    assert [rubric.version for rubric in rubrics_of(["teamwork", "leadership"], [own])] == ["pos_9", CURRENT]


def test_a_rubric_in_one_language_is_read_in_that_one() -> None:
    own = own_rubric("teamwork", LocalizedText(en="Teamwork"), LocalizedText(en="As we mean it."), "pos_9")
    assert own.read_in("zh").definition == "As we mean it."


def test_what_nobody_described_is_named_with_what_there_is() -> None:
    with pytest.raises(NotFound, match=r"juggling.*achievement_drive"):
        rubrics_of(["juggling"])


def test_the_current_version_is_the_one_that_loads_by_default() -> None:
    assert {rubric.version for rubric in catalogue.load().values()} == {"2026-11.2"}
