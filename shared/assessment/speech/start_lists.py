"""The lists of ``false_starts.toml``, typed."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from shared.assessment.speech.stream import Phrase, phrases_of
from shared.kernel.frozen import Frozen


class EnglishLists(Frozen):
    """What the fields mean stands beside them in the file."""

    twice: frozenset[str]
    across: frozenset[str]
    links: frozenset[str]
    subjects: frozenset[str]
    clause_after: frozenset[str]
    openers: frozenset[str]
    hanging: tuple[Phrase, ...]
    editing: tuple[Phrase, ...]


class ChineseLists(Frozen):
    """What the fields mean stands beside them in the file; ``doubled_across``: the doubled that may have a comma."""

    doubled: dict[str, str]
    doubled_unless_before: frozenset[str]
    doubled_across: frozenset[str]
    unfinished: frozenset[str]
    pairs: frozenset[str]
    twice: frozenset[str]
    twice_beginning: frozenset[str]
    subjects: frozenset[str]
    hanging: tuple[Phrase, ...]
    editing: tuple[Phrase, ...]
    editing_apart: tuple[Phrase, ...]


@cache
def english_lists() -> EnglishLists:
    """Return the English lists."""
    return EnglishLists.model_validate(_read("en", "hanging", "editing"))


@cache
def chinese_lists() -> ChineseLists:
    """Return the Mandarin lists."""
    data = _read("zh", "hanging", "editing", "editing_apart")
    data["doubled_across"] = set(data["doubled"]) - set(data.pop("never_across"))
    return ChineseLists.model_validate(data)


def _read(language: str, *of_phrases: str) -> dict[str, Any]:
    data = tomllib.loads((files(__package__) / "false_starts.toml").read_text(encoding="utf-8"))
    lists: dict[str, Any] = data[language]
    return lists | {name: phrases_of(lists[name]) for name in of_phrases}
