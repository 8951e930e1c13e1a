"""The report as one HTML file: no request leaves it, everything a person said is escaped, both languages inside."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge import level_of
from shared.assessment.model.answer import Reason, ReasonCode
from shared.assessment.report.builder import level_text, versions
from shared.assessment.report.charts import charts, duration_ms
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer
from shared.assessment.report.marks import pieces
from shared.assessment.report.wording import wording
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText

TEMPLATES = "shared.assessment.report"
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
    return (
        _environment()
        .get_template("interview.html.j2")
        .render(report=report, recordings=_playable(recordings or {}), **_frame(language))
    )


def render_answer(assessed: AnswerAssessed, language: Language | None = None, recording: str | None = None) -> str:
    """Return the page of one answer; without ``language`` in the one that was spoken."""
    answer = ReportedAnswer(
        answer_id=assessed.answer_id, question=assessed.question, status="assessed", assessed=assessed
    )
    recordings = _playable({assessed.answer_id: recording} if recording else {})
    return (
        _environment()
        .get_template("answer.html.j2")
        .render(
            answer=answer,
            versions=versions([answer]),
            recordings=recordings,
            **_frame(language or assessed.transcript.language),
        )
    )


def _frame(language: Language) -> dict[str, Any]:
    """What every page needs: its style and script, and the policy that allows these two and nothing else."""
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "media-src 'self' blob: file: http: https:; base-uri 'none'; form-action 'none'"
    )
    return {"language": language, "style": Markup(style), "script": Markup(script), "policy": policy}


@cache
def _part(name: str) -> str:
    return (files(TEMPLATES) / "template" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _playable(recordings: Mapping[str, str]) -> dict[str, str]:
    return {answer: href for answer, href in recordings.items() if urlsplit(href).scheme.lower() in PLAYABLE}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(TEMPLATES, "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        said=_said,
        titled=_titled,
        reasoned=_reasoned,
        anchor=_anchor,
        charts=charts,
        pieces=pieces,
        duration_ms=duration_ms,
        points=lambda line: " ".join(f"{x:g},{y:g}" for x, y in line),
        languages=LANGUAGES,
        wording=wording,
    )
    environment.filters.update(clock=_clock, sure=_sure, both=_both)
    return environment


def _both(text: LocalizedText) -> dict[Language, str]:
    return {language: text.read_in(language) for language in LANGUAGES}


def _said(section: str, key: str) -> dict[Language, str]:
    """Return a word of the report in both languages; a key that has no words shows as itself."""
    return {language: str(wording(language).get(section, {}).get(key, key)) for language in LANGUAGES}


def _reasoned(reason: Reason) -> dict[str, Any]:
    """Return a reason's problem and remedy in both languages, and as ``detail`` the recorded text with its figures."""
    words = {language: wording(language)["reason"][reason.code] for language in LANGUAGES}
    recorded = f"{reason.problem} {reason.remedy}" if reason.code == "internal" else reason.problem
    return {
        "problem": {language: said["problem"] for language, said in words.items()},
        "remedy": {language: said["remedy"] for language, said in words.items()},
        "detail": recorded if reason.code in FIGURED else "",
    }


def _titled(competency: str) -> dict[Language, str]:
    rubric = load().get(competency)
    plain = competency.replace("_", " ")
    return {language: rubric.read_in(language).title if rubric else plain for language in LANGUAGES}


def _anchor(competency: str, score: float | None) -> dict[Language, str] | None:
    text = None if score is None else level_text(load().get(competency), level_of(score))
    return _both(text) if text else None


def _clock(milliseconds: float) -> str:
    minutes, seconds = divmod(int(milliseconds) // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def _sure(confidence: float) -> str:
    return "high" if confidence >= 0.7 else "medium" if confidence >= 0.45 else "low"
