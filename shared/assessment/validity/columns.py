"""Numbers of an interview: each feature over its answers, and everything a calibrated model may learn from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p
from statistics import fmean, pstdev

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.reading import TOKEN
from shared.assessment.model.score import Feature
from shared.assessment.validity.interview import Measured

RATES = frozenset(
    {
        "vocabulary",
        "collective_agency",
        "positive_wording",
        "negative_wording",
        "hedging",
        "self_correction",
        "fluency",
        "speech_rate",
        "articulation_rate",
        "pauses",
        "fillers",
        "false_starts",
    }
)
"""Features that are so many of so many words: over answers a long one counts for more, as if all were one text. What
an answer does as a whole (its structure, its relevance) counts once for each answer."""


def features_of(answer: AnswerAssessed) -> dict[str, Feature]:
    """Return the features of ``answer`` by name. One that differs between competencies is ``name.competency``, and
    under its plain name stands the one of the first competency that has it, with the mean raw and value of all."""
    found: dict[str, Feature] = {feature.name: feature for feature in answer.features}
    own: dict[str, list[Feature]] = {}
    for score in answer.scores:
        for feature in score.features:
            if feature.name not in found or found[feature.name].raw != feature.raw:
                own.setdefault(feature.name, []).append(feature)
                found[f"{feature.name}.{score.competency}"] = feature
    for name, several in own.items():
        values = [feature.value for feature in several if feature.value is not None]
        update = {"raw": fmean(feature.raw for feature in several), "value": fmean(values) if values else None}
        found[name] = several[0].model_copy(update=update)
    return found


def length_of(answer: AnswerAssessed) -> int:
    """Return the words (characters in Mandarin) of ``answer``."""
    return len(TOKEN.findall(answer.transcript.text))


def measured(answers: Sequence[AnswerAssessed]) -> dict[str, Measured]:
    """Return the main features of an interview: means over its answers, by length for ``RATES``."""
    found: dict[str, list[tuple[Feature, int]]] = {}
    for answer in answers:
        for name, feature in features_of(answer).items():
            found.setdefault(name, []).append((feature, length_of(answer)))
    return {name: _over_answers(name, several) for name, several in sorted(found.items()) if "." not in name}


def _over_answers(name: str, several: Sequence[tuple[Feature, int]]) -> Measured:
    weigh = [float(max(1, length)) if name in RATES else 1.0 for _, length in several]
    raws = [feature.raw for feature, _ in several]
    told = [
        (feature.value, weight)
        for (feature, _), weight in zip(several, weigh, strict=True)
        if feature.value is not None
    ]
    value = _mean([value for value, _ in told], [weight for _, weight in told]) if told else None
    return Measured(raw=round(_mean(raws, weigh), 6), value=None if value is None else round(value, 6))


def columns_of(
    answers: Sequence[AnswerAssessed], overall: float | None, competencies: Mapping[str, float | None], expected: int
) -> dict[str, float]:
    """Return every number of an interview by name; what was not measured is left out, never zero.

    Of each feature the mean, and over several answers the greatest, the least and the spread; of its parts the mean.
    """
    columns: dict[str, float] = {f"score/{name}": score for name, score in competencies.items() if score is not None}
    columns |= {} if overall is None else {"score/overall": overall}
    series: dict[str, list[float]] = {}
    for answer in answers:
        for name, feature in features_of(answer).items():
            series.setdefault(f"raw/{name}", []).append(feature.raw)
            if feature.value is not None:
                series.setdefault(f"value/{name}", []).append(feature.value)
            if "." not in name:
                for part, number in feature.parts.items():
                    series.setdefault(f"part/{name}/{part}", []).append(number)
    for name, numbers in series.items():
        columns[name] = fmean(numbers)
        if len(numbers) > 1 and not name.startswith("part/") and "." not in name:
            columns |= {f"{name}/max": max(numbers), f"{name}/min": min(numbers), f"{name}/sd": pstdev(numbers)}
    columns |= {f"main/{name}": one.raw for name, one in measured(answers).items()}
    return columns | _surface(answers, expected)


def _surface(answers: Sequence[AnswerAssessed], expected: int) -> dict[str, float]:
    """What can be counted in the words without understanding any."""
    lengths = [length_of(answer) for answer in answers] or [0]
    scored = sum(any(score.score is not None for score in answer.scores) for answer in answers)
    tokens = [token.lower() for answer in answers for token in TOKEN.findall(answer.transcript.text)]
    counts = Counter(tokens)
    found = {
        "surface/log_words": log1p(sum(lengths)),
        "surface/log_words_longest": log1p(max(lengths)),
        "surface/log_words_median": log1p(sorted(lengths)[len(lengths) // 2]),
        "surface/answers": float(expected),
        "surface/scored_share": scored / max(1, expected),
    }
    if tokens:
        found |= {
            "surface/root_type_token": len(counts) / len(tokens) ** 0.5,
            "surface/once_share": sum(count == 1 for count in counts.values()) / len(counts),
            "surface/word_length": fmean(len(token) for token in tokens),
            "surface/long_words": sum(len(token) > 6 for token in tokens) / len(tokens),
        }
    return found


def _mean(numbers: Sequence[float], weigh: Sequence[float]) -> float:
    return sum(number * weight for number, weight in zip(numbers, weigh, strict=True)) / sum(weigh)
