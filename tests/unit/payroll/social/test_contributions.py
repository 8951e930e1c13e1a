"""Contributions of a month: floor, cap, rates, fixed amounts, rounding, and what of the fund is taxed."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from shared.payroll.packs.errors import NoRulesForPeriod, UnknownCity
from shared.payroll.packs.loader import built_in, load
from shared.payroll.packs.pack import Pack
from shared.payroll.social.contributions import Contributions, Declared, contributions
from shared.payroll.social.errors import BaseOutOfBounds, NoSuchClass, RateNotAllowed

TESTVILLE = """
[city]
key = "testville"
title = { zh = "测试市", en = "Testville" }

[[social]]
id = "cn.social.testville"
effective_from = 2026-01-01
source = "invented"
verified = true
base_min = "5000"
base_max = "30000"
injury_class = 3

[[social.items]]
item = "pension"
employee = { rate = "0.08", rounding = "up", round_to = "jiao" }
employer = { rate = "0.16", rounding = "down", round_to = "jiao" }

[[social.items]]
item = "medical"
employee = { rate = "0.02", fixed = "7", rounding = "half_up", round_to = "yuan" }
employer = { rate = "0.08", rounding = "ceiling", round_to = "yuan" }
bounds = { base_min = "6000", base_max = "20000" }

[[social.items]]
item = "work_injury"
employer = {}

[[social.items]]
item = "maternity"
employer = { rate = "0.008", rounding = "half_even" }

[[fund]]
id = "cn.fund.testville"
effective_from = 2026-01-01
source = "invented"
verified = true
base_min = "2000"
base_max = "60000"
rate_default = "0.08"
rate_min = "0.05"
rate_max = "0.20"
supplementary_max = "0.05"
employee = { round_to = "yuan" }
employer = { rounding = "up", round_to = "yuan" }

[[average_wage]]
id = "cn.average_wage.testville"
effective_from = 2026-01-01
source = "invented"
verified = true
month = "10000"
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """China's pack with a city in which everything is uncommon."""
    folder = tmp_path_factory.mktemp("packs") / "cn"
    shutil.copytree(str(built_in("cn")), folder)
    (folder / "cities/testville.toml").write_text(TESTVILLE, encoding="utf-8")
    return load(Path(folder))


def due(pack: Pack, **declared: object) -> Contributions:
    return contributions("Testville", "2026-03", Declared.model_validate(declared), pack)


def amounts(found: Contributions) -> dict[str, int]:
    return {line.code: line.amount_fen for line in found.lines}


def test_beijing_in_july_is_the_sample_times_the_rates() -> None:
    found = contributions("北京", "2026-07", Declared(social_base_fen=10_000_00, fund_base_fen=10_000_00))
    assert amounts(found) == {
        "pension_employee": 800_00,
        "pension_employer": 1_600_00,
        "medical_employee": 203_00,
        "medical_employer": 980_00,
        "unemployment_employee": 50_00,
        "unemployment_employer": 50_00,
        "work_injury_employer": 20_00,
        "fund_employee": 1_200_00,
        "fund_employer": 1_200_00,
    }
    assert (found.employee_insurance_fen, found.employee_fund_fen) == (1_053_00, 1_200_00)
    assert (found.employer_insurance_fen, found.employer_fund_fen) == (2_650_00, 1_200_00)
    assert found.deductible_fen == 2_253_00


def test_a_line_says_everything_that_is_needed_to_reckon_it_again() -> None:
    found = contributions("beijing", "2026-07", Declared(social_base_fen=5_000_00))
    line = next(line for line in found.lines if line.code == "medical_employee")
    basis = line.basis
    assert (line.kind, line.title.zh, line.title.en) == (
        "employee_insurance",
        "基本医疗保险（个人）",
        "Medical insurance (employee)",
    )
    assert (basis.rule, str(basis.effective_from), basis.rate) == (
        "cn.social.beijing.medical",
        "2026-07-01",
        Decimal("0.02"),
    )
    assert (basis.declared_fen, basis.floor_fen, basis.cap_fen, basis.base_fen) == (
        5_000_00,
        7_270_00,
        36_348_00,
        7_270_00,
    )
    assert (basis.fixed_fen, basis.rounding) == (3_00, "half_up fen")
    assert "3 yuan" in (basis.source or "")
    assert basis.inputs == {"verified": "false"}
    assert basis.note is not None
    assert "floor was taken" in basis.note.read_in("en")
    assert line.amount_fen == 148_40


def test_over_the_cap_the_cap_counts() -> None:
    found = contributions("Shanghai", "2026-07", Declared(social_base_fen=90_000_00))
    assert {line.basis.base_fen for line in found.lines} == {37_731_00}
    assert [note.read_in("en") for note in found.base_notes] == [
        "The declared base lies over the cap; the cap was taken."
    ]


def test_each_item_and_side_is_rounded_in_its_own_way(pack: Pack) -> None:
    assert amounts(due(pack, social_base_fen=7_001_23, fund_base_fen=7_001_23)) == {
        "pension_employee": 560_10,  # 560.0984 up to a jiao
        "pension_employer": 1_120_10,  # 1120.1968 down to a jiao
        "medical_employee": 147_00,  # 140.0246 to a yuan, and 7
        "medical_employer": 561_00,  # 560.0984 up to a yuan
        "work_injury_employer": 49_01,  # class 3, 0.7 percent: 49.00861
        "maternity_employer": 56_01,  # 56.00984
        "fund_employee": 560_00,  # 560.0984 to a yuan
        "fund_employer": 561_00,
    }


def test_an_insurance_may_have_bounds_of_its_own(pack: Pack) -> None:
    bases = {line.code: line.basis.base_fen for line in due(pack, social_base_fen=25_000_00).lines}
    assert (bases["medical_employee"], bases["pension_employee"]) == (20_000_00, 25_000_00)


def test_who_declares_no_base_has_no_lines(pack: Pack) -> None:
    assert due(pack).lines == ()
    only_fund = due(pack, fund_base_fen=5_000_00)
    assert {line.kind for line in only_fund.lines} == {"employee_fund", "employer_fund"}


def test_an_insurance_that_was_not_joined_is_left_out(pack: Pack) -> None:
    found = due(pack, social_base_fen=7_000_00, without=["pension", "maternity"])
    assert set(amounts(found)) == {"medical_employee", "medical_employer", "work_injury_employer"}


def test_work_injury_goes_by_the_notice_then_by_the_class_then_by_the_city(pack: Pack) -> None:
    def injury(**declared: object) -> int:
        return amounts(due(pack, social_base_fen=10_000_00, **declared))["work_injury_employer"]

    assert (injury(), injury(injury_class=8), injury(injury_class=8, injury_rate="0.003")) == (70_00, 190_00, 30_00)
    with pytest.raises(NoSuchClass, match="1 to 8"):
        injury(injury_class=9)


def test_bases_out_of_bounds_are_errors_where_they_are_not_to_be_adjusted(pack: Pack) -> None:
    with pytest.raises(BaseOutOfBounds, match=r"4999\.99 lies under the floor of cn\.social\.testville\.pension"):
        due(pack, social_base_fen=4_999_99, clamp=False)
    with pytest.raises(BaseOutOfBounds, match="over the cap"):
        due(pack, fund_base_fen=60_000_01, clamp=False)
    assert due(pack, social_base_fen=6_000_00, fund_base_fen=60_000_00, clamp=False).lines


def test_rates_of_the_fund_stay_within_what_the_city_allows(pack: Pack) -> None:
    found = due(pack, fund_base_fen=10_000_00, fund_rate="0.05", employer_fund_rate="0.10")
    assert amounts(found) == {"fund_employee": 500_00, "fund_employer": 1_000_00}
    for wrong in ({"fund_rate": "0.04"}, {"employer_fund_rate": "0.21"}, {"supplementary_rate": "0.06"}):
        with pytest.raises(RateNotAllowed):
            due(pack, fund_base_fen=10_000_00, **wrong)
    with pytest.raises(RateNotAllowed, match=r"cn\.fund\.shanghai"):
        contributions("Shanghai", "2026-07", Declared(fund_base_fen=10_000_00, fund_rate=Decimal("0.12")))


def test_the_supplementary_fund_is_a_line_of_its_own(pack: Pack) -> None:
    found = due(pack, fund_base_fen=10_000_00, supplementary_rate="0.03", employer_supplementary_rate="0")
    assert amounts(found) == {"fund_employee": 800_00, "fund_employer": 800_00, "supplementary_fund_employee": 300_00}


def test_up_to_the_limit_no_fund_is_taxed(pack: Pack) -> None:
    """12 percent together, of three average wages, on each side: exactly the limit, whatever the rounding."""
    found = due(pack, fund_base_fen=30_000_00, fund_rate="0.08", supplementary_rate="0.04")
    assert (found.taxable_fund_fen, found.limit_known, found.notes) == (0, True, ())
    odd = due(pack, fund_base_fen=29_999_99, fund_rate="0.07", supplementary_rate="0.05")
    assert odd.taxable_fund_fen == 0


def test_a_rate_over_twelve_percent_is_taxed_on_both_sides(pack: Pack) -> None:
    found = due(pack, fund_base_fen=10_000_00, fund_rate="0.15", employer_fund_rate="0.20")
    assert (found.own_taxable_fund_fen, found.employer_taxable_fund_fen) == (300_00, 800_00)
    assert found.taxable_fund_fen == 1_100_00
    assert found.deductible_fen == 1_200_00


def test_a_base_over_three_average_wages_is_taxed(pack: Pack) -> None:
    found = due(pack, fund_base_fen=50_000_00, fund_rate="0.12")
    assert found.own_taxable_fund_fen == 50_000_00 * 12 // 100 - 30_000_00 * 12 // 100
    within_rate = due(pack, fund_base_fen=50_000_00, fund_rate="0.05")
    assert within_rate.taxable_fund_fen == 0


def test_where_the_average_wage_is_unknown_that_is_said() -> None:
    found = contributions("Shenzhen", "2026-07", Declared(fund_base_fen=40_000_00))
    assert (found.taxable_fund_fen, found.limit_known) == (0, False)
    assert "no average wage" in found.notes[0].read_in("en")


def test_a_month_before_the_rules_has_none() -> None:
    with pytest.raises(NoRulesForPeriod, match=r"2026-06.*from 2026-07-01 on"):
        contributions("Beijing", "2026-06", Declared(social_base_fen=10_000_00))
    with pytest.raises(UnknownCity):
        contributions("Atlantis", "2026-06", Declared())
