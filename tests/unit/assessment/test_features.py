"""Features of an answer: what each rewards, and what it does not."""

import pytest

from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.fluency import fluency, pace
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import off_topic, relevance
from shared.assessment.features.specificity import specificity
from shared.assessment.features.structure import structure
from shared.assessment.rubrics.catalogue import load
from shared.assessment.scoring import text_transcript
from shared.kernel.language import Language
from tests.builders.assessed import (
    GOOD_EN,
    GOOD_ZH,
    QUESTION_EN,
    QUESTION_ZH,
    RAMBLING_EN,
    RAMBLING_ZH,
    OverlapEmbedder,
    transcript,
)

PAIRS: list[tuple[str, str, str, Language]] = [
    (QUESTION_EN, GOOD_EN, RAMBLING_EN, "en"),
    (QUESTION_ZH, GOOD_ZH, RAMBLING_ZH, "zh"),
]


def read(text: str, language: Language = "en") -> Reading:
    return Reading(transcript(text, language))


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_an_answer_to_the_question_is_relevant_and_rambling_is_not(
    question: str, good: str, rambling: str, language: Language
) -> None:
    to_it = relevance(read(good, language), question, OverlapEmbedder())
    beside = relevance(read(rambling, language), question, OverlapEmbedder())
    assert to_it.value > beside.value + 0.3


def test_relevance_is_counted_from_off_topic_talk_and_not_from_zero() -> None:
    small_talk = "It rained this morning and I had forgotten my umbrella, so my shoes are still wet."
    assert off_topic(relevance(read(small_talk), QUESTION_EN, OverlapEmbedder()))


def test_one_good_sentence_does_not_redeem_a_minute_of_rambling() -> None:
    mixed = relevance(read(f"{RAMBLING_EN} I disagreed with a colleague."), QUESTION_EN, OverlapEmbedder())
    assert mixed.value < relevance(read(GOOD_EN), QUESTION_EN, OverlapEmbedder()).value


def test_fit_is_higher_for_the_behaviour_that_was_told() -> None:
    rubrics = load()
    told = read("I asked my colleagues for their views and we settled our different opinions together as a team.")
    fits = {key: competency_fit(told, rubrics[key], OverlapEmbedder()).raw for key in ("teamwork", "stress_tolerance")}
    assert fits["teamwork"] > fits["stress_tolerance"]


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_a_told_experience_is_better_built_than_rambling(
    question: str, good: str, rambling: str, language: Language
) -> None:
    assert structure(read(good, language)).value > structure(read(rambling, language)).value + 0.3


def test_the_parts_of_an_account_are_shown_in_the_order_of_the_answer() -> None:
    places = [quote.start_char for quote in structure(read(GOOD_EN)).evidence]
    assert len(places) >= 3
    assert places == sorted(places)


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_what_can_be_checked_is_more_specific_than_rambling(
    question: str, good: str, rambling: str, language: Language
) -> None:
    assert specificity(read(good, language)).value > specificity(read(rambling, language)).value + 0.3


def test_the_same_boast_said_again_is_one_action() -> None:
    assert specificity(read("I decided. " * 8)).raw == specificity(read("I decided. ")).raw


@pytest.mark.parametrize(
    ("text", "language", "raw"), [("三年里少了百分之二十", "zh", 2), ("we had 3 shops and forty two people", "en", 2)]
)
def test_numbers_are_counted_as_they_are_spoken(text: str, language: Language, raw: int) -> None:
    assert specificity(read(text, language)).raw == raw


def test_steady_speech_is_more_fluent_than_speech_full_of_pauses_and_fillers() -> None:
    steady = fluency(read(GOOD_EN))
    halting = fluency(Reading(transcript(f"um {GOOD_EN.replace(',', ', uh you know')}", "en", pause_ms=600)))
    assert steady is not None
    assert halting is not None
    assert steady.value > halting.value + 0.3


def test_pauses_and_fillers_are_found_where_they_are() -> None:
    reading = Reading(transcript("um I stopped", "en", word_ms=300, pause_ms=700))
    measured = pace(reading)
    assert measured is not None
    assert measured.pauses == [(800, 1500), (1800, 2500)]
    assert [reading.said(span) for span in measured.fillers] == ["um"]


def test_a_written_answer_has_no_fluency() -> None:
    assert fluency(Reading(text_transcript(GOOD_EN, ("en",)))) is None


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_every_feature_is_a_share_with_verbatim_evidence(
    question: str, good: str, rambling: str, language: Language
) -> None:
    reading = read(good, language)
    found = [relevance(reading, question, OverlapEmbedder()), structure(reading), specificity(reading)]
    assert all(0 <= feature.value <= 1 and feature.evidence for feature in found)
    assert all(reading.text[q.start_char : q.end_char] == q.quote for feature in found for q in feature.evidence)


def test_both_lexicons_have_the_same_lists() -> None:
    zh, en = lexicon("zh"), lexicon("en")
    assert {section: set(lists) for section, lists in zh.items()} == {
        section: set(lists) for section, lists in en.items()
    }
