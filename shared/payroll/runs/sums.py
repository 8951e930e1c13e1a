"""Sums over slips, and what every slip must satisfy before it is kept. Pure."""

from shared.kernel.errors import Invalid
from shared.kernel.money import written
from shared.payroll.contracts import SalarySlip
from shared.payroll.runs.model import Totals


class NegativeGross(Invalid):
    """More was taken from the gross than was earned."""

    code = "negative_gross"

    def __init__(self, gross_fen: int) -> None:
        super().__init__(
            f"The gross is {written(gross_fen)}: negative. 应发工资为负数 {written(gross_fen)}。",
            "Look at absences and corrections of this month. 请核对本月缺勤与更正项。",
        )


class NegativeNet(Invalid):
    """More is deducted than is earned."""

    code = "negative_net"

    def __init__(self, net_fen: int) -> None:
        super().__init__(
            f"The net is {written(net_fen)}: negative. 实发工资为负数 {written(net_fen)}。",
            "Look at the deductions of this month. 请核对本月扣款。",
        )


class DoesNotAddUp(Invalid):
    """Gross and net of a slip do not fit its lines: a defect of the rules."""

    code = "slip_does_not_add_up"

    def __init__(self, lacking: int) -> None:
        super().__init__(
            f"The slip does not add up: {written(lacking)} is missing. 工资单不平，差额 {written(lacking)}。",
            "Report this to the operator of this deployment. 请联系系统管理员。",
        )


def must_add_up(slip: SalarySlip) -> None:
    """Raise ``DoesNotAddUp``, ``NegativeGross`` or ``NegativeNet`` where a slip is not one to be paid."""
    taken = slip.insurance_fen + slip.fund_fen + slip.tax_fen + slip.other_fen
    if lacking := slip.gross_fen - slip.net_fen - taken:
        raise DoesNotAddUp(lacking)
    if slip.gross_fen < 0:
        raise NegativeGross(slip.gross_fen)
    if slip.net_fen < 0:
        raise NegativeNet(slip.net_fen)


def summed(totals: Totals, slip: SalarySlip) -> Totals:
    """Return the totals with one slip more."""
    return together(
        totals,
        Totals(
            employees=1,
            gross_fen=slip.gross_fen,
            insurance_fen=slip.insurance_fen,
            fund_fen=slip.fund_fen,
            tax_fen=slip.tax_fen,
            other_fen=slip.other_fen,
            net_fen=slip.net_fen,
            employer_fen=slip.employer_fen,
            currency=slip.currency,
        ),
    )


def together(one: Totals, other: Totals) -> Totals:
    """Return two totals as one; the currency is that of the one that has somebody in it."""
    return Totals(
        employees=one.employees + other.employees,
        gross_fen=one.gross_fen + other.gross_fen,
        insurance_fen=one.insurance_fen + other.insurance_fen,
        fund_fen=one.fund_fen + other.fund_fen,
        tax_fen=one.tax_fen + other.tax_fen,
        other_fen=one.other_fen + other.other_fen,
        net_fen=one.net_fen + other.net_fen,
        employer_fen=one.employer_fen + other.employer_fen,
        currency=(other if other.employees else one).currency,
    )
