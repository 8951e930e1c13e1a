"""The rules of a city as values: floors and caps of the bases, rates, fixed amounts, and how each side is rounded."""

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Rounding, RoundTo
from shared.payroll.packs.version import Item, Rate, Version, Yuan


class Share(Frozen):
    """What one side pays: a rate of the base and a fixed amount, rounded as said. No rate: by class of industry."""

    rate: Rate | None = None
    fixed: Yuan = 0
    rounding: Rounding = "half_up"
    round_to: RoundTo = "fen"


class Bounds(Frozen):
    """Floor and cap of a base."""

    base_min: Yuan
    base_max: Yuan

    @model_validator(mode="after")
    def _floor_under_cap(self) -> Self:
        if self.base_min > self.base_max:
            raise ValueError("the floor (base_min) lies above the cap (base_max)")
        return self


class InsuranceItem(Frozen):
    """One insurance of a city. ``bounds`` only where they are not those of the version; ``source`` likewise."""

    item: Item
    employee: Share | None = None
    employer: Share | None = None
    bounds: Bounds | None = None
    source: str | None = None
    note: str | None = None


class SocialVersion(Version, Bounds):
    """A city's social insurance from a day on. ``injury_class``: the class of industry where none is declared."""

    items: tuple[InsuranceItem, ...] = Field(min_length=1)
    injury_class: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({item.item for item in self.items}) < len(self.items):
            raise ValueError("an insurance stands twice")
        return self


class FundVersion(Version, Bounds):
    """A city's housing fund from a day on: which rates it allows, and how each side is rounded."""

    rate_default: Rate
    rate_min: Rate
    rate_max: Rate
    supplementary_max: Rate = Decimal(0)
    employee: Share = Share()
    employer: Share = Share()

    @model_validator(mode="after")
    def _rates_in_order(self) -> Self:
        if not self.rate_min <= self.rate_default <= self.rate_max:
            raise ValueError("rate_min, rate_default and rate_max are not in order")
        return self


class AverageWage(Version):
    """The average wage of the last year in a city (上年度职工平均工资), in yuan a month."""

    month: Yuan


class CityNames(Frozen):
    """How a city is called: its key in rules and files, its title, and what else people write."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: LocalizedText
    aliases: tuple[str, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        titles = (self.title.zh, self.title.en)
        return tuple(dict.fromkeys(name.casefold() for name in (self.key, *titles, *self.aliases) if name))
