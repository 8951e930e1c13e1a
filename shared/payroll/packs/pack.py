"""A country's payroll rules, ready to be asked: what holds in a month, and which city a name means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from shared.kernel.localized import LocalizedText
from shared.payroll.packs.errors import UnknownCity
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
from shared.payroll.packs.timeline import Timeline
from shared.payroll.packs.version import Table


@dataclass(frozen=True)
class City:
    """A city's rules. ``average_wage`` is mostly empty: then what rests on it is said to be unknown."""

    names: CityNames
    social: Timeline[SocialVersion]
    fund: Timeline[FundVersion]
    average_wage: Timeline[AverageWage]

    @property
    def key(self) -> str:
        return self.names.key


@dataclass(frozen=True)
class Pack:
    """The rules of one country. Every part is a ``Timeline``: ask it ``at`` a month."""

    tables: Mapping[Table, Timeline[TaxTable]]
    withholding: Timeline[Withholding]
    first_job: Timeline[FirstJob]
    low_income: Timeline[LowIncome]
    bonus: Timeline[BonusRules]
    severance: Timeline[SeveranceRules]
    labour: Timeline[LabourRules]
    intern: Timeline[InternRules]
    nonresident: Timeline[NonResidentRules]
    special: Timeline[SpecialRules]
    personal_pension: Timeline[PersonalPensionRules]
    fund_limit: Timeline[FundLimit]
    injury: Timeline[InjuryRates]
    cities: Mapping[str, City]
    titles: Mapping[str, LocalizedText]

    def table(self, name: Table, period: str) -> TaxTable:
        """Return the tax table that holds in a month. Raises ``NoRulesForPeriod``."""
        return self.tables[name].at(period)

    def city(self, name: str) -> City:
        """Return the city that ``name`` (its key, Chinese or English name, in any case) means, or ``UnknownCity``."""
        by_name = cast(dict[str, City] | None, self.__dict__.get("_by_name"))
        if by_name is None:
            by_name = {called: city for city in self.cities.values() for called in city.names.every_name}
            self.__dict__["_by_name"] = by_name
        found = by_name.get(name) or by_name.get(name.strip().casefold())
        if found is None:
            raise UnknownCity(name, (_called(city) for city in self.cities.values()))
        return found


def _called(city: City) -> str:
    return " ".join(dict.fromkeys(name for name in (city.names.title.en, city.names.title.zh) if name))
