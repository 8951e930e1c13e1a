"""Specificity: numbers, names, dates and what the speaker did. What can be checked is evidence; the rest is opinion."""

import re
from collections.abc import Mapping
from functools import cache

from shared.assessment.features.acts import acts
from shared.assessment.features.cues import found
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading, Span
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Evidence, Feature
from shared.kernel.language import Language

WEIGHTS = {"number": 0.6, "name": 0.5, "date": 0.6, "act": 1.0, "habit": 0.5}
"""What one of each counts: what was done once says most about behaviour, what is done as a rule half of it."""
QUOTES = 4

ENGLISH_NUMBER = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|"
    "thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|twice"
)
CHINESE_NUMBER = "[零〇二两三四五六七八九十百千万半几]+|一[零〇一二三四五六七八九十百千万]+"
CHINESE_ONE = "一(?:年|个月|周|天|小时|分钟|百|千|万|半|次|倍)"
DIGITS = r"\d+(?:[.,]\d+)*\s?%?"
LATIN_NAME = r"[A-Za-z][A-Za-z0-9+#.]*[A-Za-z0-9+#]"
ENGLISH_NAME = r"(?<![.!?]\s)(?<!^)\b(?!I\b)(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)*|[A-Z]{2,}[A-Za-z0-9]*)\b"
CHINESE_TITLE = r"《[^》]+》|“[^”]+”"


def facts(reading: Reading) -> dict[str, list[Span]]:
    """Return where numbers, names, dates and acts stand, by kind; the same one again is not another fact."""
    kinds = {kind: _distinct(reading, pattern) for kind, pattern in _patterns(reading.language).items()}
    told = acts(reading)
    return {
        **kinds,
        "date": found(reading, "specificity", "date"),
        "act": [act.span for act in told if act.done],
        "habit": [act.span for act in told if not act.done],
    }


def specificity(reading: Reading) -> Feature:
    """Measure how much of the answer could be checked, 0–1. ``raw`` is the weighted count of facts and acts.

    Counts, not rates: a long answer may earn more by telling more, in proportion to its logarithm. Evidence: the
    sentences that carry the most of them.
    """
    places = facts(reading)
    weighted = sum(WEIGHTS[kind] * len(spans) for kind, spans in places.items())
    return Feature(
        name="specificity",
        value=scaled("specificity", weighted, reading.language),
        raw=weighted,
        unit="numbers, names, dates and own acts, weighted",
        source="transcript",
        confidence=0.75,
        evidence=_richest(reading, places),
        parts={kind: float(len(spans)) for kind, spans in places.items()},
    )


def checkable(feature: Feature) -> float:
    """Return the weighted count of a ``specificity`` feature without what is done as a rule: that proves no story."""
    return feature.raw - WEIGHTS["habit"] * feature.parts.get("habit", 0.0)


def _distinct(reading: Reading, pattern: re.Pattern[str]) -> list[Span]:
    seen: dict[str, Span] = {}
    for match in pattern.finditer(reading.text):
        seen.setdefault(match.group().lower().strip(), Span(*match.span()))
    return list(seen.values())


@cache
def _patterns(language: Language) -> Mapping[str, re.Pattern[str]]:
    units = "|".join(sorted(map(re.escape, lexicon(language)["specificity"]["unit"]), key=len, reverse=True))
    if language == "zh":
        number = re.compile(
            rf"{DIGITS}|百分之(?:{CHINESE_NUMBER})|(?:{CHINESE_NUMBER})(?:多|来)?(?:{units})|{CHINESE_ONE}"
        )
        return {"number": number, "name": re.compile(f"{LATIN_NAME}|{CHINESE_TITLE}")}
    number = re.compile(
        rf"{DIGITS}|\b(?:{ENGLISH_NUMBER})\b(?:[ -](?:{ENGLISH_NUMBER}|{units})\b)*|\bone (?:{units})\b", re.IGNORECASE
    )
    return {"number": number, "name": re.compile(ENGLISH_NAME)}


def _richest(reading: Reading, places: Mapping[str, list[Span]]) -> tuple[Evidence, ...]:
    """The sentences with the most facts, in order; each is labelled by the kind that it has most of."""
    counts: dict[Span, list[str]] = {}
    for kind, spans in places.items():
        for span in spans:
            counts.setdefault(reading.sentence_at(span.start), []).append(kind)
    richest = sorted(sorted(counts, key=lambda span: (-len(counts[span]), span))[:QUOTES])
    return tuple(reading.evidence(span, max(WEIGHTS, key=counts[span].count)) for span in richest)
