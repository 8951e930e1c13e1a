"""What terms cost, what the law says of a probation, and what a letter may say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.offer.grades.model import Band
from shared.offer.terms.checking import must_be_in_time, must_be_lawful, must_say_why
from shared.offer.terms.errors import (
    EndsTooLate,
    OtherGrade,
    OutsideBand,
    ProbationPayTooLow,
    ProbationTooLong,
    StartsInThePast,
)
from shared.offer.terms.law import probation_law
from shared.offer.terms.model import OfferTerms, cost_of
from tests.builders.offers import pay, terms

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BAND = Band(low_fen=1_800_000, high_fen=2_400_000)


def offered(**changed: Any) -> OfferTerms:
    return OfferTerms.model_validate(terms(**changed))


def test_a_year_costs_twelve_months_of_all_lines_and_the_employers_share() -> None:
    cost = cost_of(offered(), Decimal(35))
    assert (cost.monthly_fen, cost.annual_fen) == (2_150_000, 34_830_000)


@given(st.integers(1, 10**10), st.integers(0, 10_000))
def test_the_share_is_rounded_up_to_the_fen_and_never_by_more_than_one(base: int, hundredths: int) -> None:
    percent = Decimal(hundredths) / 100
    cost = cost_of(offered(salary=pay(base)), percent)
    exact = 12 * base * (1 + percent / 100)
    assert 0 <= cost.annual_fen - exact < 1


def test_allowances_do_not_count_against_the_band() -> None:
    assert offered().in_band_fen == 2_100_000
    assert not must_say_why(offered(), BAND, "senior_engineer", grade_reason="", band_reason="")


@pytest.mark.parametrize("base", [1_799_999, 2_400_001])
def test_pay_outside_of_the_band_needs_a_reason(base: int) -> None:
    told = offered(salary=pay(base))
    with pytest.raises(OutsideBand, match=r"18000\.00–24000\.00"):
        must_say_why(told, BAND, "senior_engineer", grade_reason="", band_reason="")
    assert must_say_why(told, BAND, "senior_engineer", grade_reason="", band_reason="市场稀缺")


@pytest.mark.parametrize("base", [1_800_000, 2_400_000])
def test_the_ends_of_a_band_are_within_it(base: int) -> None:
    assert not must_say_why(offered(salary=pay(base)), BAND, "senior_engineer", grade_reason="", band_reason="")


def test_another_grade_than_the_proposed_one_needs_a_reason() -> None:
    with pytest.raises(OtherGrade):
        must_say_why(offered(), BAND, "engineer", grade_reason="", band_reason="")


@pytest.mark.parametrize(
    ("contract", "longest"),
    [(1, 0), (2, 0), (3, 1), (11, 1), (12, 2), (35, 2), (36, 6), (60, 6), (None, 6)],
)
def test_a_probation_is_as_long_as_article_19_lets_it(contract: int | None, longest: int) -> None:
    law = probation_law("cn", date(2026, 12, 1))
    assert law is not None
    assert law.longest(contract) == longest
    must_be_lawful(offered(contract_months=contract, probation_months=longest), "cn")
    if longest < 6:
        with pytest.raises(ProbationTooLong, match=str(longest)):
            must_be_lawful(offered(contract_months=contract, probation_months=longest + 1), "cn")


def test_pay_on_probation_is_at_least_80_percent() -> None:
    must_be_lawful(offered(probation_pay_percent=80), "cn")
    with pytest.raises(ValidationError):
        offered(probation_pay_percent=79)
    told = offered().model_copy(update={"probation_pay_percent": 79})
    with pytest.raises(ProbationPayTooLow):
        must_be_lawful(told, "cn")


def test_the_law_of_one_place_says_nothing_of_another() -> None:
    must_be_lawful(offered(contract_months=1, probation_months=6), "eu")


def test_probation_pay_is_rounded_in_the_employees_favour() -> None:
    assert offered(salary=pay(1_000_001), probation_pay_percent=80).probation_fen == 800_001


def test_the_first_day_of_work_may_be_today_by_the_companys_zone_and_not_yesterday() -> None:
    late_evening = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # the 22nd in Shanghai
    must_be_in_time(offered(start_date="2026-11-22"), late_evening, SHANGHAI)
    with pytest.raises(StartsInThePast):
        must_be_in_time(offered(start_date="2026-11-21"), late_evening, SHANGHAI)


def test_a_letter_ends_in_the_future_and_not_after_the_first_day() -> None:
    with pytest.raises(EndsTooLate):
        must_be_in_time(offered(expires_at="2026-11-22T09:00:00Z"), NOW, SHANGHAI)
    with pytest.raises(EndsTooLate):
        must_be_in_time(offered(start_date="2026-12-01", expires_at="2026-12-02T09:00:00Z"), NOW, SHANGHAI)
    must_be_in_time(offered(start_date="2026-12-01", expires_at="2026-12-01T02:00:00Z"), NOW, SHANGHAI)


@pytest.mark.parametrize(
    "changed",
    [
        {"salary": []},
        {"salary": pay(0)},
        {"salary": [*pay(1), *pay(1)]},
        {"salary": pay(10**12 + 1)},
        {"salary": pay(-1)},
        {"probation_months": 7},
        {"contract_months": 0},
        {"social": {"city": "x" * 121}},
        {"benefits": [{"zh": "福" * 401}]},
        {"expires_at": "2026-12-01T09:00:00"},
        {"expires_at": "9999-12-31T23:59:00Z"},
        {"start_date": "9999-12-31"},
    ],
)
def test_terms_that_cannot_be_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        offered(**changed)


def test_the_law_is_dated_data_with_its_source() -> None:
    law = probation_law("cn", date(2026, 1, 1))
    assert law is not None
    assert (law.in_force_from, law.source[:8]) == (date(2008, 1, 1), "https://")
    assert probation_law("cn", date(2007, 12, 31)) is None
