"""How raters of one interview agree. Pure; for two to ten raters, where a coefficient would say nothing.

Reliability over many interviews (intraclass correlation, weighted kappa) is in ``shared.decision.oversight``.
"""

from collections.abc import Mapping
from itertools import combinations
from statistics import fmean, stdev

from shared.kernel.frozen import Frozen

FAR_APART = 2
"""Levels from which on two ratings describe different behaviour, and the raters should talk."""


class Apart(Frozen):
    """Two raters who differ by ``levels``."""

    raters: tuple[str, str]
    levels: int


class CompetencyAgreement(Frozen):
    """One competency. ``levels`` by rater, 1–5, without those who did not observe it.

    ``spread`` is the highest minus the lowest level, ``sd`` the sample standard deviation; both are null under two
    raters. ``machine`` is the report's level; ``machine_difference`` is the people's mean minus it.
    """

    competency: str
    levels: dict[str, int]
    mean: float | None
    spread: int | None
    sd: float | None
    apart: tuple[Apart, ...]
    machine: int | None
    machine_difference: float | None


class Agreement(Frozen):
    """All competencies of an interview. ``adjacent`` is the share of pairs of ratings at most one level apart."""

    raters: tuple[str, ...]
    competencies: tuple[CompetencyAgreement, ...]
    adjacent: float | None
    to_discuss: tuple[str, ...]
    """Competencies in which two raters are two levels apart or more."""


def agreement(
    ratings: Mapping[str, Mapping[str, int]], competencies: tuple[str, ...], machine: Mapping[str, int | None]
) -> Agreement:
    """Return how ``ratings`` (rater → competency → level) agree with each other and with the machine's levels."""
    each = tuple(_competency(name, ratings, machine.get(name)) for name in competencies)
    pairs = [abs(one - other) for found in each for one, other in combinations(found.levels.values(), 2)]
    return Agreement(
        raters=tuple(sorted(ratings)),
        competencies=each,
        adjacent=round(sum(gap < FAR_APART for gap in pairs) / len(pairs), 3) if pairs else None,
        to_discuss=tuple(found.competency for found in each if found.apart),
    )


def _competency(name: str, ratings: Mapping[str, Mapping[str, int]], machine: int | None) -> CompetencyAgreement:
    levels = {rater: given[name] for rater, given in sorted(ratings.items()) if name in given}
    values = list(levels.values())
    mean = fmean(values) if values else None
    apart = tuple(
        Apart(raters=(one, other), levels=abs(levels[one] - levels[other]))
        for one, other in combinations(levels, 2)
        if abs(levels[one] - levels[other]) >= FAR_APART
    )
    return CompetencyAgreement(
        competency=name,
        levels=levels,
        mean=None if mean is None else round(mean, 2),
        spread=max(values) - min(values) if len(values) > 1 else None,
        sd=round(stdev(values), 2) if len(values) > 1 else None,
        apart=apart,
        machine=machine,
        machine_difference=None if mean is None or machine is None else round(mean - machine, 2),
    )
