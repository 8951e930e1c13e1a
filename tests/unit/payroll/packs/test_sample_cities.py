"""The six cities are those of the sample, figure by figure, and say that nobody verified them."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared.payroll.packs.errors import NoRulesForPeriod, UnknownCity
from shared.payroll.packs.loader import china

SAMPLE = Path(__file__).parents[1] / "data/social_insurance_sample.csv"
ROWS = list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))


def yuan(text: str) -> int:
    return int(text) * 100


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["city"])
def test_a_city_has_the_figures_of_the_sample(row: dict[str, str]) -> None:
    city = china().city(row["city"])
    begins = date.fromisoformat(row["effective_from"])
    (social,), (fund,) = city.social.versions, city.fund.versions
    assert (social.effective_from, fund.effective_from) == (begins, begins)
    bounds = (row["social_insurance_base_min"], row["social_insurance_base_max"])
    assert (social.base_min, social.base_max) == tuple(map(yuan, bounds))
    assert (fund.base_min, fund.base_max) == (yuan(row["housing_fund_base_min"]), yuan(row["housing_fund_base_max"]))
    assert fund.rate_default * 100 == Decimal(row["housing_fund_rate_default_percent"])
    medical = next(item for item in social.items if item.item == "medical")
    assert medical.employer is not None
    assert medical.employer.rate is not None
    assert medical.employer.rate * 100 == Decimal(row["employer_medical_percent"])
    assert not social.verified
    assert not fund.verified
    assert "third-party collection 2026-09" in social.source


def test_only_beijing_takes_three_yuan_more() -> None:
    fixed = {
        city.key: [item.employee.fixed for item in city.social.versions[0].items if item.employee]
        for city in china().cities.values()
    }
    assert [key for key, amounts in fixed.items() if any(amounts)] == ["beijing"]
    assert max(fixed["beijing"]) == 300


@pytest.mark.parametrize("name", ["Chengdu", "chengdu", "成都", "成都市", "CHENGDU "])
def test_a_city_is_found_by_each_of_its_names(name: str) -> None:
    assert china().city(name).key == "chengdu"


def test_a_city_that_nobody_described_is_unknown() -> None:
    with pytest.raises(UnknownCity, match=r"named 'Atlantis'.*Known are Beijing 北京"):
        china().city("Atlantis")


def test_rules_hold_from_the_first_day_of_their_month() -> None:
    social = china().city("beijing").social
    assert social.at("2026-07").base_min == 7_270_00
    assert social.at("2031-01").base_min == 7_270_00
    with pytest.raises(NoRulesForPeriod, match=r"Beijing \(北京\) hold in 2026-06.*from 2026-07-01 on"):
        social.at("2026-06")
