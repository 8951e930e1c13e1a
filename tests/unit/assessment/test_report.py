"""The report: the document that programs read, and the page that people read."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import get_args

import pytest

from shared.assessment.aggregation import aggregate
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.scorable import NotScored
from shared.assessment.model.answer import Reason, ReasonCode
from shared.assessment.model.flags import Flag, FlagCode
from shared.assessment.model.score import FeatureName
from shared.assessment.norms import percentile
from shared.assessment.pipeline import NormedInterview, ProposedInterview
from shared.assessment.report.builder import build
from shared.assessment.report.charts import charts
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer
from shared.assessment.report.marks import pieces
from shared.assessment.report.page import render_answer, render_interview
from shared.assessment.report.wording import wording
from shared.decision.contracts import Outcome, Rule
from shared.decision.model import propose
from shared.kernel.ids import AnswerId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from tests.builders.assessed import (
    GOOD_EN,
    GOOD_ZH,
    INTERVIEW,
    NOW,
    POSITION,
    RAMBLING_EN,
    TENANT,
    assessed,
    interview,
)

WEIGHTS = {"teamwork": 2.0, "communication": 1.0, "leadership": 1.0}
NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>"
NO_SOUND = Reason(code="no_audio", problem="The recording has no sound track.", remedy="Ask for another recording.")


def reported(*answers: AnswerAssessed, candidate: str = "陈雨晴", reason: Reason = NO_SOUND) -> InterviewReport:
    aggregated = aggregate(interview(), answers, WEIGHTS, len(answers) + 1)
    proposed = ProposedInterview(
        normed=NormedInterview(aggregated=aggregated, norm=percentile(aggregated.overall, "acme", [])),
        proposal=propose(aggregated.overall, aggregated.standard_error, 60.0, 0.8, len(answers), len(answers) + 1),
    )
    lines = [
        *(ReportedAnswer(answer_id=a.answer_id, question=a.question, status="assessed", assessed=a) for a in answers),
        ReportedAnswer(answer_id=AnswerId("ans_9"), question="为什么来？", status="failed", reason=reason),
    ]
    position = LocalizedText(zh="后端工程师", en="Back-end engineer")
    return build(proposed, candidate, position, WEIGHTS, lines, NOW)


class Page(HTMLParser):
    """Collects the tags of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def every(self, attribute: str) -> Iterator[str]:
        return (value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None)


def test_the_document_says_whose_report_it_is() -> None:
    report = reported(assessed())
    assert (report.tenant_id, report.interview_id, report.position_id) == (TENANT, INTERVIEW, POSITION)


def test_the_document_survives_the_journey_as_json() -> None:
    report = reported(assessed(GOOD_ZH, "zh"))
    assert InterviewReport.model_validate_json(report.model_dump_json()) == report


def test_weights_are_shares_of_one() -> None:
    assert sum(one.weight for one in reported(assessed()).competencies) == pytest.approx(1.0)


def test_a_level_comes_with_the_rubrics_words_in_both_languages() -> None:
    teamwork = reported(assessed()).competencies[0]
    assert teamwork.level_text is not None
    assert teamwork.level_text.zh
    assert teamwork.level_text.en


def test_intervals_hold_their_score_within_the_scale() -> None:
    scored = [one for one in reported(assessed()).competencies if one.score is not None]
    assert scored
    assert all(0 <= (one.low or 0) <= (one.score or 0) <= (one.high or 0) <= 100 for one in scored)


def test_the_document_names_judge_rubric_and_models() -> None:
    versions = reported(assessed()).versions
    assert (versions.judges, versions.rubrics) == (("local 2026-11.2",), ("2026-11.2",))
    assert versions.models == {
        "transcription": "whisper-base",
        "embedding": "e5-small+use-multilingual",
        "vision": "face-mesh 2efcb4f4de43",
    }


@pytest.mark.parametrize(("text", "language"), [(GOOD_EN, "en"), (GOOD_ZH, "zh"), ("", "en")])
def test_the_marked_transcript_gives_back_the_text_to_the_character(text: str, language: Language) -> None:
    answer = assessed(text, language)
    assert "".join(piece.text for piece in pieces(answer)) == answer.transcript.text


def test_every_quote_of_a_score_is_marked_in_the_transcript() -> None:
    answer = assessed()
    marked = "".join(piece.text if piece.marked else "|" for piece in pieces(answer))
    quotes = [quote.quote for score in answer.scores for quote in score.evidence]
    assert quotes
    assert all(quote in marked for quote in quotes)


def test_timelines_show_speech_and_what_was_seen() -> None:
    assert [chart.name for chart in charts(assessed())] == ["pace", "gaze", "smile", "yaw", "brightness"]


def test_seconds_without_a_face_are_shaded_and_interrupt_the_line() -> None:
    gaze = charts(assessed())[1]
    assert (len(gaze.bands), len(gaze.lines)) == (3, 2)


def test_a_sound_recording_has_the_timeline_of_its_speech_alone() -> None:
    assert [chart.name for chart in charts(assessed(watched=False))] == ["pace"]


def test_nothing_that_a_person_said_becomes_markup() -> None:
    answer = assessed(f"{NASTY} {GOOD_EN}", question=NASTY, flags=[Flag(code="damaged", detail=NASTY)])
    page = render_interview(reported(answer, candidate=NASTY), "en")
    assert NASTY not in page
    assert Page(page).tags.count(("script", {})) == 1
    assert not any(name.startswith("on") for _, attrs in Page(page).tags for name in attrs)


def test_the_page_asks_nothing_of_the_network() -> None:
    page = Page(render_interview(reported(assessed()), "zh"))
    fetched = [(tag, attrs) for tag, attrs in page.tags if tag in {"link", "img", "iframe", "object"} or "src" in attrs]
    assert fetched == []
    assert not re.search(r"url\(|@import", render_interview(reported(assessed()), "zh"))


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else() -> None:
    (policy,) = [
        attrs["content"] or ""
        for _, attrs in Page(render_answer(assessed())).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_recording_plays_in_the_page() -> None:
    page = Page(render_answer(assessed(), "en", "answer.webm"))
    assert list(page.every("src")) == ["answer.webm"]


def test_an_address_that_is_no_recording_is_left_out() -> None:
    page = Page(render_answer(assessed(), "en", "javascript:alert(1)"))
    assert list(page.every("src")) == []


def test_without_a_recording_the_page_offers_to_open_a_copy() -> None:
    page = Page(render_answer(assessed()))
    assert ("input", {"type": "file", "accept": "video/*,audio/*"}) in page.tags


def test_a_quote_leads_to_its_moment() -> None:
    answer = assessed()
    moments = set(Page(render_answer(answer)).every("data-at"))
    assert {str(quote.start_ms) for score in answer.scores for quote in score.evidence} <= moments


def test_a_written_answer_has_no_player_and_no_moments() -> None:
    written = assessed(medium="text", watched=False)
    words = tuple(word.model_copy(update={"start_ms": 0, "end_ms": 0}) for word in written.transcript.words)
    untimed = written.model_copy(
        update={"media": None, "transcript": written.transcript.model_copy(update={"words": words, "duration_ms": 0})}
    )
    page = Page(render_answer(untimed.model_copy(update={"scores": ()})))
    assert list(page.every("data-at")) == []
    assert "video" not in {tag for tag, _ in page.tags}


def test_the_transcript_stands_once_in_a_page_of_two_languages() -> None:
    page = render_answer(assessed(RAMBLING_EN, watched=False))
    assert page.count("barks at the birds") == 1


@pytest.mark.parametrize(("language", "words"), [("zh", "由具名的负责人作出决定"), ("en", "A named person decides")])
def test_the_page_says_that_a_person_decides(language: Language, words: str) -> None:
    assert words in render_interview(reported(assessed()), language)


def test_an_answer_that_was_not_assessed_says_why_and_what_to_do() -> None:
    page = render_interview(reported(assessed()), "en")
    words = wording("en")["reason"]["no_audio"]
    assert words["problem"] in page
    assert words["remedy"] in page


@pytest.mark.parametrize("code", get_args(ReasonCode))
def test_a_chinese_page_words_a_failure_in_chinese_and_keeps_only_the_recorded_detail(code: ReasonCode) -> None:
    told = Reason(code=code, problem="It has 600.0 MB of 500.0 MB.", remedy="Make it shorter. Look at run-7.")
    shown = render_interview(reported(reason=told), "zh")
    block = re.findall(
        r'<article class="answer".*?</article>|<section class="unscored">.*?</section>', shown, re.DOTALL
    )
    read = re.sub(r'<span class="(t|detail)" lang="en">.*?</span>', "", "".join(block), flags=re.DOTALL)
    words = wording("zh")["reason"][code]
    assert read.count(words["problem"]) == 2
    assert words["remedy"] in read
    assert not re.search(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", re.sub(r"<[^>]*>", "", read))


@pytest.mark.parametrize(
    ("code", "kept"),
    [("file_too_large", "It has 600 MB."), ("internal", "It has 600 MB. See run-7."), ("no_audio", "")],
)
def test_what_was_recorded_stays_as_a_detail_where_it_carries_figures(code: ReasonCode, kept: str) -> None:
    told = Reason(code=code, problem="It has 600 MB.", remedy="See run-7.")
    details = re.findall(r'<span class="detail" lang="en">(.*?)</span>', render_interview(reported(reason=told), "zh"))
    assert details == ([kept] if kept else [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_has_a_problem_and_a_remedy(language: Language) -> None:
    words = wording(language)["reason"]
    assert set(words) == set(get_args(ReasonCode))
    assert all(set(said) == {"problem", "remedy"} and all(said.values()) for said in words.values())


def test_what_was_not_scored_is_listed_with_its_reason() -> None:
    page = render_interview(reported(assessed("Well. ", watched=False)), "en")
    assert wording("en")["not_scored_reason"]["too_little_said"] in page


def test_an_interview_without_any_score_still_has_a_page() -> None:
    assert wording("zh")["page"]["no_overall"] in render_interview(reported(assessed("", watched=False)), "zh")


def keys(words: dict[str, object]) -> set[tuple[str, str]]:
    return {(section, key) for section, entries in words.items() for key in json.loads(json.dumps(entries))}


def test_both_languages_word_the_same_things() -> None:
    assert keys(wording("zh")) == keys(wording("en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_flag_reason_and_rule_has_words(language: Language) -> None:
    sections = {
        "flag": FlagCode,
        "not_scored_reason": NotScored,
        "feature": FeatureName,
        "rule": Rule,
        "outcome": Outcome,
    }
    silent = [
        (section, code)
        for section, codes in sections.items()
        for code in get_args(codes)
        if code not in wording(language)[section]
    ]
    assert silent == []
