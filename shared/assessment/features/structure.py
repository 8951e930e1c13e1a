"""Structure: a told experience has situation, task, action and result; an argument has claim, evidence, conclusion."""

import re

from shared.assessment.features.lexicon import cue_pattern
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature

STAR_WEIGHTS = {"situation": 0.15, "task": 0.2, "action": 0.3, "result": 0.25, "learning": 0.1}
"""What was done and what came of it say most about behaviour (Janz 1982)."""
ARGUMENT_WEIGHTS = {"claim": 0.3, "evidence": 0.4, "conclusion": 0.3}
ORDER_BONUS = 0.1
FULL_AT = {
    "situation": 1,
    "task": 1,
    "action": 3,
    "result": 1,
    "learning": 1,
    "claim": 1,
    "evidence": 2,
    "conclusion": 1,
}
"""Sentences that show a part before it counts in full: one action is a mention, three are an account."""


def structure(reading: Reading) -> Feature:
    """Measure how completely the answer is built, 0–1: the better of STAR coverage and argument structure.

    ``raw`` is the number of different parts found. Evidence: the first sentence that shows each part, in the order
    of the answer. An argument without anything done reaches 0.7 at most.
    """
    star = {part: _sentences_with(reading, "star", part) for part in STAR_WEIGHTS}
    argument = {part: _sentences_with(reading, "argument", part) for part in ARGUMENT_WEIGHTS}
    told = _coverage(star, STAR_WEIGHTS)
    argued = 0.7 * _coverage(argument, ARGUMENT_WEIGHTS)
    ordered = ORDER_BONUS if len(_sentences_with(reading, "argument", "order")) >= 2 else 0.0
    best = star if told >= argued else argument
    firsts = sorted({spans[0] for spans in best.values() if spans})
    return Feature(
        name="structure",
        value=min(1.0, max(told, argued) * (1 - ORDER_BONUS) + ordered),
        raw=float(sum(1 for spans in (*star.values(), *argument.values()) if spans)),
        unit="parts of situation, task, action, result, learning, claim, evidence, conclusion",
        source="transcript",
        confidence=0.5 + 0.05 * min(8, len(reading.sentences)),
        evidence=tuple(reading.evidence(span) for span in firsts),
    )


def _sentences_with(reading: Reading, section: str, part: str) -> list[Span]:
    pattern: re.Pattern[str] = cue_pattern(reading.language, section, part)
    return [span for span in reading.sentences if pattern.search(reading.said(span))]


def _coverage(found: dict[str, list[Span]], weights: dict[str, float]) -> float:
    return sum(weight * min(1.0, len(found[part]) / FULL_AT[part]) for part, weight in weights.items())
