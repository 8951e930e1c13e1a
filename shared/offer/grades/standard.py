"""The grades and rules that hold until a tenant writes its own: ``standard.toml`` beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from shared.offer.grades.model import GradeRules, GradeTable


@cache
def standard_grades() -> GradeTable:
    """Return the standard grades."""
    told = _read()
    return GradeTable.model_validate({"currency": told["currency"], "grades": told["grades"]})


@cache
def standard_rules() -> GradeRules:
    """Return the standard rules."""
    told = _read()
    return GradeRules.model_validate({"families": told["families"], "rules": told["rules"]})


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("standard.toml").read_text(encoding="utf-8"))
