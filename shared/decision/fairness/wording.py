"""The words of the published audit table, in one language."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from shared.decision.fairness.categories import age_label, categories_of
from shared.decision.fairness.model import Attribute
from shared.kernel.language import Language


@cache
def headings(language: Language) -> dict[str, Any]:
    """Return the headings in ``language``."""
    text = resources.files(__package__ or "").joinpath("headings.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[language]
    return found


def category_words(category: tuple[str, ...], attribute: Attribute, jurisdiction: str, language: Language) -> str:
    """Return a category as people read it: ``Female × Asian (Not Hispanic or Latino)``."""
    if attribute == "age":
        return age_label(category[0]).read_in(language)
    names = ("sex", "ethnicity") if attribute == "sex_and_ethnicity" else (attribute,)
    parts = []
    for name, value in zip(names, category, strict=True):
        question = categories_of(jurisdiction).question("sex" if name == "sex" else "ethnicity")
        label = question.label(value) if question else None
        # A category of before the tenant changed its jurisdiction is shown by its name.
        parts.append(label.read_in(language) if label else value.replace("_", " "))
    return " × ".join(parts)
