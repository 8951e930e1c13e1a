"""What scores do to groups of people: differences of means, and the impact ratio of New York City's bias audits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from shared.assessment.validity.metrics import constant, quantile
from shared.kernel.frozen import Frozen

FOUR_FIFTHS = 0.80
"""Impact ratio below which adverse impact is presumed (29 CFR 1607.4(D))."""
LEAST_SHARE = 0.02
"""A category below this share of the data may be left out of the ratios (6 RCNY 5-301(d))."""
SMALL = 30
"""People in a group under which its figures move by whole tenths with one of them."""


class GroupEffect(Frozen):
    """One group of one attribute. ``difference_sd``: its mean minus that of all others, in pooled standard deviations
    (Cohen's d). ``selection_rate``: the share of it that scores above the median of the whole sample;
    ``impact_ratio``: that rate over the highest group's. Null with the reason in ``note``."""

    attribute: str
    value: str
    n: int
    mean: float | None = None
    difference_sd: float | None = None
    selection_rate: float | None = None
    impact_ratio: float | None = None
    flagged: bool = False
    note: str = ""


def group_effects(scores: Sequence[float | None], groups: Sequence[Mapping[str, str]]) -> tuple[GroupEffect, ...]:
    """Return the effects for every attribute and value, larger groups first. Who has no score is left out."""
    scored = [(score, belongs) for score, belongs in zip(scores, groups, strict=True) if score is not None]
    attributes = sorted({name for _, belongs in scored for name in belongs})
    effects: list[GroupEffect] = []
    for attribute in attributes:
        members = [(score, belongs[attribute]) for score, belongs in scored if attribute in belongs]
        effects += _of_attribute(attribute, members)
    return tuple(effects)


def _of_attribute(attribute: str, members: Sequence[tuple[float, str]]) -> list[GroupEffect]:
    sizes = Counter(value for _, value in members)
    values = sorted(sizes, key=lambda value: (-sizes[value], value))
    counted = [value for value in values if sizes[value] >= LEAST_SHARE * len(members)]
    ordered = sorted(score for score, _ in members)
    median = quantile(ordered, 0.5)
    rates = {value: sum(score > median for score, of in members if of == value) / sizes[value] for value in counted}
    best = max(rates.values(), default=0.0)
    return [_effect(attribute, value, members, rates.get(value), best, len(counted)) for value in values]


def _effect(
    attribute: str,
    value: str,
    members: Sequence[tuple[float, str]],
    rate: float | None,
    best: float,
    compared: int,
) -> GroupEffect:
    own = [score for score, of in members if of == value]
    others = [score for score, of in members if of != value]
    mean = round(fsum(own) / len(own), 3)
    if rate is None:
        share = f"under {LEAST_SHARE:.0%} of the interviews: counted, and left out of the ratios"
        return GroupEffect(attribute=attribute, value=value, n=len(own), mean=mean, note=share)
    ratio = rate / best if best > 0 and compared > 1 else None
    notes = []
    if compared < 2:
        notes.append("there is no other group to compare with")
    elif best == 0:
        notes.append("nobody scores above the median")
    if len(own) < SMALL:
        notes.append(f"only {len(own)} people: read with care")
    d = cohens_d(own, others)
    return GroupEffect(
        attribute=attribute,
        value=value,
        n=len(own),
        mean=mean,
        difference_sd=None if d is None else round(d, 3),
        selection_rate=round(rate, 4),
        impact_ratio=None if ratio is None else round(ratio, 4),
        flagged=ratio is not None and ratio < FOUR_FIFTHS,
        note="; ".join(notes),
    )


def cohens_d(own: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the difference of means over the pooled standard deviation (Cohen 1988); None where it is not defined."""
    n, m = len(own), len(others)
    if n < 2 or m < 2 or constant([*own, *others]):
        return None
    mean, mean_others = fsum(own) / n, fsum(others) / m
    within = fsum((value - mean) ** 2 for value in own) + fsum((value - mean_others) ** 2 for value in others)
    pooled = sqrt(within / (n + m - 2))
    return (mean - mean_others) / pooled if pooled > 0 else None
