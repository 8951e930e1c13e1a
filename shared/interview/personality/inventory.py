"""The statements of the test as data: read once, checked when read."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Self, get_args

from pydantic import model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

Factor = Literal["extraversion", "agreeableness", "conscientiousness", "emotional_stability", "openness"]
"""The Big Five (Goldberg, 1993), neuroticism named by its other end."""
FACTORS: tuple[Factor, ...] = get_args(Factor)

LOWEST, HIGHEST = 1, 5
"""The scale: from "not like me at all" to "very much like me"."""
A_FACTOR = 10


class Item(Frozen):
    """One statement. ``reversed``: agreeing with it speaks for the factor's lower end."""

    item_id: str
    factor: Factor
    text: LocalizedText
    reversed: bool = False

    def keyed(self, answer: int) -> int:
        """Return ``answer`` so that more means more of the factor."""
        return LOWEST + HIGHEST - answer if self.reversed else answer


class FactorWords(Frozen):
    """How a factor is called, and what its two ends look like at work. Neither end is the better one."""

    title: LocalizedText
    low: LocalizedText
    high: LocalizedText


Pair = tuple[str, str]


class Inventory(Frozen):
    """A version of the test."""

    version: str
    scale: tuple[LocalizedText, ...]
    factors: dict[Factor, FactorWords]
    items: tuple[Item, ...]
    opposites: tuple[Pair, ...]
    alike: tuple[Pair, ...]

    @model_validator(mode="after")
    def _balanced(self) -> Self:
        for factor in FACTORS:
            items = self.of(factor)
            if len(items) != A_FACTOR or sum(item.reversed for item in items) * 2 != A_FACTOR:
                raise ValueError(f"{factor} needs ten statements, five of them reversed")
        known = {item.item_id for item in self.items}
        if len(known) != len(self.items) or not {name for pair in self.pairs for name in pair} <= known:
            raise ValueError("statements are named once, and pairs name statements")
        if len(self.scale) != HIGHEST:
            raise ValueError("the scale has five points")
        return self

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair whose answers should fit together."""
        return self.opposites + self.alike

    def of(self, factor: Factor) -> tuple[Item, ...]:
        """Return the statements of ``factor``."""
        return tuple(item for item in self.items if item.factor == factor)

    def item(self, item_id: str) -> Item | None:
        """Return a statement, or None."""
        return next((item for item in self.items if item.item_id == item_id), None)


TODAY = "2026-11.1"
"""The version that is given to who begins now. Earlier ones stay, for tests that were begun with them."""


@cache
def inventory(version: str = TODAY) -> Inventory:
    """Return a version of the test. Raises ``FileNotFoundError`` for one that there never was."""
    return _read(tomllib.loads((files(__package__) / "items" / f"{version}.toml").read_text(encoding="utf-8")))


def _read(data: dict[str, Any]) -> Inventory:
    words = {name: _words(each) for name, each in data["factors"].items()}
    items = [
        Item(
            item_id=each["id"],
            factor=each["factor"],
            text=LocalizedText(zh=each["zh"], en=each["en"]),
            reversed=each.get("reversed", False),
        )
        for each in data["items"]
    ]
    scale = tuple(LocalizedText(zh=zh, en=en) for zh, en in zip(data["scale"]["zh"], data["scale"]["en"], strict=True))
    return Inventory(
        version=data["version"],
        scale=scale,
        factors=words,
        items=tuple(items),
        opposites=tuple((first, second) for first, second in data["opposites"]),
        alike=tuple((first, second) for first, second in data["alike"]),
    )


def _words(each: dict[str, str]) -> FactorWords:
    def both(kind: str) -> LocalizedText:
        spelled: dict[Language, str] = {"zh": each[f"{kind}zh"], "en": each[f"{kind}en"]}
        return LocalizedText(**spelled)

    return FactorWords(title=both(""), low=both("low_"), high=both("high_"))
