"""What two assessments of one answer, or of one interview, do not have in common, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.receipt import Receipt
from shared.assessment.model.score import CompetencyScore, Evidence, Feature, Judgement
from shared.kernel.frozen import Frozen

ABSENT = "–"
SCORE_FIELDS = (
    "score",
    "level",
    "confidence",
    "standard_error",
    "not_scored",
    "needs_human",
    "judge",
    "rubric_version",
)
FEATURE_FIELDS = ("value", "raw", "confidence")
JUDGEMENT_FIELDS = ("score", "level", "confidence", "not_scored")


class Difference(Frozen):
    """One field that is not the same. ``where`` names the interview and answer, the rest is in words."""

    where: str
    field: str
    stored: str
    now: str


def answer_differences(stored: AnswerAssessed, now: AnswerAssessed) -> tuple[Difference, ...]:
    """Return each difference in scores, evidence, features and receipt; none where ``now`` is what was stored.

    Quotes are shown as their places in the text, never in their words.
    """
    where = f"{stored.interview_id} {stored.answer_id}"
    found = [
        *_by_name("scores", _scores(stored.scores), _scores(now.scores), _score),
        *_by_name("features", _features(stored.features), _features(now.features), _feature),
        *_receipts(stored.receipt, now.receipt),
    ]
    return tuple(Difference(where=where, field=field, stored=was, now=becomes) for field, was, becomes in found)


Found = tuple[str, str, str]
"""Field, stored, now."""


def fields_apart(prefix: str, stored: object, now: object, names: Iterable[str]) -> Iterator[Found]:
    """Yield the fields of ``names`` in which two objects differ."""
    for name in names:
        was, becomes = getattr(stored, name), getattr(now, name)
        if was != becomes:
            yield f"{prefix}.{name}", said(was), said(becomes)


def said(value: Any) -> str:
    """Return a value as it is shown; a null is a dash."""
    return ABSENT if value is None or value == "" else str(value)


def _by_name(prefix: str, stored: Mapping[str, Any], now: Mapping[str, Any], compare: Any) -> Iterator[Found]:
    for name in dict.fromkeys((*stored, *now)):
        field = f"{prefix}.{name}"
        if name not in stored or name not in now:
            yield field, "there" if name in stored else ABSENT, "there" if name in now else ABSENT
        else:
            yield from compare(field, stored[name], now[name])


def _scores(scores: Sequence[CompetencyScore]) -> dict[str, CompetencyScore]:
    return {score.competency: score for score in scores}


def _features(features: Sequence[Feature]) -> dict[str, Feature]:
    return {feature.name: feature for feature in features}


def _judgements(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    return {judgement.judge: judgement for judgement in judgements}


def _score(field: str, stored: CompetencyScore, now: CompetencyScore) -> Iterator[Found]:
    yield from fields_apart(field, stored, now, SCORE_FIELDS)
    yield from _quotes(field, stored.evidence, now.evidence)
    if stored.reasons != now.reasons:
        yield f"{field}.reasons", _codes(stored), _codes(now)
    yield from _by_name(f"{field}.features", _features(stored.features), _features(now.features), _feature)
    yield from _by_name(f"{field}.judgements", _judgements(stored.judgements), _judgements(now.judgements), _judgement)


def _judgement(field: str, stored: Judgement, now: Judgement) -> Iterator[Found]:
    return fields_apart(field, stored, now, JUDGEMENT_FIELDS)


def _feature(field: str, stored: Feature, now: Feature) -> Iterator[Found]:
    yield from fields_apart(field, stored, now, FEATURE_FIELDS)
    yield from _quotes(field, stored.evidence, now.evidence)


def _quotes(field: str, stored: Sequence[Evidence], now: Sequence[Evidence]) -> Iterator[Found]:
    if stored != now:
        was, becomes = _places(stored), _places(now)
        yield f"{field}.evidence", was, becomes if becomes != was else f"{becomes}, other words or times"


def _places(quotes: Sequence[Evidence]) -> str:
    return ", ".join(f"{quote.start_char}–{quote.end_char}" for quote in quotes) or ABSENT


def _codes(score: CompetencyScore) -> str:
    return ", ".join(reason.code for reason in score.reasons) or ABSENT


def _receipts(stored: Receipt | None, now: Receipt | None) -> Iterator[Found]:
    if stored is None or now is None:
        return
    yield from fields_apart("receipt", stored, now, ("transcript", "features", "weights", "weights_version"))
    for name in ("rubrics", "models", "prompts"):
        was, becomes = getattr(stored, name), getattr(now, name)
        for key in dict.fromkeys((*was, *becomes)):
            if was.get(key) != becomes.get(key):
                yield f"receipt.{name}.{key}", said(was.get(key)), said(becomes.get(key))
