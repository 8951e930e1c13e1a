"""Reads the files of a pack, as far as they can be read, and notes what is wrong with each."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import ValidationError

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.payroll.packs.model import (
    BonusRules,
    FirstJob,
    FundLimit,
    InjuryRates,
    InternRules,
    LabourRules,
    LowIncome,
    NonResidentRules,
    PersonalPensionRules,
    SeveranceRules,
    SpecialRules,
    TaxTable,
    Withholding,
)
from shared.payroll.packs.municipal import AverageWage, CityNames, FundVersion, SocialVersion
from shared.payroll.packs.version import Version

NATIONAL: dict[str, type[Version]] = {
    "tables": TaxTable,
    "withholding": Withholding,
    "first_job": FirstJob,
    "low_income": LowIncome,
    "bonus": BonusRules,
    "severance": SeveranceRules,
    "labour": LabourRules,
    "intern": InternRules,
    "nonresident": NonResidentRules,
    "special": SpecialRules,
    "personal_pension": PersonalPensionRules,
    "fund_limit": FundLimit,
    "injury": InjuryRates,
}
MUNICIPAL: dict[str, type[Version]] = {"social": SocialVersion, "fund": FundVersion, "average_wage": AverageWage}
TITLES = "titles.toml"
CITIES = "cities"


class Finding(Frozen):
    """Something about a rule file. ``fault``: never computed with; ``gap``: months without rules; ``note``: to know."""

    severity: Literal["fault", "gap", "note"]
    code: str
    where: str
    """The file."""
    rule: str = ""
    problem: str


@dataclass
class Contents:
    """What was read: versions by ``(city's key or "", section)``, with the file each stands in."""

    versions: dict[tuple[str, str], list[tuple[Version, str]]] = field(default_factory=dict)
    cities: dict[str, CityNames] = field(default_factory=dict)
    titles: dict[str, LocalizedText] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, code: str, where: str, problem: str, rule: str = "") -> None:
        self.findings.append(Finding(severity="fault", code=code, where=where, rule=rule, problem=problem))


def read_folder(folder: Traversable) -> Contents:
    """Read a pack: ``*.toml`` of the country, ``cities/*.toml``, ``titles.toml``."""
    contents = Contents()
    for file in _toml_files(folder):
        if file.name == TITLES:
            for key, words in _tables(file, contents):
                title = _validated(LocalizedText, words, file.name, key, contents)
                if title is not None:
                    contents.titles[key] = title
        else:
            read_file(file, contents)
    cities = folder / CITIES
    if cities.is_dir():
        for file in _toml_files(cities):
            read_file(file, contents)
    return contents


def read_file(file: Traversable, contents: Contents) -> None:
    """Read one file of rules into ``contents``: a city's where it has a table ``[city]``, else the country's."""
    tables = dict(_tables(file, contents))
    city = ""
    if "city" in tables:
        names = _validated(CityNames, tables.pop("city"), file.name, "city", contents)
        if names is None:
            return
        city = names.key
        _name(names, file.name, contents)
    known = MUNICIPAL if city else NATIONAL
    for section, entries in tables.items():
        if section not in known:
            contents.fault("unknown_section", file.name, f"There is no kind of rule named {section}.")
            continue
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
            version = _validated(known[section], entry, file.name, f"{section} {number}", contents)
            if version is not None:
                contents.versions.setdefault((city, section), []).append((version, file.name))


def _name(names: CityNames, where: str, contents: Contents) -> None:
    for other in contents.cities.values():
        shared = sorted(set(other.every_name) & set(names.every_name))
        if shared:
            contents.fault("city_twice", where, f"Two cities are called {', '.join(shared)}.", names.key)
    contents.cities.setdefault(names.key, names)


def _validated(kind: type[Any], entry: object, where: str, label: str, contents: Contents) -> Any:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        rule = str(entry.get("id", label)) if isinstance(entry, dict) else label
        begins = f", from {entry['effective_from']}" if isinstance(entry, dict) and "effective_from" in entry else ""
        for one in error.errors(include_url=False, include_context=False):
            place = ".".join(str(part) for part in one["loc"])
            told = ": ".join(part for part in (f"{rule}{begins}", place, _told(one["type"], one["msg"])) if part)
            contents.fault(_code(place, one["type"], told), where, told, rule)
        return None


def _told(kind: str, message: str) -> str:
    plain = {"missing": "it is missing", "extra_forbidden": "there is no such entry"}
    return plain.get(kind, message.removeprefix("Value error, "))


def _code(place: str, kind: str, told: str) -> str:
    if "floor (base_min)" in told:
        return "floor_above_cap"
    last = place.rsplit(".", 1)[-1]
    if last == "source":
        return "no_source"
    if kind in {"less_than_equal", "greater_than_equal"}:
        return "rate_out_of_range" if "rate" in last or "shares" in place else "out_of_range"
    return {"missing": "missing", "extra_forbidden": "unknown_entry"}.get(kind, "not_valid")


def _toml_files(folder: Traversable) -> list[Traversable]:
    files = [file for file in folder.iterdir() if file.is_file() and file.name.endswith(".toml")]
    return sorted(files, key=lambda file: file.name)


def _tables(file: Traversable, contents: Contents) -> Iterator[tuple[str, Any]]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        contents.fault("unreadable", file.name, f"It cannot be read as TOML: {error}.")
        return
    yield from data.items()
