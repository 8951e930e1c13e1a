"""A tenant's norm: what the valid results so far look like, frozen by a person on a day, with their number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import fmean, stdev, variance

from shared.interview.personality.inventory import FACTORS, Factor, Inventory
from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

NEEDED = 100
"""Valid results that a norm needs: the standard error of its mean is then a tenth of a standard deviation."""


class FactorNorm(Frozen):
    """Mean and standard deviation of the mean answer (1–5), and the scale's alpha among the same people."""

    mean: float
    sd: float
    alpha: float


class Norm(Frozen):
    """A frozen norm. Results of another version or language are not compared with it."""

    norm_id: str
    version: str
    language: Language
    n: int
    factors: dict[Factor, FactorNorm]
    frozen_at: datetime
    frozen_by: str


class TooFewForNorm(Conflict):
    """There are not enough results to freeze a norm from."""

    code = "too_few_results"

    def __init__(self, n: int) -> None:
        super().__init__(
            f"{n} valid results are there; a norm needs {NEEDED}.",
            "Wait for more results. Until then scores are shown as per cent of the maximum, compared with nobody.",
        )


class FlatScale(Conflict):
    """Everybody answered alike: nothing can be compared."""

    code = "flat_scale"

    def __init__(self, factor: Factor) -> None:
        super().__init__(f"All results have the same score in {factor}.", "Wait until results differ.")


def norm_of(
    inventory: Inventory, language: Language, answers: Sequence[Mapping[str, int]], norm_id: str, by: str, now: datetime
) -> Norm:
    """Return the norm of complete, valid answers (item → point). Raises ``TooFewForNorm``, ``FlatScale``."""
    if len(answers) < NEEDED:
        raise TooFewForNorm(len(answers))
    return Norm(
        norm_id=norm_id,
        version=inventory.version,
        language=language,
        n=len(answers),
        factors={factor: _of(factor, inventory, answers) for factor in FACTORS},
        frozen_at=now,
        frozen_by=by,
    )


def keyed_rows(factor: Factor, inventory: Inventory, answers: Sequence[Mapping[str, int]]) -> list[list[int]]:
    """Return one row a person: the keyed answers to the statements of ``factor``."""
    items = inventory.of(factor)
    return [[item.keyed(given[item.item_id]) for item in items] for given in answers]


def alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha (1951) of persons × items; None where the sum does not vary."""
    k = len(rows[0])
    total: float = variance([float(sum(row)) for row in rows])
    if total == 0:
        return None
    within: float = sum(variance(column) for column in zip(*rows, strict=True))
    return k / (k - 1) * (1 - within / total)


def _of(factor: Factor, inventory: Inventory, answers: Sequence[Mapping[str, int]]) -> FactorNorm:
    rows = keyed_rows(factor, inventory, answers)
    means = [fmean(row) for row in rows]
    consistency = alpha(rows)
    if consistency is None:
        raise FlatScale(factor)
    return FactorNorm(mean=fmean(means), sd=stdev(means), alpha=consistency)
