"""The lexicons, read once from ``lexicon/*.toml`` and compiled."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText

Patterns = dict[Language, re.Pattern[str]]
ANYWHERE = "any"


@dataclass(frozen=True)
class Entry:
    """A noun phrase in both languages, what it is, how it is recognised, and in which lines of work."""

    text: LocalizedText
    kinds: tuple[str, ...]
    patterns: Patterns
    industries: tuple[str, ...] = (ANYWHERE,)

    def suits(self, industries: frozenset[str]) -> bool:
        """Whether it belongs to one of these lines of work."""
        return self.industries == (ANYWHERE,) or bool(industries & set(self.industries))


@dataclass(frozen=True)
class Act:
    """What is done to things of some kinds."""

    entry: Entry
    takes: frozenset[str]


@cache
def duties() -> tuple[Entry, ...]:
    """Return duties; ``industries`` is the line of work that a duty stands under, ``any`` for general ones."""
    return tuple(
        Entry(_both(zh, en), tuple(kinds.split()), _patterns(own, foreign), (_place(section),))
        for section, rows in _data("duties").items()
        for zh, en, kinds, own, foreign in rows
    )


@cache
def tools() -> tuple[Entry, ...]:
    """Return tools. Names are matched with their capitals in English prose, whatever their case in Chinese."""
    return tuple(
        Entry(_both(zh, en), tuple(kinds.split()), {"zh": _named(pattern, re.IGNORECASE), "en": _named(pattern)})
        for zh, en, kinds, pattern in _data("tools")["rows"]
    )


@cache
def tool_cues() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the words before names of tools, and the Latin words that are none (in small letters)."""
    data = _data("tools")
    return re.compile(f"(?:{data['cues']})", re.IGNORECASE), frozenset(word.lower() for word in data["not_tools"])


@cache
def customers() -> tuple[Entry, ...]:
    """Return whom work is for."""
    return tuple(
        Entry(_both(zh, en), tuple(kinds.split()), _patterns(own, foreign), tuple(where.split()))
        for zh, en, kinds, own, foreign, where in _data("customers")["rows"]
    )


@cache
def scenes() -> tuple[Entry, ...]:
    """Return busy stretches of work."""
    return tuple(
        Entry(_both(zh, en), (), _patterns(own, foreign), tuple(where.split()))
        for zh, en, own, foreign, where in _data("scenes")["rows"]
    )


def usual_customer(industry: str) -> tuple[LocalizedText, tuple[str, ...]] | None:
    """Return whom a line of work usually serves, and of what kind they are; None where nobody in particular."""
    row = _data("customers")["usual"].get(industry)
    return (_both(row[0], row[1]), tuple(row[2].split())) if row else None


def usual_scene(industry: str) -> LocalizedText | None:
    """Return when a line of work is usually busiest, or None."""
    row = _data("scenes")["usual"].get(industry)
    return _both(*row) if row else None


@cache
def acts() -> tuple[Act, ...]:
    """Return the actions of which duties are put together."""
    return tuple(
        Act(Entry(_both(zh, en), tuple(kinds.split()), _patterns(own, foreign)), frozenset(takes.split()))
        for zh, en, kinds, own, foreign, takes in _data("composition")["actions"]
    )


@cache
def objects() -> tuple[Entry, ...]:
    """Return what actions are done to; ``kinds`` holds the one kind."""
    return tuple(
        Entry(_both(zh, en), (kind,), _patterns(own, foreign))
        for zh, en, kind, own, foreign in _data("composition")["objects"]
    )


@cache
def never_together() -> frozenset[str]:
    """Return the Chinese compounds that are not made."""
    return frozenset(_data("composition")["never"])


@cache
def industries() -> dict[str, dict[Language, re.Pattern[str]]]:
    """Return the words of each line of work, one alternative a word."""
    return {
        key: {
            "zh": re.compile("|".join(re.escape(word) for word in rows["zh"])),
            "en": re.compile(rf"\b(?:{'|'.join(rows['en'])})\b", re.IGNORECASE),
        }
        for key, rows in _data("industries").items()
    }


@cache
def languages() -> tuple[Entry, ...]:
    """Return languages that a job may ask for."""
    return tuple(
        Entry(_both(zh, en), (), {language: re.compile(pattern, re.IGNORECASE) for language in LANGUAGES})
        for zh, en, pattern in _data("languages")["rows"]
    )


@cache
def seniority() -> dict[str, Any]:
    """Return the bounds in years, and a pattern for each list of words."""
    data = _data("seniority")
    return {
        "junior_below": data["junior_below"],
        "senior_from": data["senior_from"],
        "title": {level: _mixed(words) for level, words in data["title"].items()},
        "not_senior": _mixed(data["not_senior"]["words"]),
        "junior": _mixed(data["text"]["junior"]),
        "leads": _mixed(data["leads"]["words"]),
    }


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))


def _both(zh: str, en: str) -> LocalizedText:
    return LocalizedText(zh=zh, en=en)


def _place(section: str) -> str:
    return ANYWHERE if section == "general" else section


def _patterns(zh: str, en: str) -> Patterns:
    return {"zh": re.compile(zh, re.IGNORECASE), "en": re.compile(rf"\b(?:{en})(?!\w)", re.IGNORECASE)}


def _named(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{pattern})(?![A-Za-z0-9_])", flags)


def _mixed(words: list[str]) -> re.Pattern[str]:
    """Return one pattern of Chinese words and of English ones between word boundaries."""
    alternatives = [rf"\b{word}\b" if word[0].isascii() else word for word in words]
    return re.compile("|".join(alternatives), re.IGNORECASE)
