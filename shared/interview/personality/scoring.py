"""From answers to five figures, and what they may be compared with."""

from collections.abc import Mapping
from datetime import datetime
from statistics import fmean
from typing import Literal

from shared.interview.personality.checks import ENOUGH, Checks, Doubt, acquiescence, check, doubts
from shared.interview.personality.inventory import FACTORS, HIGHEST, LOWEST, Factor, Inventory
from shared.interview.personality.model import PersonalityTest, Response, order_of
from shared.interview.personality.norms import Norm
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

SURE = 1.96
"""Standard errors on each side of a score: 95 %."""


class FactorScore(Frozen):
    """One factor. ``pomp``: per cent of the maximum possible (Cohen et al., 1999), 0–100; it compares with nobody.

    ``t`` is the score in a frozen norm (mean 50, standard deviation 10, within 0–100), ``low`` and ``high`` its 95 %
    interval from the norm's alpha; all three null without a norm.
    """

    factor: Factor
    answered: int
    pomp: float | None
    t: float | None = None
    low: float | None = None
    high: float | None = None


class PersonalityResult(Frozen):
    """The result of a test, as it is shown to people. It is kept as it was made: a later norm does not change it."""

    subject: str
    version: str
    language: Language
    verdict: Literal["valid", "doubtful"]
    doubts: tuple[Doubt, ...]
    checks: Checks
    scores: tuple[FactorScore, ...]
    norm_id: str | None
    norm_n: int | None
    completed_at: datetime


def score(
    test: PersonalityTest, inventory: Inventory, responses: Mapping[str, Response], norm: Norm | None, now: datetime
) -> PersonalityResult:
    """Return the result. A norm is applied only where the answers are valid and it is of this version and language."""
    checks = check(inventory, order_of(test.subject, inventory), responses, test.begun_at)
    reasons = doubts(checks, len(inventory.items))
    fitting = norm if norm and not reasons and (norm.version, norm.language) == (test.version, test.language) else None
    habit = acquiescence(inventory, responses) or 0.0
    return PersonalityResult(
        subject=test.subject,
        version=test.version,
        language=test.language,
        verdict="doubtful" if reasons else "valid",
        doubts=reasons,
        checks=checks,
        scores=tuple(_score(factor, inventory, responses, habit, fitting) for factor in FACTORS),
        norm_id=fitting.norm_id if fitting else None,
        norm_n=fitting.n if fitting else None,
        completed_at=now,
    )


def factor_mean(factor: Factor, inventory: Inventory, responses: Mapping[str, Response], habit: float) -> float | None:
    """Return the mean keyed answer (1–5) without the habit of agreeing; None where too little was answered.

    With every answer there the habit cancels by itself, five statements pointing each way. Where some are missing, it
    would not: so it is taken from each answer before that is reversed (Soto et al., 2008).
    """
    keyed = [
        (LOWEST + HIGHEST - corrected) if item.reversed else corrected
        for item in inventory.of(factor)
        if item.item_id in responses
        for corrected in [responses[item.item_id].answer - habit]
    ]
    return min(float(HIGHEST), max(float(LOWEST), fmean(keyed))) if len(keyed) >= ENOUGH else None


def _score(
    factor: Factor, inventory: Inventory, responses: Mapping[str, Response], habit: float, norm: Norm | None
) -> FactorScore:
    answered = sum(item.item_id in responses for item in inventory.of(factor))
    mean = factor_mean(factor, inventory, responses, habit)
    if mean is None:
        return FactorScore(factor=factor, answered=answered, pomp=None)
    pomp = round(100 * (mean - LOWEST) / (HIGHEST - LOWEST), 1)
    if norm is None:
        return FactorScore(factor=factor, answered=answered, pomp=pomp)
    of = norm.factors[factor]
    t = 50 + 10 * (mean - of.mean) / of.sd
    margin = SURE * 10 * (1 - max(0.0, of.alpha)) ** 0.5
    low, middle, high = (round(min(100.0, max(0.0, value)), 1) for value in (t - margin, t, t + margin))
    return FactorScore(factor=factor, answered=answered, pomp=pomp, t=middle, low=low, high=high)
