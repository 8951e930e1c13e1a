"""Structure: a told experience has situation, task, action and result; an argument has claim, evidence, conclusion."""

from collections.abc import Mapping

from shared.assessment.features.acts import acts
from shared.assessment.features.cues import sentences_with
from shared.assessment.features.reading import Reading, Span
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Feature, FeatureName

STAR_WEIGHTS = {"situation": 0.15, "task": 0.2, "action": 0.3, "result": 0.25, "learning": 0.1}
"""What was done and what came of it say most about behaviour (Janz 1982)."""
ARGUMENT_WEIGHTS = {"claim": 0.25, "evidence": 0.35, "conclusion": 0.25, "order": 0.15}
FULL_AT = {
    "situation": 2,
    "task": 2,
    "action": 5,
    "result": 2,
    "learning": 1,
    "claim": 2,
    "evidence": 3,
    "conclusion": 2,
    "order": 3,
}
"""Mentions that show a part before it counts in full: one action is a mention, five are an account."""


def structure(reading: Reading) -> tuple[Feature, Feature, Feature]:
    """Measure ``star_coverage``, ``argument``, and ``structure``: the better of the two, and a little of the other.

    Evidence of each: the first sentence that shows each part, labelled with it, in the order of the answer. ``raw`` is
    the share of the parts that is covered, 0–1; ``parts`` how often each was found.
    """
    told = {part: sentences_with(reading, "star", part) for part in STAR_WEIGHTS}
    done = [reading.sentence_at(act.span.start) for act in acts(reading)]
    told["action"] = sorted([*told["action"], *(span for span in done if span not in told["action"])])
    argued = {part: sentences_with(reading, "argument", part) for part in ARGUMENT_WEIGHTS}
    star = _feature(reading, "star_coverage", told, STAR_WEIGHTS)
    argument = _feature(reading, "argument", argued, ARGUMENT_WEIGHTS)
    better, other = (star, argument) if (star.value or 0) >= (argument.value or 0) else (argument, star)
    whole = 0.75 * (better.value or 0.0) + 0.25 * (other.value or 0.0)
    return star, argument, better.model_copy(update={"name": "structure", "value": whole, "parts": {}})


def _feature(
    reading: Reading, name: FeatureName, spans: Mapping[str, list[Span]], weights: Mapping[str, float]
) -> Feature:
    covered = sum(weight * min(1.0, len(spans[part]) / FULL_AT[part]) for part, weight in weights.items())
    firsts = sorted((span, part) for part, places in spans.items() for span in places[:1])
    return Feature(
        name=name,
        value=scaled(name, covered, reading.language),
        raw=covered,
        unit=f"share of {', '.join(weights)}",
        source="transcript",
        confidence=0.5 + 0.05 * min(8, len(reading.sentences)),
        evidence=tuple(reading.evidence(span, part) for span, part in firsts),
        parts={part: float(len(places)) for part, places in spans.items()},
    )
