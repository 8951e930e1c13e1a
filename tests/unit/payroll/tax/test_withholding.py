"""Cumulative withholding, month by month, with what goes on from month to month."""

import pytest

from shared.payroll.packs.errors import NoRulesForPeriod
from shared.payroll.packs.loader import china
from shared.payroll.tax.errors import NotResident, OutOfOrder
from shared.payroll.tax.settlement import settle
from shared.payroll.tax.withholding import TaxMonth, TaxStatus, TaxYear, withheld, withhold

PAY = TaxMonth(income_fen=30_000_00, social_fen=4_500_00, special_fen=2_000_00)
OLD_HAND = TaxStatus()


def after(*months: TaxMonth, status: TaxStatus = OLD_HAND) -> TaxYear:
    year = TaxYear.opening(2026)
    for number, month in enumerate(months, start=status.start_month):
        _, year = withhold(year, month, f"2026-{number:02d}", status)
    return year


def test_the_basis_shows_every_figure_that_the_tax_came_from() -> None:
    basis, _ = withhold(after(PAY), PAY, "2026-02", OLD_HAND)
    assert basis.model_dump(mode="json") == {
        "months": 2,
        "income_fen": 60_000_00,
        "exempt_fen": 0,
        "basic_fen": 10_000_00,
        "social_fen": 9_000_00,
        "special_fen": 4_000_00,
        "other_fen": 0,
        "taxable_fen": 37_000_00,
        "rate": "0.10",
        "quick_fen": 2_520_00,
        "relief_fen": 0,
        "due_fen": 1_180_00,
        "withheld_before_fen": 555_00,
    }
    assert withheld(basis) == 625_00


def test_the_year_survives_as_json() -> None:
    year = after(PAY, PAY)
    again = TaxYear.model_validate_json(year.model_dump_json())
    assert again == year
    assert withhold(again, PAY, "2026-03", OLD_HAND) == withhold(year, PAY, "2026-03", OLD_HAND)


def test_two_payments_in_a_month_are_taxed_as_one() -> None:
    half = TaxMonth(income_fen=15_000_00, social_fen=4_500_00, special_fen=2_000_00)
    rest = TaxMonth(income_fen=15_000_00)
    first, year = withhold(after(PAY), half, "2026-02", OLD_HAND)
    second, year = withhold(year, rest, "2026-02", OLD_HAND)
    assert withheld(first) + withheld(second) == 625_00
    assert year == after(PAY, PAY)


def test_a_month_without_pay_counts_for_the_deduction() -> None:
    """Employed in January, first paid in March: three times 5,000."""
    basis, _ = withhold(TaxYear.opening(2026), TaxMonth(income_fen=20_000_00), "2026-03", OLD_HAND)
    assert (basis.months, basis.taxable_fen) == (3, 5_000_00)


def test_exempt_income_is_in_the_income_and_not_taxed() -> None:
    basis, _ = withhold(TaxYear.opening(2026), TaxMonth(income_fen=9_000_00, exempt_fen=3_000_00), "2026-01", OLD_HAND)
    assert (basis.income_fen, basis.taxable_fen) == (9_000_00, 1_000_00)


def test_relief_lowers_the_tax_itself_down_to_nothing() -> None:
    basis, _ = withhold(TaxYear.opening(2026), TaxMonth(income_fen=15_000_00, relief_fen=100_00), "2026-01", OLD_HAND)
    assert withheld(basis) == 200_00
    basis, _ = withhold(TaxYear.opening(2026), TaxMonth(income_fen=15_000_00, relief_fen=900_00), "2026-01", OLD_HAND)
    assert withheld(basis) == 0


def test_a_correction_takes_back_income_and_the_tax_follows_as_far_as_the_year_goes() -> None:
    wrong = after(TaxMonth(income_fen=30_000_00))
    basis, year = withhold(wrong, TaxMonth(income_fen=-20_000_00), "2026-01", OLD_HAND)
    assert (basis.due_fen, withheld(basis)) == (150_00, 0)
    assert year.withheld_fen == 750_00
    basis, _ = withhold(year, TaxMonth(income_fen=30_000_00), "2026-02", OLD_HAND)
    assert withheld(basis) == 900_00 - 750_00


@pytest.mark.parametrize(
    ("status", "months", "basic"),
    [
        (TaxStatus(start_month=6), 1, 5_000_00),
        (TaxStatus(start_month=6, first_job_in_year=True), 6, 30_000_00),
        (TaxStatus(start_month=6, low_income_prior_year=True), 12, 60_000_00),
        (TaxStatus(start_month=1), 6, 30_000_00),
    ],
)
def test_how_many_months_of_the_basic_deduction_there_are(status: TaxStatus, months: int, basic: int) -> None:
    basis, _ = withhold(TaxYear.opening(2026), PAY, "2026-06", status)
    assert (basis.months, basis.basic_fen) == (months, basic)


def test_months_come_in_order() -> None:
    with pytest.raises(OutOfOrder, match="2026-01 lies before 2026-02"):
        withhold(after(PAY, PAY), PAY, "2026-01", OLD_HAND)
    with pytest.raises(OutOfOrder, match="not in 2026"):
        withhold(after(PAY), PAY, "2027-01", OLD_HAND)
    with pytest.raises(OutOfOrder, match="begins in month 6"):
        withhold(TaxYear.opening(2026), PAY, "2026-05", TaxStatus(start_month=6))


def test_a_non_resident_is_taxed_elsewhere() -> None:
    with pytest.raises(NotResident):
        withhold(TaxYear.opening(2026), PAY, "2026-01", TaxStatus(resident=False))


def test_a_rule_is_not_applied_before_it_was_made() -> None:
    newcomer = TaxStatus(start_month=6, first_job_in_year=True)
    with pytest.raises(NoRulesForPeriod, match="2020-06"):
        withhold(TaxYear.opening(2020), PAY, "2020-06", newcomer)
    assert withhold(TaxYear.opening(2020), PAY, "2020-07", newcomer)[0].months == 7


def test_the_settlement_takes_the_whole_years_deduction() -> None:
    """Half a year of 12,000 from another job: withheld on 7,000 a month, due on 12,000 a year."""
    year = after(*[TaxMonth(income_fen=12_000_00)] * 6, status=TaxStatus(start_month=7))
    assert year.withheld_fen == 36_000_00 * 3 // 100 + 6_000_00 * 10 // 100
    assert settle(year, 0, china()).tax_fen == 12_000_00 * 3 // 100
