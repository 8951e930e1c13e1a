"""The report's words in each language: data beside this file, with the same keys in both."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from shared.kernel.language import Language


@cache
def wording(language: Language) -> dict[str, Any]:
    """Return the words of ``language`` by section and key (``wording("zh")["flag"]["silence"]``)."""
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
