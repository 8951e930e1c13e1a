"""What an offer's letter says of insurance and fund comes from the dated rules of the city."""

from decimal import Decimal
from typing import Any

from functions.offer.routes.estimating import CityEstimate
from shared.offer.ports import SocialItem
from shared.offer.terms.model import OfferTerms
from tests.builders.offers import terms


def estimated(city: str = "shanghai", start: str = "2026-12-01", **social: Any) -> dict[str, SocialItem]:
    held = OfferTerms.model_validate(terms(start_date=start, social={"city": city, **social}))
    return {item.code: item for item in CityEstimate().of(held.social, held)}


def test_each_insurance_has_the_rates_and_amounts_of_both_sides() -> None:
    pension = estimated(social_base_fen=2_000_000)["pension"]
    assert (pension.employee_rate, pension.employer_rate) == (Decimal("0.08"), Decimal("0.16"))
    assert (pension.base_fen, pension.employee_fen, pension.employer_fen) == (2_000_000, 160_000, 320_000)


def test_what_only_the_company_pays_costs_the_employee_nothing() -> None:
    injury = estimated()["work_injury"]
    assert (injury.employee_rate, injury.employee_fen) == (Decimal(0), 0)
    assert injury.employer_fen > 0


def test_a_base_over_the_citys_cap_is_the_cap() -> None:
    assert estimated(social_base_fen=9_000_000)["pension"].base_fen == 3_773_100


def test_without_an_agreed_base_it_is_the_pay_of_a_month() -> None:
    held = OfferTerms.model_validate(terms(social={"city": "shanghai"}))
    assert estimated()["pension"].base_fen == held.monthly_fen


def test_the_agreed_rate_of_the_fund_counts() -> None:
    assert estimated(fund_rate="0.05")["fund"].employee_rate == Decimal("0.05")


def test_a_city_or_a_month_without_rules_has_no_estimate() -> None:
    assert estimated("Atlantis") == {}
    assert estimated(start="2019-01-01") == {}
