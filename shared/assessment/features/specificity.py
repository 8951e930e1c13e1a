"""Specificity: numbers, names, dates and what the speaker did. What can be checked is evidence; the rest is opinion."""

import re

from shared.assessment.features.lexicon import cue_pattern, lexicon
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature
from shared.kernel.language import Language

WEIGHTS = {"number": 0.25, "name": 0.1, "date": 0.15, "agency": 0.5}
FULL_AT = {"number": 4, "name": 3, "date": 2, "agency": 5}
"""How many make a full mark. Counts, not rates: a long answer may earn more by telling more."""
HEDGE_COST = 0.04
"""Taken off for each vague wording, to 0.2 at most."""
QUOTES = 4

ENGLISH_NUMBER = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|hundred|thousand|million|half|twice"
)
CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千万半几]+"
DIGITS = r"\d+(?:[.,]\d+)*\s?%?"
LATIN_NAME = r"[A-Za-z][A-Za-z0-9+#.]*[A-Za-z0-9+#]"
ENGLISH_NAME = r"(?<![.!?]\s)(?<!^)\b(?!I\b)(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)*|[A-Z]{2,}[A-Za-z0-9]*)\b"
CHINESE_TITLE = r"《[^》]+》|“[^”]+”"


def specificity(reading: Reading) -> Feature:
    """Measure how much of the answer could be checked, 0–1. ``raw`` counts numbers, names, dates and own actions.

    Evidence: the sentences that carry the most of them.
    """
    found = {kind: _places(reading, kind) for kind in WEIGHTS}
    hedges = len(cue_pattern(reading.language, "specificity", "hedge").findall(reading.text))
    earned = sum(weight * min(1.0, len(found[kind]) / FULL_AT[kind]) for kind, weight in WEIGHTS.items())
    places = sorted(place for spans in found.values() for place in spans)
    return Feature(
        name="specificity",
        value=max(0.0, earned - min(0.2, HEDGE_COST * hedges)),
        raw=float(len(places)),
        unit="numbers, names, dates and own actions",
        source="transcript",
        confidence=0.75,
        evidence=tuple(reading.evidence(span) for span in _richest(reading, places)),
    )


def _places(reading: Reading, kind: str) -> list[Span]:
    pattern = _patterns(reading.language)[kind]
    if kind == "agency":
        # The same boast said again and again is one action.
        seen: dict[str, Span] = {}
        for match in pattern.finditer(reading.text):
            seen.setdefault(match.group().lower(), Span(*match.span()))
        return list(seen.values())
    return [Span(*match.span()) for match in pattern.finditer(reading.text)]


def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    units = "|".join(sorted(map(re.escape, lexicon(language)["specificity"]["unit"]), key=len, reverse=True))
    if language == "zh":
        number = re.compile(rf"{DIGITS}|百分之{CHINESE_NUMBER}|{CHINESE_NUMBER}(?:多)?(?:{units})")
        name = re.compile(f"{LATIN_NAME}|{CHINESE_TITLE}")
    else:
        number = re.compile(rf"{DIGITS}|\b(?:{ENGLISH_NUMBER})\b(?:[ -](?:{ENGLISH_NUMBER}|{units})\b)*", re.IGNORECASE)
        name = re.compile(ENGLISH_NAME)
    return {
        "number": number,
        "name": name,
        "date": cue_pattern(language, "specificity", "date"),
        "agency": cue_pattern(language, "specificity", "agency"),
    }


def _richest(reading: Reading, places: list[Span]) -> list[Span]:
    counts: dict[Span, int] = {}
    for place in places:
        sentence = reading.sentence_at(place.start)
        counts[sentence] = counts.get(sentence, 0) + 1
    richest = sorted(counts, key=lambda span: (-counts[span], span))[:QUOTES]
    return sorted(richest)
