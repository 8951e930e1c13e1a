"""The year's certificate (收入纳税明细): what an employee earned and what was withheld, month by month, as PDF.

It sums what the slips say, reversals and corrections included; nothing is reckoned anew.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from shared.kernel.errors import Invalid, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.payroll.components.model import IncomeKind
from shared.payroll.components.standard import standard_components
from shared.payroll.contracts import Period, SalarySlip
from shared.payroll.papers.model import Employer, Person
from shared.payroll.papers.words import money, words
from shared.platform.typesetting import typeset

COLUMNS = ("income", "bonus", "severance", "exempt", "social", "withheld", "net")
IncomeOf = Callable[[str], IncomeKind]
"""How the earning of a code is taxed."""


class CertificateRow(Frozen):
    """A month of the certificate, in fen. ``exempt``: pay that is no income of the tax, reimbursements for example."""

    month: Period
    income: int = 0
    bonus: int = 0
    severance: int = 0
    exempt: int = 0
    social: int = 0
    withheld: int = 0
    net: int = 0


class NoSlips(NotFound):
    """Nothing was paid in the year."""

    code = "no_slips_in_year"

    def __init__(self, year: int) -> None:
        super().__init__(
            f"No slip of {year} was approved for this employee.", "Choose a year in which something was paid."
        )


class OtherEmployee(Invalid):
    """Slips of two employees in one paper."""

    code = "slips_of_two_employees"

    def __init__(self) -> None:
        super().__init__("The slips are not all of this employee.", "Make one certificate for each employee.")


def standard_income(code: str) -> IncomeKind:
    """Return how the standard components are taxed; others are wages."""
    return next((one.income for one in standard_components() if one.code == code), "wages")


def year_rows(
    slips: Sequence[SalarySlip], year: int, income_of: IncomeOf = standard_income
) -> tuple[CertificateRow, ...]:
    """Return the months in which something was paid, first to last. ``slips``: all approved ones, in any order."""
    months: dict[Period, dict[str, int]] = {}
    for slip in slips:
        if slip.period.startswith(f"{year}-"):
            sums = months.setdefault(slip.period, dict.fromkeys(COLUMNS, 0))
            for line in slip.lines:
                if line.kind == "earning":
                    sums[_column(line.code, line.taxable, income_of)] += line.amount_fen
            sums["social"] += slip.insurance_fen + slip.fund_fen
            sums["withheld"] += slip.tax_fen
            sums["net"] += slip.net_fen
    return tuple(CertificateRow(month=month, **months[month]) for month in sorted(months))


def certificate_pdf(
    slips: Sequence[SalarySlip],
    year: int,
    person: Person,
    employer: Employer,
    language: Language,
    at: datetime,
    income_of: IncomeOf = standard_income,
) -> bytes:
    """Return the certificate as PDF. Raises ``NoSlips``, ``OtherEmployee``."""
    return typeset(
        "shared.payroll.papers",
        "certificate.typ",
        certificate_data(slips, year, person, employer, language, at, income_of),
        at,
    )


def certificate_data(
    slips: Sequence[SalarySlip],
    year: int,
    person: Person,
    employer: Employer,
    language: Language,
    at: datetime,
    income_of: IncomeOf = standard_income,
) -> dict[str, Any]:
    """Return everything that the template shows. Raises ``NoSlips``, ``OtherEmployee``."""
    if any(slip.employee_id != person.employee_id for slip in slips):
        raise OtherEmployee
    rows = year_rows(slips, year, income_of)
    if not rows:
        raise NoSlips(year)
    said = words(language)
    facts = [
        ("employee", person.name),
        ("id", person.masked_id),
        ("number", person.employee_id),
        ("year", str(year)),
        ("agent", employer.name.read_in(language)),
        ("credit_code", employer.credit_code or ""),
    ]
    return {
        "lang": language,
        "region": "CN" if language == "zh" else "US",
        "words": said,
        "company": employer.name.read_in(language),
        "year": str(year),
        "facts": [(said[name], value) for name, value in facts if value],
        "columns": [said["month"], *(said[name] for name in COLUMNS)],
        "rows": [[row.month, *(money(getattr(row, name)) for name in COLUMNS)] for row in rows],
        "totals": [said["total"], *(money(sum(getattr(row, name) for row in rows)) for name in COLUMNS)],
        "made": f"{said['made']} {at:%Y-%m-%d %H:%M} UTC",
    }


def _column(code: str, taxable: bool, income_of: IncomeOf) -> str:
    if not taxable:
        return "exempt"
    return {"wages": "income", "annual_bonus": "bonus", "severance": "severance"}[income_of(code)]
