"""Loads a country's pack: the one that comes with Bole, or a tenant's own folder of the same shape."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args

from shared.payroll.packs.checking import findings_of
from shared.payroll.packs.errors import FaultyRules
from shared.payroll.packs.pack import City, Pack
from shared.payroll.packs.reading import MUNICIPAL, NATIONAL, Contents, read_folder
from shared.payroll.packs.timeline import Timeline
from shared.payroll.packs.version import Table

SUBJECTS = {
    "withholding": "income tax on wages",
    "first_job": "the first job in a year",
    "low_income": "low income in the year before",
    "bonus": "the separately taxed annual bonus",
    "severance": "severance pay",
    "labour": "labour remuneration",
    "intern": "students' internships",
    "nonresident": "income tax of non-residents",
    "special": "special additional deductions",
    "personal_pension": "the personal pension",
    "fund_limit": "the tax-free housing fund",
    "injury": "work injury insurance",
    "social": "social insurance",
    "fund": "the housing fund",
    "average_wage": "the average wage",
}
"""What each kind of rule is called in an error."""


@cache
def china() -> Pack:
    """Return the pack of China that comes with Bole."""
    return load(built_in("cn"))


def built_in(country: str) -> Traversable:
    """Return the folder of a country's pack that comes with Bole."""
    return resources.files("shared.payroll.packs") / country


def load(folder: Traversable) -> Pack:
    """Return the pack in a folder. Raises ``FaultyRules``: months without rules pass, whatever is wrong does not."""
    contents = read_folder(folder)
    faults = [finding for finding in findings_of(contents, whole=True) if finding.severity == "fault"]
    if faults:
        raise FaultyRules(faults)
    national: dict[str, Any] = {name: _timeline(contents, "", name) for name in NATIONAL if name != "tables"}
    tables: dict[Table, Any] = {name: _table(contents, name) for name in get_args(Table)}
    cities = {key: _city(contents, key) for key in sorted(contents.cities)}
    return Pack(tables=tables, cities=cities, titles=contents.titles, **national)


def _table(contents: Contents, name: Table) -> Timeline[Any]:
    versions = (version for version, _ in contents.versions[("", "tables")])
    return Timeline(f"the {name} tax table", [one for one in versions if getattr(one, "table", None) == name])


def _timeline(contents: Contents, city: str, section: str) -> Timeline[Any]:
    names = contents.cities.get(city)
    place = f" of {names.title.read_in('en')} ({names.title.read_in('zh')})" if names else ""
    return Timeline(SUBJECTS[section] + place, [one for one, _ in contents.versions.get((city, section), [])])


def _city(contents: Contents, key: str) -> City:
    return City(contents.cities[key], **{section: _timeline(contents, key, section) for section in MUNICIPAL})
