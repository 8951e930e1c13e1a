"""From feature values to a score: a weighted mean, stretched, gated by relevance, capped without evidence."""

from collections.abc import Mapping
from math import exp
from typing import NamedTuple

from shared.assessment.local_judge.weights import Shares, Weights
from shared.assessment.model.score import FeatureName
from shared.assessment.rubrics.model import LEVELS


class Combined(NamedTuple):
    """``score`` 0–100; ``base`` the weighted mean 0–1 before anything else; ``held`` why it is lower than that."""

    score: float
    base: float
    held: tuple[str, ...]


def combine(values: Mapping[FeatureName, float], shares: Shares, facts: float | None, chosen: Weights) -> Combined:
    """Return the score 0–100 of feature values 0–1. Rises or stays with every feature; never falls.

    ``facts`` is the weighted count of facts and acts, None where the question asks for none. A feature that was not
    measured gives its share to the others. Without ``relevance`` among the values (nobody knows the question) its
    gate stays open.
    """
    told = {name: share for name, share in shares.items() if name in values}
    total = sum(told.values())
    base = sum(share * values[name] for name, share in told.items()) / total if total else 0.0
    score = 100.0 / (1.0 + exp(-chosen.stretch.slope * (base - chosen.stretch.middle)))
    gate, relevance = chosen.relevance_gate, values.get("relevance", 1.0)
    passed = gate.floor + (1 - gate.floor) * min(1.0, relevance / gate.full_at)
    held = ["relevance"] if passed < 1.0 else []
    score *= passed
    thin = chosen.thin_evidence
    if facts is not None and facts < thin.fewest and score > thin.highest_score:
        score, held = thin.highest_score, [*held, "thin_evidence"]
    return Combined(score, base, tuple(held))


def level_of(score: float) -> int:
    """Return the BARS level 1–5 of a score 0–100: five equal bands."""
    return min(LEVELS, 1 + int(score // (100 / LEVELS)))
