"""What a decision adds to the counters of the oversight, as whole numbers: nothing is read to count. Pure.

Times lie in a histogram, because a median needs no single value. Severity adds a rater's difference to the others'
mean, in thousandths of a level, and its square. Reliability adds the sums of a one-way analysis of variance.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from statistics import fmean

from shared.decision.outcomes.model import Decision

EDGES = (0, 15, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200, 1800, 2700, 3600, 7200)
"""Seconds at which the classes of the histogram begin."""
THOUSAND = 1000
Added = dict[str, int]
Levels = Mapping[str, Mapping[str, int]]
"""Rater → competency → level."""


def of_decision(decision: Decision) -> Added:
    """Return what a decision adds to its decider's counters."""
    basis = decision.basis
    counted: Counter[str] = Counter(
        {
            "decisions": 1,
            f"outcome_{decision.outcome}": 1,
            f"time_{time_class(basis.seconds):02d}": 1,
            "proposals": int(basis.followed is not None),
            "departed": int(basis.followed is False),
            "bulk": int(decision.bulk_id is not None),
            "early": int(decision.early),
            "corrections": int(decision.correction),
        }
    )
    return {name: value for name, value in counted.items() if value}


def time_class(seconds: int) -> int:
    """Return the class of a time."""
    return bisect_right(EDGES, seconds) - 1


def of_raters(levels: Levels, machine: Mapping[str, int | None]) -> dict[str, Added]:
    """Return what an interview adds to the counters of each of its raters: the difference to the others, and to the
    machine, each a mean over the competencies that both have."""
    return {rater: _rater(rater, levels, machine) for rater in levels}


def _rater(rater: str, levels: Levels, machine: Mapping[str, int | None]) -> Added:
    own, added = levels[rater], {"rated": 1}
    to_others = [
        level - fmean(others)
        for name, level in own.items()
        if (others := [given[name] for other, given in levels.items() if other != rater and name in given])
    ]
    to_machine = [level - found for name, level in own.items() if (found := machine.get(name)) is not None]
    for what, differences in (("others", to_others), ("machine", to_machine)):
        if differences:
            difference = round(fmean(differences) * THOUSAND)
            added.update({f"{what}_n": 1, f"{what}_sum": difference, f"{what}_square": difference**2})
    return added


def of_competencies(levels: Levels, machine: Mapping[str, int | None]) -> dict[str, Added]:
    """Return what an interview adds to the reliability of each competency that two people rated."""
    found: dict[str, Added] = {}
    for name in sorted({name for given in levels.values() for name in given}):
        values = [given[name] for given in levels.values() if name in given]
        if len(values) < 2:
            continue
        added: Counter[str] = Counter(
            {
                "interviews": 1,
                "ratings": len(values),
                "ratings_square": len(values) ** 2,
                "sum": sum(values),
                "square": sum(value**2 for value in values),
                "between": round(THOUSAND * sum(values) ** 2 / len(values)),
            }
        )
        for one, other in combinations(values, 2):
            added.update({f"pair_{one}{other}": 1})
        seen = machine.get(name)
        if seen is not None:
            added.update(f"machine_{value}{seen}" for value in values)
        found[name] = dict(added)
    return found
