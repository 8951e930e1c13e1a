"""Price lists: what a unit costs, from a day on. The standard one is ``prices.toml``."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from shared.finance.costs.model import Used, priced
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Fen

Unit = Literal["transcribe_second", "watch_second", "score_second", "gib_month", "message", "model_usd"]
UNITS: tuple[Unit, ...] = get_args(Unit)


class Price(Frozen):
    """What one unit costs, in yuan, and where that stands."""

    unit: Unit
    title: LocalizedText
    yuan: Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=8)]
    source: Annotated[str, Field(min_length=1, max_length=300)]


class PriceList(Frozen):
    """A price of every unit."""

    prices: tuple[Price, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        units = sorted(price.unit for price in self.prices)
        if units != sorted(UNITS):
            raise ValueError(f"give one price for each of {', '.join(UNITS)}; a price may be 0")
        return self

    def price(self, unit: str) -> Decimal:
        """Return what a unit costs."""
        return next(price.yuan for price in self.prices if price.unit == unit)

    def cost(self, used: Used) -> Fen:
        """Return what was used, in fen, rounded up."""
        return priced(used.quantity, self.price(used.unit))


@cache
def standard_prices() -> tuple[date, PriceList]:
    """Return the standard list, and from when it holds."""
    told = _read()
    return told["effective_from"], PriceList(prices=tuple(Price.model_validate(each) for each in told["prices"]))


def _read() -> dict[str, Any]:
    return tomllib.loads(files("shared.finance.costs").joinpath("prices.toml").read_text(encoding="utf-8"))
