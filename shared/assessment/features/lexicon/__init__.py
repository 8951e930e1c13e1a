"""Word lists of each language as data beside this file, and how cues are found in text."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from shared.kernel.language import Language

Section = dict[str, list[str]]


@cache
def lexicon(language: Language) -> dict[str, Section]:
    """Return the cue lists of ``language`` by section and name (``lexicon("en")["star"]["action"]``)."""
    data: dict[str, Section] = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    return data


@cache
def cue_pattern(language: Language, section: str, name: str) -> re.Pattern[str]:
    """Return a pattern that finds any cue of a list: whole words in English, anywhere in Mandarin; longest first."""
    return _pattern(lexicon(language)[section][name], whole_words=language == "en")


def _pattern(cues: Sequence[str], *, whole_words: bool) -> re.Pattern[str]:
    body = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"\b(?:{body})(?!\w)" if whole_words else f"(?:{body})", re.IGNORECASE)
