"""Features of an answer: what each rewards, and what it does not."""

from collections.abc import Sequence

import pytest

from shared.assessment.features.acts import acts
from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.elaboration import elaboration
from shared.assessment.features.fluency import fluency
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.measure import counted, measure
from shared.assessment.features.reading import Reading
from shared.assessment.features.reference_match import reference_match
from shared.assessment.features.relevance import relevance
from shared.assessment.features.scales import Scale
from shared.assessment.features.specificity import checkable, specificity
from shared.assessment.features.structure import structure
from shared.assessment.features.tone import collective_agency, wording
from shared.assessment.features.vocabulary import mtld, vocabulary
from shared.assessment.model.reference import Reference
from shared.assessment.model.score import Feature
from shared.assessment.rubrics.catalogue import load
from shared.assessment.scoring import text_transcript
from shared.assessment.speech import speech_features
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


def value(feature: Feature | None) -> float:
    assert feature is not None
    assert feature.value is not None
    return feature.value


def named(features: Sequence[Feature], name: str) -> Feature:
    return next(feature for feature in features if feature.name == name)


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_an_answer_to_the_question_is_relevant_and_rambling_is_not(
    question: str, good: str, rambling: str, language: Language
) -> None:
    to_it = relevance(read(good, language), question, 0.0, OverlapEmbedder())
    beside = relevance(read(rambling, language), question, 0.0, OverlapEmbedder())
    assert value(to_it) > value(beside) + 0.3


def test_one_good_sentence_does_not_redeem_a_minute_of_rambling() -> None:
    mixed = relevance(read(f"{RAMBLING_EN} I disagreed with a colleague."), QUESTION_EN, 0.0, OverlapEmbedder())
    assert mixed.raw < relevance(read(GOOD_EN), QUESTION_EN, 0.0, OverlapEmbedder()).raw


def test_where_nobody_knows_the_question_relevance_is_not_measured() -> None:
    assert "relevance" not in {feature.name for feature in measure(read(GOOD_EN), "", OverlapEmbedder())}


def test_fit_is_higher_for_the_behaviour_that_was_told() -> None:
    rubrics = load()
    told = read("I asked my colleagues for their views and we settled our different opinions together as a team.")
    fits = {key: competency_fit(told, rubrics[key], OverlapEmbedder()).raw for key in ("teamwork", "stress_tolerance")}
    assert fits["teamwork"] > fits["stress_tolerance"]


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_a_told_experience_covers_more_of_star_than_rambling(
    question: str, good: str, rambling: str, language: Language
) -> None:
    star, _, _ = structure(read(good, language))
    beside, _, _ = structure(read(rambling, language))
    assert value(star) > value(beside) + 0.2


def test_the_parts_of_an_account_are_labelled_in_the_order_of_the_answer() -> None:
    star, _, _ = structure(read(GOOD_EN))
    assert {quote.label for quote in star.evidence} >= {"situation", "task", "result"}
    places = [quote.start_char for quote in star.evidence]
    assert places == sorted(places)


def test_an_argument_has_claim_evidence_and_conclusion() -> None:
    argued = read("I think we should wait, because the data shows a drop. For example sales fell. So we should wait.")
    _, argument, whole = structure(argued)
    assert {quote.label for quote in argument.evidence} >= {"claim", "evidence"}
    assert value(whole) > 0.3


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_what_can_be_checked_is_more_specific_than_rambling(
    question: str, good: str, rambling: str, language: Language
) -> None:
    assert value(specificity(read(good, language))) > value(specificity(read(rambling, language))) + 0.2


def test_the_same_boast_said_again_is_one_act() -> None:
    assert specificity(read("I decided. " * 8)).raw == specificity(read("I decided. ")).raw


@pytest.mark.parametrize(
    ("text", "language", "raw"), [("三年里少了百分之二十", "zh", 2), ("we had 3 shops and forty two people", "en", 2)]
)
def test_numbers_are_counted_as_they_are_spoken(text: str, language: Language, raw: int) -> None:
    assert specificity(read(text, language)).parts["number"] == raw


@pytest.mark.parametrize(
    ("text", "language", "deeds"),
    [
        ("I then quickly wrote it down and we really fixed the pump.", "en", {"wrote", "fixed"}),
        ("I did not go and I never wrote to them.", "en", set()),
        ("They asked me, and he decided it.", "en", set()),
        ("I wanted to, I hoped, I felt bad.", "en", set()),
        ("我先找了经理，然后把数据整理好，最后查到了原因。", "zh", {"找", "把", "查到"}),
        ("我没有找他，也不会去找他。", "zh", set()),
        ("我会努力学习，我想帮助大家。", "zh", set()),
    ],
)
def test_an_act_is_what_the_speaker_did_not_what_was_wanted_or_left_undone(
    text: str, language: Language, deeds: set[str]
) -> None:
    assert {act.deed for act in acts(read(text, language)) if act.done} == deeds


def test_what_is_done_as_a_rule_proves_no_story() -> None:
    habits = specificity(read("I organise the shifts and I train the new people."))
    assert habits.raw > 0
    assert checkable(habits) == 0


@pytest.mark.parametrize(("short", "long"), [(GOOD_EN[:120], GOOD_EN)])
def test_more_said_is_more_elaborate_and_hesitation_is_nothing_said(short: str, long: str) -> None:
    assert value(elaboration(read(long))) > value(elaboration(read(short)))
    assert elaboration(read(f"um {short} uh")).raw == elaboration(read(short)).raw


def test_mtld_is_the_published_measure() -> None:
    """A run of one word completes a factor at each second token; words that never repeat complete none."""
    assert mtld(["a"] * 10) == pytest.approx(2.0)
    assert mtld([str(number) for number in range(50)]) == 50.0
    assert mtld([]) == 0.0


def test_vocabulary_hardly_depends_on_length() -> None:
    once, twice = vocabulary(read(GOOD_EN)).raw, vocabulary(read(f"{GOOD_EN} {RAMBLING_EN}")).raw
    assert abs(once - twice) < 0.5 * once


def test_we_counts_against_i() -> None:
    assert value(collective_agency(read("We met, we planned our week and we shared it."))) > 0.6
    assert value(collective_agency(read("I met, I planned my week and I kept mine."))) < 0.4
    assert value(collective_agency(read("It rained."))) == 0.5


def test_hedged_and_negative_wording_is_found_where_it_is() -> None:
    found = wording(read("I guess it was kind of terrible, maybe, I don't know."))
    assert value(named(found, "hedging")) < 0.2
    assert value(named(found, "negative_wording")) < 0.5
    assert "kind of" in named(found, "hedging").evidence[0].quote


def test_few_fillers_are_more_fluent_than_many() -> None:
    halting = Reading(transcript(f"um {GOOD_EN.replace(',', ', uh, you know,')}", "en", pause_ms=600))
    steady = read(GOOD_EN)
    assert value(fluency(steady, speech_features(steady))) > value(fluency(halting, speech_features(halting))) + 0.3


def test_a_written_answer_has_no_fluency() -> None:
    written = Reading(text_transcript(GOOD_EN, ("en",)))
    assert fluency(written, speech_features(written)) is None


def test_a_right_answer_in_other_words_matches_its_reference() -> None:
    reference = Reference(
        answers=("An index is a sorted structure that lets the database find rows without reading the table.",),
        glossary=("index", "B-tree", "rows"),
    )
    right = read("An index is a sorted structure, a B-tree, so the database finds rows and does not read the table.")
    wrong = read("I like to work with people and to travel, and I am always on time in the morning.")
    matched, missed = (reference_match(text, reference, OverlapEmbedder()) for text in (right, wrong))
    assert value(matched) > value(missed) + 0.3
    assert reference_match(right, Reference(), OverlapEmbedder()) is None


@pytest.mark.parametrize(("question", "good", "rambling", "language"), PAIRS)
def test_every_value_is_a_share_and_every_quote_is_verbatim(
    question: str, good: str, rambling: str, language: Language
) -> None:
    reading = read(good, language)
    found = (*measure(reading, question, OverlapEmbedder()), *counted(reading))
    assert all(feature.value is None or 0 <= feature.value <= 1 for feature in found)
    assert all(reading.text[q.start_char : q.end_char] == q.quote for feature in found for q in feature.evidence)
    assert all(feature.unit and feature.source for feature in found)


@pytest.mark.parametrize(
    ("scale", "raw", "at"),
    [
        (Scale(middle=2.0, spread=1.0), 2.0, 0.5),
        (Scale(middle=2.0, spread=1.0), 3.0, 0.731),
        (Scale(middle=2.0, spread=-1.0), 3.0, 0.269),
        (Scale(middle=0.0, spread=1.0, log=True), 0.0, 0.5),
    ],
)
def test_a_scale_is_half_at_its_middle_and_three_quarters_a_spread_on(scale: Scale, raw: float, at: float) -> None:
    assert scale.value(raw) == pytest.approx(at, abs=0.001)


def test_both_lexicons_have_the_same_lists() -> None:
    zh, en = lexicon("zh"), lexicon("en")
    assert {section: set(lists) for section, lists in zh.items()} == {
        section: set(lists) for section, lists in en.items()
    }
