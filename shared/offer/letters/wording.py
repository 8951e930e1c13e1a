"""The wording of a letter: blocks in both languages, with blanks that each letter fills. Pure."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

BLANK = re.compile(r"\{(\w+)\}")
BLANKS = frozenset({"name", "company", "position", "department", "grade", "start", "deadline", "contact"})


def _known(text: str) -> str:
    if strangers := sorted(set(BLANK.findall(text)) - BLANKS):
        raise ValueError(f"unknown blanks 未知占位符: {', '.join(strangers)}; known 可用: {', '.join(sorted(BLANKS))}")
    return text


Block = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_known)]
Item = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(_known)]


class LetterBlocks(Frozen):
    """What a company says in one language. Paragraphs are separated by an empty line."""

    opening: Block
    benefits: tuple[Item, ...] = Field(default=(), max_length=20)
    """What everybody has; an offer's own benefits stand above them."""
    conditions: tuple[Item, ...] = Field(default=(), max_length=20)
    documents: tuple[Item, ...] = Field(default=(), max_length=20)
    """What to bring on the first day."""
    closing: Block


class LetterWording(Frozen):
    """A company's wording, in both languages."""

    zh: LetterBlocks
    en: LetterBlocks

    def blocks(self, language: Language) -> LetterBlocks:
        """Return the words of a language."""
        return self.zh if language == "zh" else self.en


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a block with its blanks filled; values are text and never read as blanks again."""
    return BLANK.sub(lambda found: values.get(found.group(1), ""), text)


@cache
def standard_wording() -> LetterWording:
    """Return the words of this house: ``standard.toml``."""
    text = files(__package__).joinpath("standard.toml").read_text(encoding="utf-8")
    return LetterWording.model_validate(tomllib.loads(text))
