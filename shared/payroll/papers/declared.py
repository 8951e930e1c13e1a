"""What is to be declared of a month: a row an employee and kind of income, summed from the slips. Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import LineBasis, PayLine, Period, SalarySlip, TaxBasis
from shared.payroll.papers.certificate import IncomeOf, standard_income

Kind = Literal["wages", "annual_bonus", "severance", "nonresident"]
TAXABLE_FUND = "taxable_fund_fen"
ITEMS = {
    "pension": "pension_employee",
    "medical": "medical_employee",
    "unemployment": "unemployment_employee",
}
TAX_OF: dict[str, Kind] = {
    "income_tax": "wages",
    "income_tax_nonresident": "nonresident",
    "income_tax_bonus": "annual_bonus",
    "income_tax_severance": "severance",
}


class DeclarationRow(Frozen):
    """One employee and kind of income. Amounts in fen; ``to_pay`` is what was withheld in the month."""

    employee_id: EmployeeId
    kind: Kind
    values: dict[str, int | str]


def declaration_rows(
    slips: Iterable[SalarySlip], period: Period, income_of: IncomeOf = standard_income
) -> tuple[DeclarationRow, ...]:
    """Return the rows of a month, by employee and kind of income. ``slips``: all that were approved, in their order.

    Several slips of an employee (off-cycle runs, reversals and what replaced them) are one row: amounts of the month
    are summed, the cumulative ones are those of the last slip.
    """
    by_employee: dict[EmployeeId, list[SalarySlip]] = {}
    for slip in slips:
        if slip.period == period:
            by_employee.setdefault(slip.employee_id, []).append(slip)
    found: list[DeclarationRow] = []
    for employee_id in sorted(by_employee):
        found += _rows_of(employee_id, by_employee[employee_id], income_of)
    return tuple(found)


def _rows_of(employee_id: EmployeeId, slips: Sequence[SalarySlip], income_of: IncomeOf) -> Iterable[DeclarationRow]:
    lines = [line for slip in slips for line in slip.lines]
    basis = next((slip.tax for slip in reversed(_standing(slips)) if slip.tax), None)
    kinds = dict.fromkeys(TAX_OF[line.code] for line in lines if line.kind == "tax" and line.code in TAX_OF)
    for kind in kinds:
        taxed = [line for line in lines if line.kind == "tax" and TAX_OF.get(line.code) == kind]
        values: dict[str, int | str] = {
            "period": slips[0].period,
            "income": _income(lines, kind, income_of),
            "exempt": _told(taxed, "exempt_fen"),
            "to_pay": sum(line.amount_fen for line in taxed),
        }
        if kind in ("wages", "nonresident"):
            values |= _of_month(lines)
            if basis is not None:
                values |= _so_far(basis)
        else:
            values |= _alone(taxed[-1].basis, values["to_pay"])
        yield DeclarationRow(employee_id=employee_id, kind=kind, values=values)


def _standing(slips: Sequence[SalarySlip]) -> list[SalarySlip]:
    """Return the slips that were not taken back."""
    gone = {slip.reverses for slip in slips if slip.reverses}
    return [slip for slip in slips if slip.slip_id not in gone and slip.run_kind != "reversal"]


def _income(lines: Sequence[PayLine], kind: Kind, income_of: IncomeOf) -> int:
    """Return the income of a kind. A bonus without a tax of its own was taxed with the wages; so was the employer's
    part of a housing fund over the limit."""
    kinds = {"wages" if kind == "nonresident" else kind}
    if kind == "wages" and not any(line.code == "income_tax_bonus" for line in lines):
        kinds.add("annual_bonus")
    earned = (line for line in lines if line.kind == "earning" and line.taxable and income_of(line.code) in kinds)
    over = _told([line for line in lines if line.code == "income_tax"], TAXABLE_FUND) if kind == "wages" else 0
    return sum(line.amount_fen for line in earned) + over


def _told(taxed: Iterable[PayLine], name: str) -> int:
    """Return what the tax's lines tell of their inputs, what was taken back left out."""
    lines = list(taxed)
    return int(lines[-1].basis.inputs.get(name, "0")) if lines else 0


def _of_month(lines: Sequence[PayLine]) -> dict[str, int | str]:
    found: dict[str, int | str] = {
        name: sum(line.amount_fen for line in lines if line.code == code) for name, code in ITEMS.items()
    }
    found["fund"] = sum(line.amount_fen for line in lines if line.kind == "employee_fund")
    return found


def _so_far(basis: TaxBasis) -> dict[str, int | str]:
    return {
        "income_so_far": basis.income_fen,
        "basic_so_far": basis.basic_fen,
        "social_so_far": basis.social_fen,
        "special_so_far": basis.special_fen,
        "other_so_far": basis.other_fen,
        "taxable": basis.taxable_fen,
        "rate": f"{basis.rate:f}",
        "quick": basis.quick_fen,
        "due": basis.due_fen + basis.relief_fen,
        "relief": basis.relief_fen,
        "withheld_before": basis.withheld_before_fen,
    }


def _alone(basis: LineBasis, tax: int | str) -> dict[str, int | str]:
    return {
        "taxable": basis.base_fen or 0,
        "rate": f"{basis.rate:f}" if basis.rate is not None else "",
        "quick": -(basis.fixed_fen or 0),
        "due": tax,
    }
