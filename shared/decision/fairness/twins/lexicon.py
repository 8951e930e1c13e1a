"""The lexicon of twins: what is exchanged, by language. Data: ``lexicon.toml``."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal, get_args

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

TwinAttribute = Literal["name", "gender", "age", "school", "dialect"]
TWIN_ATTRIBUTES: tuple[TwinAttribute, ...] = get_args(TwinAttribute)


class Swap(Frozen):
    """Words exchanged where they stand: ``pairs`` both ways, ``words`` from the first to the second."""

    attribute: TwinAttribute
    direction: str
    pairs: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()

    @property
    def exchanged(self) -> dict[str, str]:
        """What becomes what. Of a word that stands in two pairs the first pair counts."""
        found: dict[str, str] = {}
        for one, other in self.pairs:
            found.setdefault(one, other)
            found.setdefault(other, one)
        for one, other in self.words:
            found.setdefault(one, other)
        return found


class Planted(Frozen):
    """A sentence before the first answer, in several variants; the first is what the others are compared with."""

    attribute: TwinAttribute
    variants: dict[str, str] = Field(min_length=2)


class Introduction(Frozen):
    """Where candidates say their name (a regular expression whose first group it is), and the names of twins."""

    pattern: str
    not_names: tuple[str, ...] = ()
    names: dict[str, str]


class Lexicon(Frozen):
    """All that is exchanged in one language."""

    introduction: Introduction
    swap: tuple[Swap, ...]
    planted: tuple[Planted, ...]


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of ``language``."""
    text = resources.files(__package__ or "").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return Lexicon.model_validate(tomllib.loads(text)[language])
