"""The annual bonus, both ways."""

import pytest

from shared.payroll.packs.errors import NoRulesForPeriod
from shared.payroll.tax.bonus import compare, pay_separately, tax_separately
from shared.payroll.tax.errors import BonusAlreadyTaxed, NegativeAmount
from shared.payroll.tax.withholding import TaxMonth, TaxStatus, TaxYear

OPENING = TaxYear.opening(2026)
STATUS = TaxStatus()


def test_the_basis_names_the_rule_and_the_law() -> None:
    bonus = tax_separately(144_001_00, "2026-02")
    assert (bonus.tax_fen, bonus.net_fen, bonus.better_fen) == (27_390_20, 116_610_80, 144_000_00)
    assert bonus.basis.rule == "cn.tax.bonus"
    assert bonus.basis.source == "财政部 税务总局公告2023年第30号 第一条至第三条"
    assert (str(bonus.basis.rate), bonus.basis.fixed_fen) == ("0.20", -1_410_00)


def test_a_twelfth_is_compared_exactly() -> None:
    """36,000.01 / 12 = 3,000.0008…: over the first step, though it would round to 3,000.00."""
    assert tax_separately(36_000_01, "2026-01").rate == tax_separately(100_000_00, "2026-01").rate


def test_just_beyond_a_step_a_smaller_bonus_leaves_more_until_it_is_made_up_for() -> None:
    assert tax_separately(38_566_67, "2026-01").better_fen == 36_000_00
    assert tax_separately(38_566_68, "2026-01").better_fen is None


@pytest.mark.parametrize("period", ["2028-01", "2018-12"])
def test_it_can_be_taxed_by_itself_only_while_the_law_says_so(period: str) -> None:
    with pytest.raises(NoRulesForPeriod, match="2024-01-01 to 2027-12-31"):
        tax_separately(1_00, period)


def test_once_a_year() -> None:
    _, year = pay_separately(OPENING, 10_000_00, "2026-01")
    with pytest.raises(BonusAlreadyTaxed, match="allowed once a year"):
        pay_separately(year, 10_000_00, "2026-02")


def test_a_negative_bonus_is_a_reversal_and_not_a_bonus() -> None:
    with pytest.raises(NegativeAmount):
        tax_separately(-1, "2026-01")


def test_small_wages_make_merging_cheaper() -> None:
    """4,000 a month leave 12,000 of the year's deduction: a bonus of 20,000 is taxed on 8,000 only."""
    wages = TaxMonth(income_fen=4_000_00)
    choice = compare(OPENING, wages, [wages] * 11, 20_000_00, "2026-01", STATUS)
    assert (choice.separate_year_fen, choice.merged_year_fen) == (600_00, 240_00)
    assert (choice.cheaper, choice.saving_fen) == ("merged", 360_00)
    assert (choice.separate_month_fen, choice.merged_month_fen) == (600_00, 570_00)


def test_large_wages_make_the_separate_way_cheaper() -> None:
    wages = TaxMonth(income_fen=30_000_00, social_fen=4_500_00, special_fen=2_000_00)
    choice = compare(OPENING, wages, [wages] * 11, 36_000_00, "2026-01", STATUS)
    assert choice.separate_year_fen == 27_480_00 + 1_080_00
    assert choice.merged_year_fen == 27_480_00 + 7_200_00
    assert choice.cheaper == "separate"


def test_without_any_tax_both_are_equal() -> None:
    choice = compare(OPENING, TaxMonth(income_fen=0), [], 0, "2026-01", STATUS)
    assert (choice.cheaper, choice.saving_fen) == ("equal", 0)
