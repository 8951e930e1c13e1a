"""Judges one answer by some rubrics: features into scores with evidence, reasons, confidence and error."""

from collections.abc import Mapping, Sequence
from statistics import pstdev

from shared.assessment.features.aside import aside
from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.measure import measure
from shared.assessment.features.questions import asks_for_story
from shared.assessment.features.reading import Reading
from shared.assessment.features.reference_match import reference_match
from shared.assessment.features.relevance import bounds
from shared.assessment.features.specificity import checkable
from shared.assessment.features.version import features_version
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.local_judge.combining import Combined, combine, level_of
from shared.assessment.local_judge.weights import Shares, Weights, weights
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Evidence, Feature, FeatureName, ScoreReason
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.model import Rubric

QUOTES = 3
"""On each competency: what a person reads before deciding, not all that could be pointed at."""
STRONG, WEAK = 0.65, 0.35
"""Feature values from which, and to which, a feature is named as a reason."""
REASONS = 2
DOUBTED, DOUBTED_ERROR = 0.7, 1.25
"""Left of its confidence, and times its error, where a score is on what may be an answer to another question."""


class LocalJudge:
    """Judges by named features and documented weights. ``embedder`` compares meanings; the rest is counting."""

    def __init__(self, embedder: Embedder, chosen: Weights | None = None) -> None:
        self.embedder = embedder
        self.weights = chosen or weights()
        self.name = f"{self.weights.name} {self.weights.version}"

    @property
    def making(self) -> Making:
        """With what this judge judges, for the receipt."""
        models = {"embedding": self.embedder.name, "features": features_version()}
        return Making(self.weights, self.name, models=models)

    def judge(self, case: JudgeCase) -> Verdict:
        """Measure the answer and score it by each rubric, or say of each that it is beside the question."""
        reading = Reading(case.transcript)
        shared = measure(reading, case.question, self.embedder)
        beside = aside(reading, case.question, case.rubrics, shared, self.embedder)
        flags = (Flag(code=beside.reason, detail=beside.detail),) if beside is not None else ()
        if beside is not None and beside.refuses:
            scores = tuple(unscored(rubric, beside.reason, self.name) for rubric in case.rubrics)
        else:
            scores = tuple(self._score(case, reading, rubric, shared) for rubric in case.rubrics)
        if beside is not None and not beside.refuses:
            scores = tuple(_doubted(score) for score in scores)
        return Verdict(features=shared, scores=scores, flags=flags)

    def _score(self, case: JudgeCase, reading: Reading, rubric: Rubric, shared: tuple[Feature, ...]) -> CompetencyScore:
        shares = self.weights.of(rubric)
        own = [competency_fit(reading, rubric, self.embedder)]
        if "reference_match" in shares and case.reference is not None:
            matched = reference_match(reading, case.reference, self.embedder)
            own += [matched] if matched is not None else []
        features = {feature.name: feature for feature in (*shared, *own)}
        values = {name: feature.value for name, feature in features.items() if feature.value is not None}
        story = asks_for_story(case.question, reading.language, self.embedder)
        facts = checkable(features["specificity"]) if story else None
        if features["specificity"].raw >= bounds(reading.language).thin_facts:
            values.pop("relevance", None)  # told with facts, and not found beside the question: believed to be to it
        combined = combine(values, shares, facts, self.weights)
        score = round(combined.score, 1)
        confidence = self._confidence(reading, [values[name] for name in shares if name in values])
        error = self.weights.standard_error
        return CompetencyScore(
            competency=rubric.competency,
            score=score,
            level=level_of(score),
            confidence=round(confidence, 3),
            standard_error=round(
                error.at_no_confidence - confidence * (error.at_no_confidence - error.at_full_confidence), 2
            ),
            features=tuple(own),
            evidence=_best_evidence(features),
            reasons=_reasons(values, shares, combined),
            judge=self.name,
            rubric_version=rubric.version,
        )

    def _confidence(self, reading: Reading, values: Sequence[float]) -> float:
        shares = self.weights.confidence
        length = min(1.0, len(reading.tokens) / shares.full_tokens[reading.language])
        agreement = 1.0 - min(1.0, 2 * pstdev(values)) if values else 0.0
        recognition = max(0.0, (reading.transcript.mean_probability - 0.4) / 0.6)
        return (
            shares.length_share * length + shares.agreement_share * agreement + shares.recognition_share * recognition
        )


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


def _doubted(score: CompetencyScore) -> CompetencyScore:
    """Return the score with less trust in it, for a person to look at."""
    error = None if score.standard_error is None else round(score.standard_error * DOUBTED_ERROR, 2)
    trust = round(DOUBTED * score.confidence, 3)
    return score.model_copy(update={"confidence": trust, "standard_error": error, "needs_human": True})


def _reasons(values: Mapping[FeatureName, float], shares: Shares, combined: Combined) -> tuple[ScoreReason, ...]:
    """What moved the score most, up and down, and what held it."""
    moved = sorted(
        ((shares[name] * (values[name] - 0.5), name) for name in shares if name in values), key=lambda pair: pair[0]
    )
    strong = [name for move, name in reversed(moved) if values[name] >= STRONG][:REASONS]
    weak = [name for move, name in moved if values[name] <= WEAK][:REASONS]
    return (
        *(ScoreReason(code=f"strong_{name}") for name in strong),
        *(ScoreReason(code=f"weak_{name}") for name in weak),
        *(ScoreReason(code=f"capped_{why}") for why in combined.held),
    )


def _best_evidence(features: Mapping[FeatureName, Feature]) -> tuple[Evidence, ...]:
    """What bears on this competency first, then what is most specific, then what shows structure; never twice."""
    wanted: tuple[FeatureName, ...] = ("reference_match", "competency_fit", "specificity", "structure")
    chosen: list[Evidence] = []
    for quote in (quote for name in wanted if name in features for quote in features[name].evidence):
        apart = all(quote.end_char <= kept.start_char or kept.end_char <= quote.start_char for kept in chosen)
        if apart and len(chosen) < QUOTES:
            chosen.append(quote)
    return tuple(sorted(chosen, key=lambda quote: quote.start_char))
