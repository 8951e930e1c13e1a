"""The words of the papers, and how they write money and rates."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from shared.kernel.language import Language
from shared.kernel.money import written


@cache
def words(language: Language) -> dict[str, Any]:
    """Return the words of a language."""
    return tomllib.loads(files(__package__).joinpath(f"words.{language}.toml").read_text(encoding="utf-8"))


def money(fen: int) -> str:
    """Return fen as papers write them: ``12,345.60``, ``−0.05`` with a minus sign."""
    text = written(abs(fen))
    whole, cents = text.split(".")
    return f"{'−' if fen < 0 else ''}{int(whole):,}.{cents}"


def percent(rate: Decimal) -> str:
    """Return a rate as a percentage: ``0.005`` is ``0.5 %``."""
    return f"{(rate * 100).normalize():f} %"


def rounding(text: str, language: Language) -> str:
    """Return ``half_up fen`` in words."""
    known = words(language)["round"]
    return " ".join(known.get(part, part) for part in text.split()).replace(" ", "" if language == "zh" else " ")
