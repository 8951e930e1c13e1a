"""The candidate's version: kind, concrete, and without anything that is not the candidate's to read."""

import json
import re
from typing import get_args

import pytest

from shared.assessment.features.scorable import NotScored
from shared.assessment.model.score import FeatureName, ScoreReason
from shared.assessment.pipeline import Percentile
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.candidate_contracts import CandidateFeedback
from shared.assessment.report.candidate_page import render_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.wording import feedback_wording
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES, Language
from tests.builders.reports import full_report

NASTY = "<script>alert('x')</script>"


def all_weak(report: InterviewReport, *names: str) -> InterviewReport:
    """The same report where every score names ``names`` as weak."""
    reasons = tuple(ScoreReason(code=f"weak_{name}") for name in names)
    lines = []
    for line in report.answers:
        if line.assessed:
            scores = tuple(score.model_copy(update={"reasons": reasons}) for score in line.assessed.scores)
            assessed = line.assessed.model_copy(update={"scores": scores, "features": ()})
            line = line.model_copy(update={"assessed": assessed})
        lines.append(line)
    return report.model_copy(update={"answers": tuple(lines)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_strengths_are_the_highest_competencies_with_the_candidates_own_words(language: Language) -> None:
    feedback = candidate_feedback(full_report(language), language)
    assert [one.competency for one in feedback.strengths] == ["teamwork", "communication", "problem_solving"]
    assert all(one.quotes and one.why for one in feedback.strengths)


def test_suggestions_are_about_answers_first_and_then_about_competencies() -> None:
    about = [one.about for one in candidate_feedback(full_report("zh"), "zh").suggestions]
    assert about[-2:] == ["learning_agility", "responsibility"]
    assert "argument" in about


def test_of_two_that_ask_the_same_only_one_is_said() -> None:
    about = [
        one.about
        for one in candidate_feedback(all_weak(full_report("en"), "structure", "star_coverage"), "en").suggestions
    ]
    assert len({"structure", "star_coverage"} & set(about)) == 1


@pytest.mark.parametrize("name", ["pitch", "loudness_variation", "smile", "gaze", "pauses"])
def test_how_somebody_sounds_or_looks_is_nothing_to_advise_on(name: str) -> None:
    about = [one.about for one in candidate_feedback(all_weak(full_report("en"), name), "en").suggestions]
    assert name not in about


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_meant_for_the_recruiter_is_in_it(language: Language) -> None:
    report = full_report(language)
    for told in (
        candidate_feedback(report, language).model_dump_json(),
        render_feedback(candidate_feedback(report, language)),
    ):
        for score in ("78", "64", "57", "48"):
            assert not re.search(rf"\b{score}\b", re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL))
        for secret in ("review", "answers_missing", "cut", "too_dark", "backend 2026-10", "local 2026", "brightness"):
            assert secret not in re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL)
        anchors = [one.level_text.read_in(language) for one in report.competencies if one.level_text]
        assert not any(anchor in told for anchor in anchors)


def test_there_is_no_percentile_below_thirty_people_even_where_a_report_has_one() -> None:
    few = Percentile(cohort="c", n=29, percentile=80.0, low=60.0, high=90.0)
    feedback = candidate_feedback(full_report("en", norm=few), "en")
    assert feedback.standing is None
    assert feedback.standing_note == feedback_wording("en")["page"]["percentile_none"]


def test_a_percentile_comes_with_its_interval() -> None:
    feedback = candidate_feedback(full_report("zh"), "zh")
    assert feedback.standing is not None
    assert (feedback.standing.percentile, feedback.standing.low, feedback.standing.high) == (71.0, 58.0, 82.0)
    assert "71%" in feedback.standing_note


def test_what_was_not_scored_is_said_kindly_and_an_error_is_nobodys_fault() -> None:
    told = candidate_feedback(full_report("en"), "en").not_scored
    assert [(one.question, one.title) for one in told] == [(3, "Customer orientation"), (4, "")]
    assert "You did nothing wrong" in told[1].why


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_it_was_made_how_to_ask_for_a_person_and_which_rights_there_are(language: Language) -> None:
    page = render_feedback(candidate_feedback(full_report(language), language))
    words = feedback_wording(language)
    for section in ("made", "human", "correction", "rights"):
        assert words["page"][section] in page
        assert all(line in page for line in words[section]["lines"])
    assert "GDPR" in page


def test_nothing_in_it_becomes_markup_and_no_script_may_run() -> None:
    page = render_feedback(candidate_feedback(full_report("en", candidate=NASTY), "en"))
    assert NASTY not in page
    assert "<script" not in page
    assert "script-src &#39;none&#39;" in page


def test_the_document_survives_the_journey_as_json() -> None:
    feedback = candidate_feedback(full_report("zh"), "zh")
    assert CandidateFeedback.model_validate_json(feedback.model_dump_json()) == feedback


def test_an_interview_without_any_score_still_has_a_version() -> None:
    feedback = candidate_feedback(full_report("en", competencies=(), answers=()), "en")
    assert (feedback.strengths, feedback.suggestions) == ((), ())
    assert feedback_wording("en")["page"]["no_strengths"] in render_feedback(feedback)


def test_both_languages_word_the_same_things() -> None:
    def keys(words: dict[str, object]) -> set[tuple[str, str]]:
        return {(section, key) for section, entries in words.items() for key in json.loads(json.dumps(entries))}

    assert keys(feedback_wording("zh")) == keys(feedback_wording("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_competency_and_every_reason_has_words(language: Language) -> None:
    words = feedback_wording(language)
    assert set(load()) <= set(words["competency"])
    assert set(get_args(NotScored)) <= set(words["unscored"])
    assert set(words["suggestion"]) <= set(get_args(FeatureName) and _names())


def _names() -> set[str]:
    return {name for group in get_args(FeatureName) for name in (get_args(group) or (group,))}
