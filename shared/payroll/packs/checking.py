"""Looks through the dates and sources of rules: what overlaps, where months have no rule, what nobody verified."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import get_args

from shared.payroll.packs.model import TaxTable
from shared.payroll.packs.reading import MUNICIPAL, NATIONAL, TITLES, Contents, Finding, read_file, read_folder
from shared.payroll.packs.timeline import held
from shared.payroll.packs.version import Item, Side, Table, Version

Dated = tuple[Version, str]
DAY = timedelta(days=1)
WORDS = (
    *get_args(Item),
    *get_args(Side),
    *("fund", "supplementary_fund", "under_floor", "over_cap", "limit_unknown", "rebased"),
)
"""The titles and notes that lines of contributions are written with."""


def check(place: Traversable) -> tuple[Finding, ...]:
    """Return what there is to say about a pack's folder or one file of it: faults, then gaps, then notes."""
    if place.is_dir():
        contents = read_folder(place)
        return findings_of(contents, whole=True)
    contents = Contents()
    read_file(place, contents)
    return findings_of(contents, whole=False)


def findings_of(contents: Contents, whole: bool) -> tuple[Finding, ...]:
    """Return the findings of what was read. ``whole``: it is a pack, so every kind of rule must be there."""
    found = list(contents.findings)
    for versions in _by_rule(contents):
        found += _of_dates(versions)
    for versions in contents.versions.values():
        for version, where in versions:
            if not version.verified:
                found.append(_finding("note", "unverified", where, version, f"{held(version)}: {version.source}"))
    if whole:
        found += _missing(contents)
    order = ("fault", "gap", "note")
    return tuple(sorted(found, key=lambda finding: (order.index(finding.severity), finding.where)))


def _by_rule(contents: Contents) -> Iterator[list[Dated]]:
    """Return the versions of each rule, in the order of their days. Tables of different names are different rules."""
    for (_, section), versions in contents.versions.items():
        groups: dict[str, list[Dated]] = {}
        for version, where in versions:
            name = version.table if isinstance(version, TaxTable) else section
            groups.setdefault(name, []).append((version, where))
        for group in groups.values():
            yield sorted(group, key=lambda dated: dated[0].effective_from)


def _of_dates(versions: list[Dated]) -> Iterator[Finding]:
    """Find overlaps and gaps. Each is held against the version that lasts longest so far, not only its neighbour."""
    last: Version | None = None
    for version, where in versions:
        if last is not None and last.effective_to is None:
            yield _overlap(last, version, where)
        elif last is not None and last.effective_to is not None:
            if version.effective_from <= last.effective_to:
                yield _overlap(last, version, where)
            elif version.effective_from > last.effective_to + DAY:
                told = f"None holds from {last.effective_to + DAY} to {version.effective_from - DAY}."
                yield _finding("gap", "gap", where, version, told)
        if last is None or _end(version) > _end(last):
            last = version


def _overlap(last: Version, version: Version, where: str) -> Finding:
    told = f"Two versions hold at once: {held(last)}, and {held(version)}. End the earlier one."
    return _finding("fault", "overlap", where, version, told)


def _end(version: Version) -> date:
    return version.effective_to or date.max


def _finding(severity: str, code: str, where: str, version: Version, problem: str) -> Finding:
    told = {"severity": severity, "code": code, "where": where, "rule": version.id, "problem": problem}
    return Finding.model_validate(told)


def _missing(contents: Contents) -> Iterator[Finding]:
    for section in NATIONAL:
        if ("", section) not in contents.versions:
            yield _lacking(f"No file has rules of {section}.")
    tables = {getattr(version, "table", None) for version, _ in contents.versions.get(("", "tables"), [])}
    for name in get_args(Table):
        if name not in tables:
            yield _lacking(f"There is no tax table {name}.")
    for word in WORDS:
        if word not in contents.titles:
            yield _lacking(f"There is no title {word}.", TITLES)
    for city in contents.cities:
        for section in MUNICIPAL:
            if (city, section) not in contents.versions:
                yield _not_there(city, section)


def _lacking(problem: str, where: str = "") -> Finding:
    return Finding(severity="fault", code="missing_rules", where=where, problem=problem)


def _not_there(city: str, section: str) -> Finding:
    if section in {"social", "fund"}:
        told = f"{city} has no rules of {section}."
        return Finding(severity="gap", code="missing_rules", where=f"{city}.toml", rule=city, problem=told)
    told = (
        f"{city} has no average wage: the part of the housing fund over three times of it, and the exempt part of"
        " severance pay, cannot be told."
    )
    return Finding(severity="note", code="no_average_wage", where=f"{city}.toml", rule=city, problem=told)
