"""The first judge: no network, the same answer gives the same score, and more evidence never lowers it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from statistics import pstdev

from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.fluency import fluency
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import off_topic, relevance
from shared.assessment.features.specificity import specificity
from shared.assessment.features.structure import structure
from shared.assessment.judging import JudgeCase, Verdict
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Evidence, Feature, FeatureName
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.model import LEVELS, Rubric
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

QUOTES = 3
"""On each competency: what a person reads before deciding, not all that could be pointed at."""


class RelevanceGate(Frozen):
    """``full_at``: relevance (0–1) from which nothing is taken off; ``floor``: what is left at relevance 0."""

    full_at: float
    floor: float


class EvidenceCap(Frozen):
    """Under either threshold (0–1) a score is at most ``highest_score``."""

    structure: float
    specificity: float
    highest_score: float


class ConfidenceShares(Frozen):
    """What confidence is made of: length, agreement between features, recognition."""

    full_tokens: dict[Language, int]
    length_share: float
    agreement_share: float
    recognition_share: float


class StandardError(Frozen):
    """Score points at confidence 1 and at confidence 0, linear between."""

    at_full_confidence: float
    at_no_confidence: float


class Weights(Frozen):
    """``local_judge.toml``."""

    name: str
    version: str
    weights: dict[FeatureName, float]
    relevance_gate: RelevanceGate
    evidence_cap: EvidenceCap
    confidence: ConfidenceShares
    standard_error: StandardError


@cache
def weights() -> Weights:
    """Return the documented weights beside this file."""
    data = (files(__package__) / "local_judge.toml").read_text(encoding="utf-8")
    return Weights.model_validate(tomllib.loads(data))


def level_of(score: float) -> int:
    """Return the BARS level 1–5 of a score 0–100: five equal bands."""
    return min(LEVELS, 1 + int(score // (100 / LEVELS)))


class LocalJudge:
    """Judges by named features and documented weights. ``embedder`` compares meanings; the rest is counting."""

    def __init__(self, embedder: Embedder, chosen: Weights | None = None) -> None:
        self.embedder = embedder
        self.weights = chosen or weights()
        self.name = f"{self.weights.name} {self.weights.version}"

    def judge(self, case: JudgeCase) -> Verdict:
        """Measure the answer and score it by each rubric, or say of each that it is off topic."""
        reading = Reading(case.transcript)
        measured = [
            relevance(reading, case.question, self.embedder),
            structure(reading),
            specificity(reading),
            fluency(reading),
        ]
        shared = tuple(feature for feature in measured if feature is not None)
        if off_topic(shared[0]):
            aside = tuple(unscored(rubric, "off_topic", self.name) for rubric in case.rubrics)
            detail = f"relevance {shared[0].raw:.1f} standard deviations above off-topic talk"
            return Verdict(features=shared, scores=aside, flags=(Flag(code="off_topic", detail=detail),))
        return Verdict(features=shared, scores=tuple(self._score(reading, rubric, shared) for rubric in case.rubrics))

    def _score(self, reading: Reading, rubric: Rubric, shared: tuple[Feature, ...]) -> CompetencyScore:
        features = (*shared, competency_fit(reading, rubric, self.embedder))
        values = {feature.name: feature.value for feature in features}
        score = combine(values, self.weights)
        confidence = self._confidence(reading, list(values.values()))
        error = self.weights.standard_error
        return CompetencyScore(
            competency=rubric.competency,
            score=round(score, 1),
            level=level_of(round(score, 1)),
            confidence=round(confidence, 3),
            standard_error=round(
                error.at_no_confidence - confidence * (error.at_no_confidence - error.at_full_confidence), 2
            ),
            features=features,
            evidence=_best_evidence(features),
            judge=self.name,
            rubric_version=rubric.version,
        )

    def _confidence(self, reading: Reading, values: list[float]) -> float:
        shares = self.weights.confidence
        length = min(1.0, len(reading.tokens) / shares.full_tokens[reading.language])
        agreement = 1.0 - min(1.0, 2 * pstdev(values))
        recognition = max(0.0, (reading.transcript.mean_probability - 0.4) / 0.6)
        return (
            shares.length_share * length + shares.agreement_share * agreement + shares.recognition_share * recognition
        )


def combine(values: Mapping[FeatureName, float], chosen: Weights) -> float:
    """Return the score 0–100 of feature values 0–1. Rises or stays with every feature; never falls."""
    total = sum(chosen.weights[name] for name in values)
    base = sum(chosen.weights[name] * value for name, value in values.items()) / total
    gate = chosen.relevance_gate
    passed = gate.floor + (1 - gate.floor) * min(1.0, values["relevance"] / gate.full_at)
    score = 100 * base * passed
    cap = chosen.evidence_cap
    bare = values["structure"] < cap.structure or values["specificity"] < cap.specificity
    return min(score, cap.highest_score) if bare else score


def unscored(rubric: Rubric, reason: str, judge: str) -> CompetencyScore:
    """Return a competency without a score, and the reason code why."""
    return CompetencyScore(
        competency=rubric.competency,
        score=None,
        level=None,
        confidence=0.0,
        standard_error=None,
        not_scored=reason,
        judge=judge,
        rubric_version=rubric.version,
    )


def _best_evidence(features: tuple[Feature, ...]) -> tuple[Evidence, ...]:
    """What bears on this competency first, then what is most specific, then what shows structure; never twice."""
    wanted: tuple[FeatureName, ...] = ("competency_fit", "specificity", "structure")
    by_name = {feature.name: feature for feature in features}
    chosen: list[Evidence] = []
    for quote in (quote for name in wanted for quote in by_name[name].evidence):
        apart = all(quote.end_char <= kept.start_char or kept.end_char <= quote.start_char for kept in chosen)
        if apart and len(chosen) < QUOTES:
            chosen.append(quote)
    return tuple(sorted(chosen, key=lambda quote: quote.start_char))
