"""What differs from last month is explained line by line; what is unusual is flagged in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import LineBasis, PayLine, SalarySlip
from shared.payroll.runs.variance import Variance, variance
from shared.payroll.settings.model import Unusual

NEVER = Unusual(least_fen=10**12)


def line(code: str = "base_salary", amount_fen: int = 1_000_000, **changed: Any) -> PayLine:
    """A line of a slip; ``basis`` may be given as its fields."""
    basis = LineBasis(rule=f"component.{code}", **changed.pop("basis", {}))
    values = {"code": code, "title": LocalizedText(zh=code), "kind": "earning", "amount_fen": amount_fen}
    return PayLine.model_validate({**values, "basis": basis, **changed})


def slip(*lines: PayLine, period: str = "2026-10", **changed: Any) -> SalarySlip:
    """A slip of these earnings."""
    gross = sum(one.amount_fen for one in lines if one.kind == "earning")
    values: dict[str, Any] = {
        "tenant_id": "acme",
        "slip_id": f"slip_{period}",
        "run_id": "run_1",
        "employee_id": "emp_1",
        "period": period,
        "city": "beijing",
        "department": "R&D",
        "cost_centre": "CC",
        "lines": lines,
        "gross_fen": gross,
        "insurance_fen": 0,
        "fund_fen": 0,
        "tax_fen": 0,
        "other_fen": 0,
        "net_fen": gross,
        "employer_fen": 0,
        "computed_at": datetime(2026, 10, 1, tzinfo=UTC),
        "engine": "test",
    }
    return SalarySlip.model_validate({**values, **changed})


def compared(was: PayLine, now: PayLine, **changed: Any) -> Variance:
    """The variance of two slips of one line each."""
    return variance(slip(now, **changed), slip(was, period="2026-09"), NEVER)


def test_what_is_the_same_is_no_change() -> None:
    found = variance(slip(line()), slip(line(), period="2026-09"), Unusual())
    assert (found.against, found.gross_fen, found.changes, found.flags) == ("2026-09", 0, (), ())


@pytest.mark.parametrize(
    ("was", "now", "because"),
    [
        ({"rate": Decimal("0.08")}, {"rate": Decimal("0.09")}, "rate"),
        ({"effective_from": date(2025, 7, 1)}, {"effective_from": date(2026, 7, 1)}, "rule"),
        ({"base_fen": 500_000}, {"base_fen": 600_000}, "base"),
        ({"inputs": {"performance_factor": "1"}}, {"inputs": {"performance_factor": "1.2"}}, "figures"),
        ({}, {}, "amount"),
    ],
)
def test_a_line_says_why_it_has_another_amount(was: dict[str, Any], now: dict[str, Any], because: str) -> None:
    [change] = compared(line(basis=was), line(amount_fen=1_100_000, basis=now)).changes
    assert (change.because, change.before_fen, change.after_fen) == (because, 1_000_000, 1_100_000)
    assert change.words.zh
    assert change.words.en


def test_paid_days_explain_a_part_of_a_month() -> None:
    found = variance(
        slip(line(amount_fen=500_000), days_paid=Decimal(11), days_in_month=Decimal(22)),
        slip(line(), period="2026-09", days_paid=Decimal(22), days_in_month=Decimal(22)),
        NEVER,
    )
    assert found.changes[0].because == "days"
    assert "22/22" in str(found.changes[0].words.en)
    assert "11/22" in str(found.changes[0].words.en)


def test_tax_at_the_same_rate_is_explained_by_what_the_year_has_come_to() -> None:
    def taxed(amount_fen: int, taxable_fen: int, period: str, rate: str = "0.03") -> SalarySlip:
        basis = {"basic_fen": 0, "social_fen": 0, "special_fen": 0, "other_fen": 0, "quick_fen": 0, "due_fen": 0}
        tax = {
            **basis,
            "months": 1,
            "income_fen": 0,
            "withheld_before_fen": 0,
            "taxable_fen": taxable_fen,
            "rate": rate,
        }
        base = {"base_fen": taxable_fen, "rate": rate}
        return slip(line("income_tax", amount_fen, kind="tax", basis=base), period=period, tax=tax)

    before = taxed(30_000, 1_000_000, "2026-09")
    [same] = variance(taxed(33_000, 2_100_000, "2026-10"), before, NEVER).changes
    [other] = variance(taxed(90_000, 4_000_000, "2026-10", "0.10"), before, NEVER).changes
    assert (same.because, other.because) == ("cumulative", "rate")
    assert "21000.00" in str(same.words.zh)


def test_lines_come_and_go() -> None:
    bonus = line("commission", 500_000)
    arrived = variance(slip(line(), bonus), slip(line(), period="2026-09"), NEVER)
    left = variance(slip(line()), slip(line(), bonus, period="2026-09"), NEVER)
    assert [(one.code, one.because, one.before_fen) for one in arrived.changes] == [("commission", "new_line", None)]
    assert [(one.code, one.because, one.after_fen) for one in left.changes] == [("commission", "line_gone", None)]


def test_arrears_are_apart_from_the_months_own_line_and_name_their_month() -> None:
    owed = line(amount_fen=30_000, for_period="2026-08")
    [change] = variance(slip(line(), owed), slip(line(), period="2026-09"), NEVER).changes
    assert (change.because, change.after_fen, change.for_period) == ("arrears", 30_000, "2026-08")
    assert "2026-08" in str(change.words.zh)


def test_the_changes_of_earnings_sum_up_to_that_of_the_gross() -> None:
    now = slip(line(amount_fen=1_200_000), line("commission", 70_000), line(amount_fen=-5_000, for_period="2026-08"))
    was = slip(line(), line("meal_allowance", 40_000), period="2026-09")
    found = variance(now, was, NEVER)
    assert sum((one.after_fen or 0) - (one.before_fen or 0) for one in found.changes) == found.gross_fen


@pytest.mark.parametrize(
    ("after", "flagged"), [(1_300_000, False), (1_300_001, True), (700_000, False), (699_999, True)]
)
def test_a_change_is_unusual_above_the_percentage_not_at_it(after: int, flagged: bool) -> None:
    limits = Unusual(gross_percent=30, least_fen=0)
    found = variance(slip(line(amount_fen=after)), slip(line(), period="2026-09"), limits)
    assert ("gross_changed" in {flag.code for flag in found.flags}) is flagged


def test_small_amounts_are_never_unusual() -> None:
    limits = Unusual(gross_percent=1, net_percent=1, least_fen=50_000)
    was = slip(line(amount_fen=100_000), period="2026-09")
    assert variance(slip(line(amount_fen=149_999)), was, limits).flags == ()
    assert variance(slip(line(amount_fen=150_000)), was, limits).flags


def test_a_first_slip_nothing_paid_a_high_gross_and_cautions_are_flagged() -> None:
    caution = LocalizedText(zh="低于最低工资", en="Below the minimum wage")
    first = variance(slip(line()), None, Unusual(most_gross_fen=999_999), (caution,))
    assert [flag.code for flag in first.flags] == ["first_slip", "caution", "gross_high"]
    assert first.against is None
    nothing = variance(slip(line(), net_fen=0), slip(line(), period="2026-09"), NEVER)
    assert [flag.code for flag in nothing.flags] == ["net_zero"]


def test_from_nothing_any_amount_above_the_least_is_unusual() -> None:
    was = slip(line(amount_fen=0), period="2026-09")
    assert "gross_changed" in {flag.code for flag in variance(slip(line(amount_fen=60_000)), was, Unusual()).flags}
