"""The report's words in each language: data beside this file, with the same keys in both."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from shared.kernel.language import Language


@cache
def wording(language: Language) -> dict[str, Any]:
    """Return the words of ``language`` by section and key (``wording("zh")["flag"]["silence"]``)."""
    return {**_read(f"{language}.toml"), **_read(f"measures.{language}.toml")}


@cache
def feedback_wording(language: Language) -> dict[str, Any]:
    """Return the words of the candidate's version in ``language``, by section and key."""
    return _read(f"feedback.{language}.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
