"""One employee's month with everything by default, for tests that change one thing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import yuan
from shared.offer.contracts import PayKind, SalaryLine, SocialBase
from shared.payroll.components.model import SalaryComponent
from shared.payroll.components.standard import standard_components, standard_structure
from shared.payroll.contracts import PayLine, SalarySlip
from shared.payroll.inputs.model import MonthInputs, OneOff
from shared.payroll.month.model import MonthOrder, MonthResult
from shared.payroll.month.rules import Figure, PayrollSettings, PayRules
from shared.payroll.month.slip import salary_slip
from shared.payroll.structures.model import SalaryStructure
from shared.payroll.tax.withholding import TaxYear
from shared.people.contracts import EmploymentTerms

TENANT = TenantId("acme")
ANNA = EmployeeId("emp_anna")
RUN = RunId("run_1")
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
MARCH = "2026-03"
"""22 working days, no public holiday."""


def pay_line(component: str, amount: str | int, kind: PayKind = "fixed") -> SalaryLine:
    return SalaryLine(component=component, title=LocalizedText(en=component), kind=kind, amount_fen=yuan(amount))


def pay_terms(base: str | int = 22_000, **changed: Any) -> EmploymentTerms:
    given: dict[str, Any] = {
        "tenant_id": TENANT,
        "employee_id": ANNA,
        "number": 1,
        "effective_from": date(2024, 1, 1),
        "department": "engineering",
        "cost_centre": "CC-100",
        "title": LocalizedText(zh="工程师", en="Engineer"),
        "grade": "P6",
        "salary": (pay_line("base_salary", base),),
        "social": SocialBase(city="shenzhen"),
        "start_date": date(2024, 1, 1),
        "reason": "hired",
        "decided_by": "usr_boss",
        "decided_at": datetime(2024, 1, 1, tzinfo=UTC),
    }
    return EmploymentTerms(**{**given, **changed})


def pay_rules(
    own: Sequence[SalaryComponent] = (),
    structures: Sequence[SalaryStructure] = (),
    figures: Sequence[Figure] = (),
    **settings: Any,
) -> PayRules:
    """The standard components with a company's own; ``settings`` are those of ``PayrollSettings``."""
    codes = {one.code for one in own}
    standard = tuple(one for one in standard_components() if one.code not in codes)
    return PayRules(
        settings=PayrollSettings(**settings),
        components=(*own, *standard),
        structures=(standard_structure(), *structures),
        figures=tuple(figures),
    )


STANDARD = pay_rules()


def month_order(period: str = MARCH, *terms: EmploymentTerms, **changed: Any) -> MonthOrder:
    given: dict[str, Any] = {
        "tenant_id": TENANT,
        "run_id": RUN,
        "slip_id": f"{RUN}.{ANNA}",
        "employee_id": ANNA,
        "period": period,
        "terms": terms or (pay_terms(),),
        "rules": STANDARD,
        "tax_year": TaxYear(year=int(period[:4])),
        "now": NOW,
        "engine": "test",
    }
    return MonthOrder(**{**given, **changed})


def month(period: str = MARCH, *terms: EmploymentTerms, **changed: Any) -> MonthResult:
    return salary_slip(month_order(period, *terms, **changed))


def month_inputs(**given: Any) -> MonthInputs:
    """Figures as texts or numbers, as a clerk would write them."""
    return MonthInputs(
        **{name: Decimal(str(value)) if isinstance(value, float) else value for name, value in given.items()}
    )


def one_off(component: str, amount: str | int, **more: Any) -> OneOff:
    return OneOff(component=component, amount_fen=yuan(amount), **more)


def component(code: str, **given: Any) -> SalaryComponent:
    return SalaryComponent(**{"code": code, "title": LocalizedText(en=code), **given})


def amount(slip: SalarySlip, code: str) -> int:
    """The lines of a code together, in fen."""
    return sum(line.amount_fen for line in slip.lines if line.code == code)


def line(slip: SalarySlip, code: str) -> PayLine:
    return next(one for one in slip.lines if one.code == code)


def codes(result: MonthResult) -> list[str]:
    return [caution.code for caution in result.cautions]
