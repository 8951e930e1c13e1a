"""A company's figures by city, whatever name of the city somebody wrote."""

from collections.abc import Mapping
from functools import cache

from shared.kernel.language import Language
from shared.payroll.packs.errors import UnknownCity
from shared.payroll.packs.loader import china


@cache
def city_key(name: str) -> str:
    """Return the key of a city (``beijing``) for any of its names; the name itself where no rules are there."""
    try:
        return china().city(name).key
    except UnknownCity:
        return name


def city_title(name: str, language: Language) -> str:
    """Return what a city is called; the name itself where no rules are there."""
    try:
        return china().city(name).names.title.read_in(language)
    except UnknownCity:
        return name


def of_city(figures: Mapping[str, int], name: str) -> int | None:
    """Return the figure of a city; None where it has none."""
    if name in figures:
        return figures[name]
    key = city_key(name)
    return next((figure for city, figure in figures.items() if city_key(city) == key), None)
