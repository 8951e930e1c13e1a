"""The chart and the mapping that hold until a tenant writes its own: ``chart.toml`` and ``mapping.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from shared.finance.accounts.model import Account, Chart, Mapping, MappingRule

PACKAGE = "shared.finance.accounts"


@cache
def standard_chart() -> Chart:
    """Return the standard chart."""
    return Chart(accounts=tuple(Account.model_validate(each) for each in _read("chart.toml")["accounts"]))


@cache
def standard_mapping() -> Mapping:
    """Return the standard mapping."""
    return Mapping(rules=tuple(MappingRule.model_validate(each) for each in _read("mapping.toml")["rules"]))


def standard_from() -> date:
    """Return the day from which the standard ones hold."""
    day: date = _read("chart.toml")["effective_from"]
    return day


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(PACKAGE).joinpath(name).read_text(encoding="utf-8"))
