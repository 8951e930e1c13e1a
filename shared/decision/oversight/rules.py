"""The rules by which figures of the oversight table are marked, as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

FlagCode = Literal["follows_always", "departs_often", "hasty", "in_bulk", "severe", "lenient"]


class FlagRule(Frozen):
    """One rule: from ``least`` observations on, a figure past ``bound`` is marked."""

    least: int
    bound: float
    seconds: int = 0
    title: LocalizedText
    rule: LocalizedText


class Flag(Frozen):
    """A mark, in words: what was seen, and by which rule."""

    code: FlagCode
    title: LocalizedText
    rule: LocalizedText


@cache
def flag_rules() -> dict[FlagCode, FlagRule]:
    """Return the rules by code."""
    text = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return {code: FlagRule.model_validate(rule) for code, rule in tomllib.loads(text).items()}  # type: ignore[misc]


def flag(code: FlagCode, n: int) -> Flag:
    """Return a mark with its figures in the words."""
    rule = flag_rules()[code]
    bound = f"{rule.bound:g}" if code in ("severe", "lenient") else f"{rule.bound:.0%}"
    figures = {"n": n, "bound": bound, "seconds": rule.seconds}
    words = {language: text.format(**figures) for language, text in rule.rule.model_dump().items() if text}
    return Flag(code=code, title=rule.title, rule=LocalizedText(**words))
