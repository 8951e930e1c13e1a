"""Two judges' scores of one competency as one: the arithmetic of fusion (``fusion.toml``)."""

import tomllib
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from shared.assessment.rubrics.model import LEVELS
from shared.kernel.frozen import Frozen


class Disagreement(Frozen):
    """Levels apart that need a person; the share of confidence left at the widest disagreement."""

    levels_apart: int
    confidence_left: float


class OneJudge(Frozen):
    """What is left of confidence, and by what the error grows, when only the local judge found a level."""

    confidence_left: float
    error_times: float


class Errors(Frozen):
    """Correlation of the judges' errors, 0–1."""

    correlation: float


class Bottom(Frozen):
    """The most that an answer may score which the local judge keeps at level 1."""

    highest_score: float


class FusionRules(Frozen):
    """``fusion.toml``."""

    version: str
    disagreement: Disagreement
    one_judge: OneJudge
    errors: Errors
    bottom: Bottom


@cache
def fusion_rules() -> FusionRules:
    """Return the documented figures beside this file."""
    return FusionRules.model_validate(tomllib.loads((files(__package__) / "fusion.toml").read_text(encoding="utf-8")))


class Said(NamedTuple):
    """One judge's score: 0–100, level, confidence 0–1, error in score points, and its configured weight."""

    score: float
    level: int
    confidence: float
    error: float
    weight: float


class Together(NamedTuple):
    """The fused figures. ``held``: the bottom rule kept the score down."""

    score: float
    confidence: float
    error: float
    apart: int
    held: bool


def together(local: Said, model: Said, rules: FusionRules) -> Together:
    """Return both judges' scores as one.

    Score: mean weighted by configured weight × confidence. Agreement: 1 − |Δlevel| / 4. Confidence: mean by configured
    weight, times what agreement leaves. Error: with shares a + b = 1,
    ``√(a²·e₁² + b²·e₂² + 2ρ·a·b·e₁·e₂ + a·b·Δ²)``; the last term is the variance between the judges (Δ in points).
    """
    share = _share(local, model)
    score = share * local.score + (1 - share) * model.score
    apart = abs(local.level - model.level)
    agreement = 1 - apart / (LEVELS - 1)
    left = rules.disagreement.confidence_left
    by_weight = local.weight * local.confidence + model.weight * model.confidence
    own = (share * local.error) ** 2 + ((1 - share) * model.error) ** 2
    common = 2 * rules.errors.correlation * share * (1 - share) * local.error * model.error
    between = share * (1 - share) * (local.score - model.score) ** 2
    held = local.level == 1 and score > rules.bottom.highest_score
    return Together(
        score=round(rules.bottom.highest_score if held else score, 1),
        confidence=round(by_weight / (local.weight + model.weight) * (left + (1 - left) * agreement), 3),
        error=round(sqrt(own + common + between), 2),
        apart=apart,
        held=held,
    )


def _share(local: Said, model: Said) -> float:
    """The local judge's share of the score, 0–1. Where nobody is sure of anything, the configured weights decide."""
    ours, theirs = local.weight * local.confidence, model.weight * model.confidence
    return ours / (ours + theirs) if ours + theirs else local.weight / (local.weight + model.weight)
