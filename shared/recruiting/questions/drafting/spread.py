"""How many questions each competency gets, by its weight."""

from collections.abc import Mapping

from shared.assessment.rubrics.packs import pack
from shared.recruiting.questions.jd.model import JobFacts

MOST_COMPETENCIES = 10
"""As in a pack: more nobody tells apart in half an hour."""


def inferred_weights(job: JobFacts) -> dict[str, float]:
    """Return the competencies of the job's packs, mixed by their shares: shares of one, the weightiest first."""
    mixed: dict[str, float] = {}
    for line in job.industries:
        for competency, weight in pack(line.industry).weights.items():
            mixed[competency] = mixed.get(competency, 0.0) + line.share * weight
    first = sorted(mixed.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMPETENCIES]
    total = sum(weight for _, weight in first)
    return {competency: round(weight / total, 4) for competency, weight in first}


def spread(weights: Mapping[str, float], count: int) -> dict[str, int]:
    """Return how many of ``count`` questions each competency gets (Webster's method, each one first if there is room).

    With fewer questions than competencies the weightiest get one each.
    """
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    given = dict.fromkeys(ranked[:count], 1)
    while given and sum(given.values()) < count:
        most = max(given, key=lambda name: (weights[name] / (2 * given[name] + 1), -ranked.index(name)))
        given[most] += 1
    return given
