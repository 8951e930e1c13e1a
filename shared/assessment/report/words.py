"""What codes and figures are called by people, in one language; a code without words shows as itself, readably."""

import re
from functools import cache

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import Feature, ScoreReason
from shared.assessment.report.wording import wording
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric
from shared.kernel.errors import NotFound
from shared.kernel.language import Language

COUNTED = re.compile(r"(\w+) in (\d+) of (\d+)\b.*")
"""A note that counts: ``quotes_void in 1 of 3 samples``."""
MARKS = ("strong", "weak", "capped")
"""The kinds of reason that a code begins with, before the feature or the cause."""


def word(language: Language, section: str, key: str) -> str:
    """Return the words of ``key``; where there are none, the key itself with spaces for underscores."""
    known = wording(language).get(section, {}).get(key)
    return str(known) if known is not None else key.replace("_", " ")


def reason_kind(reason: ScoreReason) -> str:
    """Return ``strong``, ``weak``, ``capped`` or ``said``: what a reader sees at a glance."""
    kind = reason.code.partition("_")[0]
    return kind if kind in MARKS else "said"


def reason_words(language: Language, reason: ScoreReason) -> str:
    """Return a reason as a sentence. What a language model said of an answer stays in its own words."""
    kind, _, about = reason.code.partition("_")
    if kind not in MARKS or not about:
        return reason.detail or word(language, "reason_form", reason.code)
    known = wording(language)[kind].get(about)
    if known is not None:
        return str(known)
    form = str(wording(language)["reason_form"][kind])
    return form.format(feature=word(language, "feature", about), why=word(language, "feature", about))


def note_words(language: Language, note: str) -> str:
    """Return a judge's notes (``quotes_void in 1 of 3 samples; fell_back: timeout``) in words."""
    colon, semicolon = ("：", "；") if language == "zh" else (": ", "; ")
    told = []
    for one in filter(None, (part.strip() for part in note.split(";"))):
        if counted := COUNTED.fullmatch(one):
            told.append(f"{word(language, 'note', counted[1])} ({counted[2]}/{counted[3]})")
        else:
            told.append(colon.join(word(language, "note", part.strip()) for part in one.split(":")))
    return semicolon.join(told)


def part_words(language: Language, part: str) -> str:
    """Return what one of the figures is called that a measurement is made of."""
    known = next((name for name in ("part", "label", "feature") if part in wording(language)[name]), "part")
    return word(language, known, part)


def figure(language: Language, feature: Feature) -> str:
    """Return the figure behind a feature with its unit: ``182 characters a minute``, ``43 %``, ``1.9 s``."""
    if feature.unit.startswith("share") and 0 <= feature.raw <= 1:
        return f"{feature.raw * 100:.0f} %"
    if feature.unit == "ms":
        return f"{feature.raw / 1000:.1f} {word(language, 'unit', 'seconds')}"
    unit = wording(language)["unit"].get(feature.unit, feature.unit)
    return f"{number(feature.raw)} {unit}".strip()


def number(value: float) -> str:
    """Return a figure as short as it can be read: whole, or with one or two places."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def clock(milliseconds: float) -> str:
    """Return a moment of a recording as ``m:ss``."""
    minutes, seconds = divmod(int(milliseconds) // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def sure(confidence: float) -> str:
    """Return the key of how sure that is: ``high``, ``medium`` or ``low``."""
    return "high" if confidence >= 0.7 else "medium" if confidence >= 0.45 else "low"


def rubric_of(assessed: AnswerAssessed, competency: str) -> Rubric | None:
    """Return the rubric that the answer was judged by: its own copy, else the catalogue's of that version."""
    own = next((rubric for rubric in assessed.rubrics if rubric.competency == competency), None)
    versions = (score.rubric_version for score in assessed.scores if score.competency == competency)
    return own or _catalogued(competency, tuple(versions))


def title_of(language: Language, assessed: AnswerAssessed, competency: str) -> str:
    """Return what people call a competency."""
    rubric = rubric_of(assessed, competency)
    return rubric.read_in(language).title if rubric else competency.replace("_", " ")


@cache
def _catalogued(competency: str, versions: tuple[str, ...]) -> Rubric | None:
    for version in versions:
        try:
            return load(version).get(competency)
        except NotFound:  # a position's own rubric has the position's version
            continue
    return load().get(competency)
