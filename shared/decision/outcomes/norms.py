"""Where a candidate stands in single competencies, among those who were judged by the same rubrics for the same
position. Pure."""

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import timedelta

from shared.assessment.norms import percentile
from shared.kernel.frozen import Frozen

COHORT_DAYS = timedelta(days=400)
"""How long a score is compared with, as in the norms of the assessment."""
LARGEST = 2000
"""People in a cohort, the newest."""
DAY = re.compile(r" · \d{4}-\d{2}-\d{2}$")
"""The assessment freezes its cohorts by day; the same people are compared with on any day."""


class CompetencyStanding(Frozen):
    """A competency's score (0–100), and the share (0–100) of ``n`` others that it is above, with its 95 % interval.

    ``above`` is null under 30 others: then there is no comparison.
    """

    competency: str
    score: float
    above: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


def cohort_of(name: str) -> str:
    """Return the key of the cohort that the assessment calls ``name``, whatever the day."""
    return hashlib.sha256(DAY.sub("", name).encode()).hexdigest()[:32]


def standings(scores: Mapping[str, float], others: Collection[Mapping[str, float]]) -> tuple[CompetencyStanding, ...]:
    """Return where each score stands among ``others`` (each: competency → score)."""
    return tuple(_standing(name, score, others) for name, score in scores.items())


def _standing(name: str, score: float, others: Collection[Mapping[str, float]]) -> CompetencyStanding:
    found = percentile(score, name, [given[name] for given in others if name in given])
    return CompetencyStanding(
        competency=name, score=round(score), above=found.percentile, low=found.low, high=found.high, n=found.n
    )
