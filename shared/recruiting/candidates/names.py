"""Names of people as they are compared and looked up: Hanzi, pinyin, Latin letters, any order. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from opencc import OpenCC
from pypinyin import lazy_pinyin

DATA = tomllib.loads(resources.files("shared.recruiting.candidates").joinpath("names.toml").read_text(encoding="utf-8"))
SURNAMES: Mapping[str, str] = DATA["readings"]
"""Characters that are read in another way where they are a surname."""
TWO_CHARACTERS: frozenset[str] = frozenset(DATA["two_characters"])
"""Surnames of two characters: what a name without a space begins with."""
TITLES = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof)\.?\s+|(?:先生|女士|小姐|同学|老师)$", re.IGNORECASE)


@cache
def _simplifier() -> Any:
    return OpenCC("t2s")


def is_hanzi(letter: str) -> bool:
    """Return whether a letter is a Chinese character."""
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff" or letter == "〇"


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """Return a name as it is compared: Simplified, half width, lower case, no accents, one blank between words."""
    text = unicodedata.normalize("NFKC", name).strip()
    text = TITLES.sub("", text).strip() or text
    if any(is_hanzi(letter) for letter in text):
        text = str(_simplifier().convert(text))
    text = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter if letter.isalnum() else " " for letter in text if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def hanzi(name: str) -> str:
    """Return the Chinese characters of a name, Simplified."""
    return "".join(letter for letter in plain(name) if is_hanzi(letter))


def surname_of(characters: str) -> str:
    """Return the surname that a Chinese name without a space begins with."""
    return characters[:2] if len(characters) > 2 and characters[:2] in TWO_CHARACTERS else characters[:1]


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """Return a name in Latin letters, word by word; a Chinese character is one syllable of pinyin without tone."""
    told: list[str] = []
    for word in _words(plain(name)):
        if is_hanzi(word[0]):
            surname = surname_of(word)
            told += (SURNAMES.get(surname) or " ".join(lazy_pinyin(surname))).split()
            told += lazy_pinyin(word[len(surname) :])
        else:
            told.append(word)
    return tuple(syllable.replace("ü", "v") for syllable in told)


def latin(name: str) -> str:
    """Return a name in Latin letters without any blank: ``wangxiaoming``."""
    return "".join(syllables(name))


def given(name: str) -> str:
    """Return the given name of a Chinese name in Latin letters; of other names the whole."""
    characters = hanzi(name)
    return latin(characters)[len(latin(surname_of(characters))) :] if characters else latin(name)


def letters(name: str) -> str:
    """Return the letters of a name in alphabetical order: the same for every order and spacing of its words."""
    return "".join(sorted(latin(name)))


def initials(name: str) -> str:
    """Return the first letters of a Chinese name's syllables: ``wxm``; empty for other names."""
    return "".join(part[0] for part in syllables(name)) if hanzi(name) else ""


def _words(text: str) -> list[str]:
    """Part a plain name at blanks, and where Chinese characters and other letters meet."""
    found: list[str] = []
    for word in text.split():
        for letter in word:
            if found and found[-1] and is_hanzi(found[-1][-1]) == is_hanzi(letter):
                found[-1] += letter
            else:
                found.append(letter)
        found.append("")
    return [word for word in found if word]
