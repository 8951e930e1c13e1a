"""What the page shows of an interview in use: what stands out, evidence, judges, measurements, receipts, limits."""

import re
from typing import get_args

import pytest

from shared.assessment.model.score import Feature, FeatureName, ScoreReason
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.marks import pieces
from shared.assessment.report.measures import expressions, grouped
from shared.assessment.report.page import render_answer, render_interview
from shared.assessment.report.radar import radar
from shared.assessment.report.summary import extremes, gaps, to_look_at
from shared.assessment.report.wording import wording
from shared.assessment.report.words import figure, reason_words, word
from shared.kernel.language import LANGUAGES, Language
from tests.builders.reports import answer, full_report


def words_in(page: str, language: Language) -> str:
    """What is shown while ``language`` is chosen, as plain text."""
    other = "en" if language == "zh" else "zh"
    body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", re.sub(rf'<span class="t" lang="{other}">.*?</span>', "", body, flags=re.DOTALL))


def feature(**changed: object) -> Feature:
    given = {
        "name": "pitch",
        "group": "speech",
        "value": None,
        "raw": 182.4,
        "unit": "Hz",
        "source": "sound",
        "confidence": 0.9,
    }
    return Feature.model_validate({**given, **changed})


def test_the_highest_and_the_lowest_stand_first_and_none_on_both_sides() -> None:
    ends = extremes(full_report("zh").competencies)
    assert [one.competency for one in ends.strongest] == ["teamwork", "communication", "problem_solving"]
    assert [one.competency for one in ends.weakest] == ["learning_agility", "responsibility"]


def test_a_single_competency_is_no_weakness() -> None:
    first, *_ = full_report("zh").competencies
    assert extremes([first]) == ((first,), ())


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_competencies_span_no_radar(count: int) -> None:
    assert radar(full_report("en").competencies[:count]) is None


def test_the_radar_leaves_out_what_has_no_score() -> None:
    drawn = radar(full_report("en").competencies)
    assert drawn is not None
    assert [spoke.number for spoke in drawn.spokes] == [1, 2, 3, 4, 5]


def test_a_marked_passage_says_which_competency_and_what_it_is() -> None:
    page = render_interview(full_report("en"), "en")
    assert "Teamwork: action" in words_in(page, "en")
    assert "团队协作：行动" in words_in(render_interview(full_report("zh"), "zh"), "zh")


def test_a_quote_over_two_sentences_closes_once_and_begins_at_its_own_second() -> None:
    one = answer(1, "zh")
    score = one.scores[0]
    whole = score.evidence[0].model_copy(update={"end_char": score.evidence[1].end_char, "quote": ""})
    wide = one.model_copy(update={"scores": (score.model_copy(update={"evidence": (whole,)}),)})
    closings = [close for piece in pieces(wide) for close in piece.closing]
    assert [(close.number, close.at_ms) for close in closings] == [(1, whole.start_ms)]
    assert sum(piece.marked for piece in pieces(wide)) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_judges_and_the_need_for_a_person_are_in_words(language: Language) -> None:
    report = full_report(language)
    shown = words_in(render_interview(report, language), language)
    assert wording(language)["strong"]["star_coverage"] in shown
    assert wording(language)["capped"]["evidence"] in shown
    assert "llm claude 2026-11.1" in shown
    assert wording(language)["page"]["needs_human_note"] in shown
    assert to_look_at(report) == [(2, "problem_solving")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("strong_pitch", "Pitch: strong"),
        ("weak_something_new", "something new: weak"),
        ("said", "So it is."),
        ("capped_moon", "The score has an upper limit: moon"),
        ("odd", "So it is."),
    ],
)
def test_a_reason_without_words_of_its_own_is_still_a_sentence(code: str, words: str) -> None:
    assert reason_words("en", ScoreReason(code=code, detail="So it is.")) == words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "182 Hz"),
        ({"raw": 0.43, "unit": "share of we among we and I"}, "43 %"),
        ({"raw": 3.0, "unit": "pauses a minute"}, "3 a minute"),
        ({"raw": 0.051, "unit": "furlongs"}, "0.05 furlongs"),
    ],
)
def test_a_figure_has_its_unit_even_one_that_nobody_worded(changed: dict[str, object], words: str) -> None:
    assert figure("en", feature(**changed)) == words


def test_measurements_stand_in_their_groups_and_those_without_better_or_worse_have_no_bar() -> None:
    one = answer(1, "en").model_copy(
        update={"features": (feature(), feature(name="relevance", group="language", value=0.5))}
    )
    assert [(group, len(found)) for group, found in grouped(one)] == [("language", 1), ("speech", 1)]
    measured = re.findall(r'<section class="measured">.*?</section>', render_answer(one, "en"), re.DOTALL)
    assert measured[0].count('<svg class="bar"') == 1


def test_expressions_are_drawn_where_they_were_measured_and_only_what_was_seen() -> None:
    assert [strip.name for strip in expressions(answer(1, "en"))] == ["happy", "surprise", "neutral"]
    blind = answer(1, "en")
    unseen = tuple(second.model_copy(update={"expression": None}) for second in blind.vision.timeline)
    vision = blind.vision.model_copy(update={"timeline": unseen})
    assert expressions(blind.model_copy(update={"vision": vision})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_receipts_stand_with_the_versions(language: Language) -> None:
    report = full_report(language)
    shown = words_in(render_interview(report, language), language)
    first = report.answers[0].assessed
    assert first is not None
    assert first.receipt is not None
    assert first.receipt.transcript[:12] in shown
    assert first.receipt.transcript[:13] not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_it_may_not_be_used_for(language: Language) -> None:
    shown = words_in(render_interview(full_report(language), language), language)
    assert all(ground in shown for ground in ("SCHUFA", "GDPR"))
    assert len(wording(language)["limits"]["points"]) >= 6


def test_everything_without_a_score_is_listed_with_its_question() -> None:
    assert [(gap.number, gap.competency, gap.code) for gap in gaps(full_report("zh"))] == [
        (3, "customer_orientation", "no_evidence"),
        (4, None, None),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measurement_has_a_name_in_words(language: Language) -> None:
    groups = get_args(FeatureName)
    names = [name for group in groups for name in (get_args(group) or (group,))]
    assert len(names) > 30
    assert [name for name in names if name not in wording(language)["feature"]] == []


def test_a_code_without_words_shows_as_itself() -> None:
    assert word("zh", "flag", "brand_new_code") == "brand new code"


def test_a_report_without_cut_percentile_or_interval_has_a_page() -> None:
    report = full_report("en")
    norm = report.norm.model_copy(update={"percentile": None, "low": None, "high": None, "n": 12})
    proposal = report.proposal.model_copy(update={"cut": None, "rule": "no_cut"})
    bare: InterviewReport = report.model_copy(update={"norm": norm, "proposal": proposal, "low": None, "high": None})
    shown = words_in(render_interview(bare, "en"), "en")
    assert wording("en")["page"]["norm_none"] in shown
    assert wording("en")["page"]["cut_line"] not in shown
