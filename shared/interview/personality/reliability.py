"""How reliable the test is among a tenant's own candidates: Cronbach's alpha and McDonald's omega, with intervals."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from shared.interview.personality.inventory import FACTORS, Factor, Inventory
from shared.interview.personality.norms import keyed_rows
from shared.kernel.frozen import Frozen

NEEDED = 50
"""Fewer results say too little: at n = 50 an alpha of 0.80 has a 95 % interval of about 0.71 to 0.87."""
SURE = 1.959964
REPEATS = 1000
STEPS, CLOSE = 400, 1e-7
ROUGHLY = (60, 1e-5)
"""Steps and closeness for resampled people: an interval needs no seventh decimal, and noise never settles."""

Matrix = NDArray[np.float64]


class Estimate(Frozen):
    """A coefficient and its 95 % interval; null where the answers do not vary enough to say."""

    value: float | None
    low: float | None
    high: float | None


class FactorReliability(Frozen):
    """The scale of one factor. ``mean_inter_item`` is the mean correlation of its statements."""

    factor: Factor
    alpha: Estimate
    omega: Estimate
    mean_inter_item: float | None


class Reliability(Frozen):
    """``factors`` is empty below ``needed`` results: a figure from few people would be believed all the same."""

    version: str
    n: int
    needed: int
    factors: tuple[FactorReliability, ...]


def reliability_of(inventory: Inventory, answers: Sequence[Mapping[str, int]]) -> Reliability:
    """Return the reliability of each factor from complete, valid answers (item → point)."""
    n = len(answers)
    factors = tuple(_of(factor, inventory, answers) for factor in FACTORS) if n >= NEEDED else ()
    return Reliability(version=inventory.version, n=n, needed=NEEDED, factors=factors)


def alpha_of(covariances: Matrix) -> float | None:
    """Return Cronbach's alpha from the items' covariances."""
    k, total = len(covariances), float(covariances.sum())
    return None if total <= 0 else k / (k - 1) * (1 - float(np.trace(covariances)) / total)


def alpha_interval(value: float, k: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of an alpha of ``k`` items and ``n`` people (Bonett, 2002, J. Educ. Behav. Stat. 27)."""
    width = SURE * (2 * k / ((k - 1) * (n - 2))) ** 0.5
    middle = float(np.log(1 - value))
    return 1 - float(np.exp(middle + width)), 1 - float(np.exp(middle - width))


def omega_of(covariances: Matrix) -> float | None:
    """Return McDonald's omega (1999) of one factor: (Σλ)² / ((Σλ)² + Σθ), in the items' own units.

    Loadings by unweighted least squares on the correlations (minres), found by iterated principal axes.
    """
    found = _omegas(covariances[None], STEPS, CLOSE)[0]
    return float(found) if np.isfinite(found) else None


def _omegas(covariances: Matrix, steps: int, close: float) -> Matrix:
    """Return omega of each of several covariance matrices; NaN where an item does not vary."""
    deviations = np.sqrt(np.einsum("bii->bi", covariances))
    whole = (deviations > 0).all(axis=1)
    scale = np.where(deviations > 0, deviations, 1.0)
    correlations = covariances / scale[:, :, None] / scale[:, None, :]
    loadings = _one_factor(correlations, steps, close) * scale
    unique = np.clip(scale**2 - loadings**2, 0.0, None)
    common = loadings.sum(axis=1) ** 2
    return np.where(whole, common / (common + unique.sum(axis=1)), np.nan)


def _one_factor(correlations: Matrix, steps: int, close: float) -> Matrix:
    """Return each matrix's loadings on one factor, signed so that they add up to more than nothing."""
    reduced = correlations.copy()
    size = correlations.shape[1]
    diagonal = np.arange(size)
    off = np.abs(correlations - np.eye(size)).max(axis=2)
    communal = off
    loadings = np.zeros_like(off)
    for _ in range(steps):
        reduced[:, diagonal, diagonal] = communal
        values, vectors = np.linalg.eigh(reduced)
        loadings = vectors[:, :, -1] * np.sqrt(np.clip(values[:, -1:], 0.0, None))
        found = np.clip(loadings**2, 0.0, 1.0)
        moved = float(np.abs(found - communal).max())
        communal = found
        if moved < close:
            break
    signs = np.where(loadings.sum(axis=1) < 0, -1.0, 1.0)
    return np.asarray(np.clip(loadings * signs[:, None], -1.0, 1.0))


def _of(factor: Factor, inventory: Inventory, answers: Sequence[Mapping[str, int]]) -> FactorReliability:
    rows = np.asarray(keyed_rows(factor, inventory, answers), dtype=np.float64)
    covariances = np.cov(rows, rowvar=False)
    n, k = rows.shape
    value = alpha_of(covariances)
    low, high = alpha_interval(value, k, n) if value is not None and value < 1 else (None, None)
    deviations = np.sqrt(np.diag(covariances))
    correlations = covariances / np.outer(deviations, deviations) if (deviations > 0).all() else None
    return FactorReliability(
        factor=factor,
        alpha=Estimate(value=_rounded(value), low=_rounded(low), high=_rounded(high)),
        omega=_omega(rows, covariances),
        mean_inter_item=None if correlations is None else _rounded(float((correlations.sum() - k) / (k * (k - 1)))),
    )


def _omega(rows: Matrix, covariances: Matrix) -> Estimate:
    """Omega with a percentile interval from resampled people (seeded: the same data give the same interval)."""
    value = omega_of(covariances)
    if value is None:
        return Estimate(value=None, low=None, high=None)
    draw = np.random.default_rng(len(rows))
    again = np.stack([np.cov(rows[draw.integers(0, len(rows), len(rows))], rowvar=False) for _ in range(REPEATS)])
    found = _omegas(again, *ROUGHLY)
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return Estimate(value=_rounded(value), low=_rounded(float(low)), high=_rounded(float(high)))


def _rounded(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(value, 4)
