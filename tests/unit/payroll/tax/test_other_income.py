"""Severance, labour remuneration, internships, non-residents: each by the text of its law."""

import pytest

from shared.payroll.tax import labour, nonresident
from shared.payroll.tax.errors import NegativeAmount, NoAverageWage, OutOfOrder
from shared.payroll.tax.labour import Internship, withhold_intern
from shared.payroll.tax.severance import tax_severance
from shared.payroll.tax.withholding import TaxMonth, TaxStatus, TaxYear, withhold


def test_severance_is_free_up_to_three_average_wages_and_the_rest_is_taxed_by_the_year() -> None:
    tax = tax_severance(500_000_00, "2026-03", average_year_fen=120_000_00)
    assert (tax.exempt_fen, tax.taxable_fen, tax.tax_fen) == (360_000_00, 140_000_00, 11_480_00)
    assert tax.net_fen == 488_520_00
    assert tax_severance(360_000_00, "2026-03", average_year_fen=120_000_00).tax_fen == 0
    assert tax_severance(360_000_34, "2026-03", average_year_fen=120_000_00).tax_fen == 1


def test_severance_needs_an_average_wage_and_says_so() -> None:
    with pytest.raises(NoAverageWage):
        tax_severance(1_00, "2026-07", city="Beijing")
    with pytest.raises(NoAverageWage):
        tax_severance(1_00, "2026-07")


@pytest.mark.parametrize(
    ("amount", "tax"),
    [
        (800_00, 0),
        (800_03, 1),
        (3_000_00, 440_00),
        (4_000_00, 640_00),
        (4_000_01, 640_00),
        (25_000_00, 4_000_00),
        (30_000_00, 5_200_00),
        (62_500_00, 13_000_00),
        (100_000_00, 25_000_00),
    ],
)
def test_labour_remuneration_of_a_resident(amount: int, tax: int) -> None:
    assert labour.tax_labour(amount, "2026-05").tax_fen == tax


def test_an_intern_is_withheld_cumulatively_after_a_fifth_for_costs() -> None:
    """3,000 in July: the other way would take 440, this one nothing."""
    basis, intern = withhold_intern(Internship(year=2026, start_month=7), 3_000_00, "2026-07")
    assert (basis.income_fen, basis.months, basis.due_fen) == (2_400_00, 1, 0)
    basis, intern = withhold_intern(intern, 17_000_00, "2026-08")
    assert (basis.taxable_fen, basis.due_fen, intern.withheld_fen) == (6_000_00, 180_00, 180_00)
    basis, intern = withhold_intern(intern, 0, "2026-09")
    assert (basis.due_fen, basis.withheld_before_fen, intern.withheld_fen) == (30_00, 180_00, 180_00)
    with pytest.raises(OutOfOrder):
        withhold_intern(intern, 0, "2026-08")


@pytest.mark.parametrize(
    ("income", "tax"),
    [(5_000_00, 0), (8_000_00, 90_00), (8_000_10, 90_01), (20_000_00, 1_590_00), (100_000_00, 27_590_00)],
)
def test_wages_of_a_non_resident(income: int, tax: int) -> None:
    assert nonresident.tax_wages(income, "2026-05").tax_fen == tax


def test_a_non_residents_month_is_not_cumulative() -> None:
    """Two months of 20,000: each as the first, where a resident pays less."""
    month = nonresident.tax_wages(20_000_00, "2026-01").tax_fen
    year = TaxYear.opening(2026)
    for period in ("2026-01", "2026-02"):
        _, year = withhold(year, TaxMonth(income_fen=20_000_00), period, TaxStatus())
    assert 2 * month == 3_180_00
    assert year.withheld_fen == 900_00


def test_labour_and_bonus_of_a_non_resident() -> None:
    assert nonresident.tax_labour(10_000_00, "2026-05").tax_fen == 590_00
    assert nonresident.tax_bonus(18_000_00, "2026-05").tax_fen == 540_00
    assert nonresident.tax_bonus(60_000_00, "2026-05").tax_fen == 6 * (1_000_00 - 210_00)


def test_negative_amounts_are_none_of_these() -> None:
    with pytest.raises(NegativeAmount):
        labour.tax_labour(-1, "2026-05")
    with pytest.raises(NegativeAmount):
        nonresident.tax_bonus(-1, "2026-05")
    with pytest.raises(NegativeAmount):
        nonresident.tax_wages(-1, "2026-05")
    with pytest.raises(NegativeAmount):
        tax_severance(-1, "2026-05", average_year_fen=1)
