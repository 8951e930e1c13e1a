"""Makes the salary slip of one employee's month. A pure function: the same order gives the same bytes."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from shared.payroll.arrears.differences import arrears
from shared.payroll.contracts import LineKind, PayLine, SalarySlip
from shared.payroll.month.cautions import arrears_cautions, month_cautions
from shared.payroll.month.centres import cost_shares
from shared.payroll.month.contributing import contributed
from shared.payroll.month.deducting import carried_out, deducted
from shared.payroll.month.earnings import Reckoning, reckon
from shared.payroll.month.errors import NotEmployed
from shared.payroll.month.frame import Frame, frame_of
from shared.payroll.month.lines import component_lines
from shared.payroll.month.model import Caution, MonthOrder, MonthResult
from shared.payroll.month.segments import employment
from shared.payroll.month.taxing import Taxed, taxed, wages_of
from shared.payroll.month.words import caution

OWN: tuple[LineKind, ...] = ("employee_insurance", "employee_fund")
EMPLOYERS: tuple[LineKind, ...] = ("employer_insurance", "employer_fund", "employer_cost")


def salary_slip(order: MonthOrder) -> MonthResult:
    """Return the month's slip, what the tax has come to, and the cautions for the reviewer.

    Raises typed errors where the order cannot be reckoned: of ``month.errors`` (not employed, an input that does not
    fit, a formula that gives no result), of the calendar, of social insurance and of the tax.
    """
    regular = order.run_kind == "regular"
    frame = _frame(order)
    reckoning = reckon(frame, items_only=not regular)
    social = contributed(frame, order.declared) if regular else None
    anew = [line for month in order.earlier for line in arrears(month, order.rules, order.declared)]
    earned = [*component_lines(frame, reckoning, ("earning", "absence")), *_of(anew, "earning")]
    contributions = [*(social.lines if social else ()), *(line for line in anew if line.kind != "earning")]
    own = _of(contributions, *OWN)
    tax = taxed(order, frame, earned, own, social)
    wages = wages_of(frame, earned)
    left = sum(line.amount_fen for line in earned) - sum(line.amount_fen for line in (*own, *tax.lines))
    taken = deducted(frame, reckoning, wages, left)
    costs = [*_of(contributions, *EMPLOYERS), *component_lines(frame, reckoning, ("employer_cost",))]
    cautions: list[Caution] = [*month_cautions(frame, reckoning, earned)] if regular else []
    if regular and social is None:
        cautions.append(caution("no_contributions"))
    return MonthResult(
        slip=_slip(order, frame, reckoning, [*earned, *own, *tax.lines, *taken.lines, *costs], tax),
        tax_year_after=tax.year,
        cautions=(*cautions, *arrears_cautions(anew), *tax.cautions, *taken.cautions),
        carried=carried_out(taken),
    )


def _frame(order: MonthOrder) -> Frame:
    off_cycle = order.run_kind != "regular"
    frame = frame_of(order.period, order.rules, order.terms, order.inputs, order.assignments, items_only=off_cycle)
    start, end = employment(order.terms, None)
    if not frame.employed or start > frame.days[-1].date:
        raise NotEmployed(order.period, start.isoformat(), end.isoformat() if end else None)
    return frame


def _of(lines: Sequence[PayLine], *kinds: LineKind) -> list[PayLine]:
    return [line for line in lines if line.kind in kinds]


def _slip(order: MonthOrder, frame: Frame, reckoning: Reckoning, lines: Sequence[PayLine], tax: Taxed) -> SalarySlip:
    held = frame.last.terms or order.terms[-1]
    sums: dict[LineKind, int] = {}
    for line in lines:
        sums[line.kind] = sums.get(line.kind, 0) + line.amount_fen
    insurance, fund = sums.get("employee_insurance", 0), sums.get("employee_fund", 0)
    gross, withheld, other = sums.get("earning", 0), sums.get("tax", 0), sums.get("deduction", 0)
    regular = order.run_kind == "regular"
    return SalarySlip(
        tenant_id=order.tenant_id,
        slip_id=order.slip_id,
        run_id=order.run_id,
        run_kind=order.run_kind,
        employee_id=order.employee_id,
        period=order.period,
        currency=held.currency,
        city=held.social.city,
        department=held.department,
        cost_centre=held.cost_centre,
        cost_shares=cost_shares(frame),
        grade=held.grade,
        lines=tuple(lines),
        gross_fen=gross,
        insurance_fen=insurance,
        fund_fen=fund,
        tax_fen=withheld,
        other_fen=other,
        net_fen=gross - insurance - fund - withheld - other,
        employer_fen=sum(sums.get(kind, 0) for kind in EMPLOYERS),
        tax=tax.basis,
        days_paid=_days(reckoning, "days_paid") if regular else None,
        days_in_month=_days(reckoning, "days_in_month") if regular else None,
        terms=order.terms_ref,
        computed_at=order.now,
        engine=order.engine,
    )


def _days(reckoning: Reckoning, name: str) -> Decimal:
    days = Fraction(reckoning.figures[name])
    return Decimal(days.numerator) / Decimal(days.denominator)
