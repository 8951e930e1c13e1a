"""What every page has in common: the template environment, the words in both languages, and the policy."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import Feature, ScoreReason
from shared.assessment.report import words
from shared.assessment.report.builder import level_text
from shared.assessment.report.charts import charts, duration_ms
from shared.assessment.report.marks import Mark, pieces
from shared.assessment.report.measures import expressions, grouped
from shared.assessment.report.radar import radar
from shared.assessment.report.summary import extremes, gaps, to_look_at
from shared.assessment.report.wording import wording
from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText

TEMPLATES = "shared.assessment.report"
Both = dict[Language, str]


def frame(language: Language, style: str, script: str | None = "page") -> dict[str, Any]:
    """Return what every page needs: its style and script, and the policy that allows these two and nothing else.

    ``style`` and ``script`` are names of files; a page without a script may run none.
    """
    css, code = _part(f"{style}.css"), _part(f"{script}.js") if script else ""
    scripts = f"'{_hash(code)}'" if script else "'none'"
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src {scripts}; "
        "media-src 'self' blob: file: http: https:; base-uri 'none'; form-action 'none'"
    )
    return {"language": language, "style": Markup(css), "script": Markup(code), "policy": policy}


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, a missing name is an error."""
    made = Environment(
        loader=PackageLoader(TEMPLATES, "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        said=_said,
        titled=_titled,
        anchor=_anchor,
        figured=_figured,
        worded=_worded,
        noted=_noted,
        parted=_parted,
        tip=_tip,
        reason_kind=words.reason_kind,
        charts=charts,
        pieces=pieces,
        expressions=expressions,
        grouped=grouped,
        radar=radar,
        extremes=extremes,
        gaps=gaps,
        to_look_at=to_look_at,
        duration_ms=duration_ms,
        points=lambda line: " ".join(f"{x:g},{y:g}" for x, y in line),
        languages=LANGUAGES,
        wording=wording,
    )
    made.filters.update(clock=words.clock, sure=words.sure, both=_both, number=words.number)
    return made


@cache
def _part(name: str) -> str:
    return (files(TEMPLATES) / "template" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _both(text: LocalizedText) -> Both:
    return {language: text.read_in(language) for language in LANGUAGES}


def _said(section: str, key: str) -> Both:
    """Return a word of the report in both languages."""
    return {language: words.word(language, section, key) for language in LANGUAGES}


def _worded(reason: ScoreReason) -> Both:
    return {language: words.reason_words(language, reason) for language in LANGUAGES}


def _noted(note: str) -> Both:
    return {language: words.note_words(language, note) for language in LANGUAGES}


def _figured(feature: Feature) -> Both:
    return {language: words.figure(language, feature) for language in LANGUAGES}


def _parted(part: str) -> Both:
    return {language: words.part_words(language, part) for language in LANGUAGES}


def _titled(assessed: AnswerAssessed, competency: str) -> Both:
    return {language: words.title_of(language, assessed, competency) for language in LANGUAGES}


def _tip(assessed: AnswerAssessed, mark: Mark) -> Both:
    """Return what a marked passage is evidence of: ``Teamwork: situation, action``."""
    told: Both = {}
    for language in LANGUAGES:
        colon, comma = ("：", "、") if language == "zh" else (": ", ", ")
        labels = comma.join(words.word(language, "label", label) for label in mark.labels)
        told[language] = words.title_of(language, assessed, mark.competency) + (colon + labels if labels else "")
    return told


def _anchor(assessed: AnswerAssessed, competency: str, level: int | None) -> Both | None:
    text = level_text(words.rubric_of(assessed, competency), level)
    return _both(text) if text else None
