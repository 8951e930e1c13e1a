"""What stands in the lines of vouchers, in both languages: ``words.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from shared.kernel.language import Language


def worded(kind: str, which: Literal["title", "line"], language: Language, **values: str) -> str:
    """Return the words of a voucher (``title``) or of its lines (``line``)."""
    text: str = _words()[kind][which][language]
    return text.format(**values).strip()


def part_words(part: str, language: Language) -> str:
    """Return how what is remitted is called."""
    text: str = _words()["parts"][part][language]
    return text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("shared.finance.vouchers").joinpath("words.toml").read_text(encoding="utf-8"))
