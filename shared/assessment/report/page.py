"""The report as one HTML file: no request leaves it, everything a person said is escaped, both languages inside."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.answer import Reason, ReasonCode
from shared.assessment.report.builder import versions
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer
from shared.assessment.report.rendering import environment, frame
from shared.assessment.report.wording import wording
from shared.kernel.language import LANGUAGES, Language

PLAYABLE = frozenset({"", "https", "http", "file", "blob"})
"""Schemes a recording may have; anything else is left out and the page offers its file picker."""

FIGURED: frozenset[ReasonCode] = frozenset(
    {"not_media", "file_too_large", "recording_too_long", "worker_failed", "overdue", "internal"}
)
"""Reasons whose recorded text carries figures, or an error's own words, beyond what the code says."""


def render_interview(report: InterviewReport, language: Language, recordings: Mapping[str, str] | None = None) -> str:
    """Return the page of a whole interview, opening in ``language`` with a switch to the other.

    ``recordings`` maps answer ids to addresses that the page may play: signed ones, or paths beside the file.
    """
    page = environment().get_template("interview.html.j2")
    return page.render(
        report=report, reasoned=reasoned, recordings=_playable(recordings or {}), **frame(language, "page")
    )


def render_answer(assessed: AnswerAssessed, language: Language | None = None, recording: str | None = None) -> str:
    """Return the page of one answer; without ``language`` in the one that was spoken."""
    answer = ReportedAnswer(
        answer_id=assessed.answer_id, question=assessed.question, status="assessed", assessed=assessed
    )
    recordings = _playable({assessed.answer_id: recording} if recording else {})
    page = environment().get_template("answer.html.j2")
    return page.render(
        answer=answer,
        versions=versions([answer]),
        reasoned=reasoned,
        recordings=recordings,
        **frame(language or assessed.transcript.language, "page"),
    )


def reasoned(reason: Reason) -> dict[str, Any]:
    """Return a reason's problem and remedy in both languages, and as ``detail`` the recorded text with its figures."""
    words = {language: wording(language)["reason"][reason.code] for language in LANGUAGES}
    recorded = f"{reason.problem} {reason.remedy}" if reason.code == "internal" else reason.problem
    return {
        "problem": {language: said["problem"] for language, said in words.items()},
        "remedy": {language: said["remedy"] for language, said in words.items()},
        "detail": recorded if reason.code in FIGURED else "",
    }


def _playable(recordings: Mapping[str, str]) -> dict[str, str]:
    return {answer: href for answer, href in recordings.items() if urlsplit(href).scheme.lower() in PLAYABLE}
