"""The patterns of ``instructions.toml``, read once and made ready to be matched."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from shared.kernel.frozen import Frozen
from shared.kernel.language import LANGUAGES, Language


class Rule(Frozen):
    """One pattern of ``instructions.toml`` and where it counts."""

    language: Literal["zh", "en", "any"]
    where: Literal["anywhere", "clause"]
    pattern: str


class Words(Frozen):
    """Word lists of both languages."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class Compiled(NamedTuple):
    """A rule and its pattern, the word lists put in."""

    rule: Rule
    pattern: re.Pattern[str]


class Rules(NamedTuple):
    """All of the file. ``leading``, ``openings`` and ``not_after`` match at the end of what stands before a place."""

    rules: tuple[Compiled, ...]
    leading: dict[Language, re.Pattern[str]]
    openings: dict[Language, re.Pattern[str]]
    not_after: dict[Language, re.Pattern[str]]
    fold: dict[int, str]


@cache
def instruction_rules() -> Rules:
    """Return the rules of the file beside this module."""
    data = tomllib.loads((files(__package__) / "instructions.toml").read_text(encoding="utf-8"))
    lists = data["lists"]
    rules = tuple(Rule.model_validate(rule) for rule in data["rules"])
    leading, openings, not_after = (Words.model_validate(data[name]) for name in ("leading", "openings", "not_after"))
    return Rules(
        rules=tuple(Compiled(rule, re.compile(_filled(rule, lists), re.DOTALL)) for rule in rules),
        leading={language: _only(getattr(leading, language), language) for language in LANGUAGES},
        openings={
            language: re.compile(
                _body(getattr(openings, language), language)
                + _only(getattr(leading, language), language).pattern
                + r"\Z"
            )
            for language in LANGUAGES
        },
        not_after={language: _ending_in(getattr(not_after, language), language) for language in LANGUAGES},
        fold={ord(old): new for old, new in zip(data["fold"]["from"], data["fold"]["to"], strict=True)},
    )


def _filled(rule: Rule, lists: dict[str, dict[str, str]]) -> str:
    pattern = rule.pattern
    for name, words in lists.get(rule.language, {}).items():
        pattern = pattern.replace("{" + name + "}", words)
    return rf"(?<![a-z])(?:{pattern})" if rule.language == "en" and pattern.startswith("(?:") else f"(?:{pattern})"


def _body(words: tuple[str, ...], language: Language) -> str:
    body = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?:n't|(?<![a-z'])(?:{body}))" if language == "en" else f"(?:{body})"


def _ending_in(words: tuple[str, ...], language: Language) -> re.Pattern[str]:
    return re.compile(rf"{_body(words, language)}[\s,]*\Z")


def _only(words: tuple[str, ...], language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_body(words, language)}[\s,]*)*")
