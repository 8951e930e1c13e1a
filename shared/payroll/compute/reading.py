"""Reads the document of ``bole payroll compute``: everything that is wrong is told at once, by employee and field."""

from typing import Any

from shared.kernel.errors import Invalid
from shared.payroll.compute.errors import Fault, FaultyInput
from shared.payroll.compute.fields import Fields
from shared.payroll.compute.json_text import parsed
from shared.payroll.compute.model import EmployeeInput, MonthInput, YearInput, period_of
from shared.payroll.packs.errors import NoRulesForPeriod, UnknownCity
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import City, Pack
from shared.payroll.packs.timeline import Timeline, held
from shared.payroll.packs.version import Version
from shared.payroll.tax.settlement import december
from shared.payroll.tax.withholding import TaxStatus

DOCUMENT = ("year", "employees")
EMPLOYEE = (*("id", "city", "start_month", "first_job_in_year", "low_income_prior_year", "months", "bonus_separate"),)
MONTH = ("gross", "social", "special", "other")
MONTHS = 12
YEARS = (2000, 2099)


def read(data: bytes | str, pack: Pack | None = None) -> YearInput:
    """Return the document, checked: what it holds can be computed. Raises ``NotReadable``, ``FaultyInput``."""
    return _Reading(pack or china()).document(parsed(data))


class _Reading:
    """One document being read."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.faults: list[Fault] = []
        self.ids: set[str] = set()
        self.year: int | None = None

    def document(self, value: object) -> YearInput:
        fields = Fields(value, "", "", DOCUMENT, self.faults)
        if fields.required("year"):
            self.year = fields.whole("year", *YEARS)
        if self.year is not None:
            self._rules(fields, "year", self.pack.withholding, [period_of(self.year, 1), december(self.year)])
        fields.required("employees")
        read = [self._employee(one, number) for number, one in enumerate(fields.items("employees"), start=1)]
        if self.faults or self.year is None:
            raise FaultyInput(self.faults)
        return YearInput(self.year, tuple(read))

    def _employee(self, value: object, number: int) -> EmployeeInput:
        name = value.get("id") if isinstance(value, dict) else None
        known = isinstance(name, str | int) and not isinstance(name, bool) and bool(str(name).strip())
        fields = Fields(value, str(name) if known else f"#{number}", "", EMPLOYEE, self.faults)
        if fields.required("id"):
            self._identity(fields, known)
        status = TaxStatus(
            start_month=fields.whole("start_month", 1, MONTHS) or 1,
            first_job_in_year=fields.truth("first_job_in_year"),
            low_income_prior_year=fields.truth("low_income_prior_year"),
        )
        city = self._city(fields)
        bonus = fields.money("bonus_separate")
        if not fields.has("bonus_separate"):
            fields.required("months")
        months = self._months(fields, status)
        if self.year is not None:
            self._rules_of(fields, status, city, months, self.year)
        return EmployeeInput(name if isinstance(name, str | int) else "", status, months, city, bonus)

    def _identity(self, fields: Fields, known: bool) -> None:
        if not known:
            fields.fault("id", "wrong_type", "It must be a text or a whole number.")
        elif fields.employee in self.ids:
            fields.fault("id", "duplicate_id", "Another employee of the document has the same id.")
        self.ids.add(fields.employee)

    def _city(self, fields: Fields) -> City | None:
        name = fields.text("city")
        try:
            return self.pack.city(name) if name is not None else None
        except UnknownCity as error:
            fields.fault("city", error.code, str(error))
            return None

    def _months(self, fields: Fields, status: TaxStatus) -> tuple[MonthInput, ...]:
        values = fields.items("months")
        if len(values) > MONTHS:
            fields.fault("months", "too_many_months", f"There are {len(values)} months; a year has {MONTHS}.")
        elif status.start_month + len(values) - 1 > MONTHS:
            told = f"{len(values)} months from month {status.start_month} on go beyond December."
            fields.fault("months", "beyond_december", told)
        return tuple(self._month(one, number, fields.employee) for number, one in enumerate(values))

    def _month(self, value: Any, number: int, employee: str) -> MonthInput:
        fields = Fields(value, employee, f"months[{number}].", MONTH, self.faults)
        fields.required("gross")
        return MonthInput(
            gross_fen=fields.money("gross") or 0,
            social_fen=fields.money("social"),
            special_fen=fields.money("special") or 0,
            other_fen=fields.money("other") or 0,
        )

    def _rules_of(
        self, fields: Fields, status: TaxStatus, city: City | None, months: tuple[MonthInput, ...], year: int
    ) -> None:
        """Note where rules that the employee needs do not hold: of tax, of the city in months without ``social``."""
        places = range(status.start_month, min(status.start_month + len(months), MONTHS + 1))
        periods = [period_of(year, month) for month in places]
        if status.first_job_in_year and not status.low_income_prior_year:
            self._rules(fields, "first_job_in_year", self.pack.first_job, periods)
        if status.low_income_prior_year:
            self._rules(fields, "low_income_prior_year", self.pack.low_income, periods)
        if fields.has("bonus_separate"):
            self._rules(fields, "bonus_separate", self.pack.bonus, [december(year)])
        if city is not None:
            by_city = [period for period, month in zip(periods, months, strict=False) if month.social_fen is None]
            self._rules(fields, "city", city.social, by_city)
            self._rules(fields, "city", city.fund, by_city)

    def _rules(self, fields: Fields, name: str, rules: "Timeline[Any]", periods: list[str]) -> None:
        missing = [period for period in periods if not _holds(rules, period)]
        if missing:
            told = missing[0] if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
            error = NoRulesForPeriod(rules.subject, told, [held(version) for version in rules])
            fields.fault(name, error.code, error.problem)


def _holds(rules: Timeline[Version], period: str) -> bool:
    try:
        rules.at(period)
    except Invalid:
        return False
    return True
