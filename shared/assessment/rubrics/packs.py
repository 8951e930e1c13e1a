"""Industry packs: which competencies a line of work asks for, and how much each weighs: data in ``packs/<key>.toml``.

The weights are this project's starting point by the reason that each pack gives; nobody has validated them against
performance. A position's own competencies and weights always come before a pack.
"""

import tomllib
from functools import cache
from importlib.resources import files
from math import isclose
from typing import Self

from pydantic import Field, model_validator

from shared.assessment.rubrics.catalogue import rubrics_of
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

DEFAULT = "general"
"""The pack where a position says nothing: it suits any interview."""

FEWEST, MOST = 6, 10
"""Competencies in a pack: fewer leave an interview lopsided, more than ten nobody tells apart in half an hour."""


class Pack(Frozen):
    """Competencies of a line of work. ``weights``: competency key → share of the overall score, together 1."""

    key: str
    title: LocalizedText
    reason: LocalizedText
    weights: dict[str, float] = Field(min_length=FEWEST, max_length=MOST)

    @model_validator(mode="after")
    def _weights_are_shares_of_one(self) -> Self:
        if min(self.weights.values()) <= 0 or not isclose(sum(self.weights.values()), 1.0, abs_tol=1e-9):
            raise ValueError(f"the weights of {self.key} must be positive and sum to 1")
        return self


@cache
def load_packs() -> dict[str, Pack]:
    """Return every pack by its key, the default first. Raises ``NotFound`` where one names no known competency."""
    folder = files(__package__) / "packs"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = [Pack.model_validate(tomllib.loads((folder / name).read_text(encoding="utf-8"))) for name in names]
    for one in read:
        rubrics_of(one.weights)
    return {one.key: one for one in sorted(read, key=lambda one: (one.key != DEFAULT, one.key))}


def pack(key: str = DEFAULT) -> Pack:
    """Return the pack of ``key``. Raises ``NotFound`` with the keys that exist."""
    known = load_packs()
    if key not in known:
        raise NotFound(f"There is no pack {key}.", f"Choose from: {', '.join(known)}.")
    return known[key]
