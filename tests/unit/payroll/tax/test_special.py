"""Special additional deductions: what may be taken in which month, and what excludes what."""

from datetime import date
from decimal import Decimal

import pytest

from shared.payroll.tax.claims import (
    ChildClaim,
    Claims,
    ElderClaim,
    MortgageClaim,
    RentClaim,
    StudyClaim,
)
from shared.payroll.tax.errors import ClaimsConflict
from shared.payroll.tax.special import illness_settlement, special_month, special_until

HALF = Decimal("0.5")


def kinds(claims: Claims, period: str) -> dict[str, int]:
    return {one.kind: one.amount_fen // 100 for one in special_month(claims, period).deductions}


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2023-04", {}),
        ("2023-05", {"infant": 2_000}),
        ("2026-04", {"infant": 2_000}),
        ("2026-05", {"child": 2_000}),
        ("2045-06", {"child": 2_000}),
        ("2045-07", {}),
    ],
)
def test_a_child_is_an_infant_until_the_month_before_it_turns_three(period: str, found: dict[str, int]) -> None:
    child = ChildClaim(born=date(2023, 5, 31), education_until="2045-06")
    assert kinds(Claims(children=(child,)), period) == found


def test_amounts_are_those_of_their_time() -> None:
    child = ChildClaim(born=date(2018, 1, 1))
    baby = ChildClaim(born=date(2021, 12, 1))
    assert kinds(Claims(children=(baby,)), "2021-12") == {}
    assert kinds(Claims(children=(child,)), "2022-12") == {"child": 1_000}
    assert kinds(Claims(children=(baby,)), "2022-12") == {"infant": 1_000}
    assert kinds(Claims(children=(child,)), "2023-01") == {"child": 2_000}


def test_parents_share_a_child_by_halves_or_not_at_all() -> None:
    assert kinds(Claims(children=(ChildClaim(born=date(2020, 1, 1), share=HALF),)), "2026-01") == {"child": 1_000}
    with pytest.raises(ClaimsConflict, match=r"share of 0\.3"):
        special_month(Claims(children=(ChildClaim(born=date(2020, 1, 1), share=Decimal("0.3")),)), "2026-01")


def test_elders_count_from_sixty_to_the_end_of_the_year_of_the_last_death() -> None:
    elders = Claims(elders=ElderClaim(born=date(1966, 3, 9), only_child=True, until="2027-05"))
    found = [kinds(elders, period) for period in ("2026-02", "2026-03", "2027-12", "2028-01")]
    assert found == [{}, {"elder": 3_000}, {"elder": 3_000}, {}]


def test_siblings_agree_on_fifteen_hundred_at_most() -> None:
    born = date(1950, 1, 1)
    agreed = Claims(elders=ElderClaim(born=born, only_child=False, share_fen=1_500_00))
    assert kinds(agreed, "2026-01") == {"elder": 1_500}
    for elders in (
        ElderClaim(born=born, only_child=False, share_fen=1_500_01),
        ElderClaim(born=born, only_child=False),
        ElderClaim(born=born, only_child=True, share_fen=1_000_00),
    ):
        with pytest.raises(ClaimsConflict):
            special_month(Claims(elders=elders), "2026-01")


@pytest.mark.parametrize(("size", "amount"), [("large", 1_500), ("medium", 1_100), ("small", 800)])
def test_rent_goes_by_the_size_of_the_city(size: str, amount: int) -> None:
    rent = RentClaim.model_validate({"first": "2026-03", "last": "2026-08", "city_size": size})
    assert [kinds(Claims(rent=rent), month) for month in ("2026-02", "2026-03", "2026-08", "2026-09")] == [
        *({}, {"rent": amount}, {"rent": amount}, {})
    ]


def test_mortgage_interest_and_rent_exclude_each_other_within_a_year() -> None:
    both = Claims(
        mortgage=MortgageClaim(first="2026-09"), rent=RentClaim(first="2024-01", last="2026-08", city_size="large")
    )
    with pytest.raises(ClaimsConflict, match="cannot both be deducted in 2026"):
        special_month(both, "2026-01")
    assert kinds(both, "2025-12") == {"rent": 1_500}
    assert kinds(both, "2027-01") == {"mortgage": 1_000}


def test_a_couple_takes_one_of_the_two() -> None:
    rent = RentClaim(first="2026-01", city_size="large")
    with pytest.raises(ClaimsConflict):
        special_month(Claims(rent=rent, spouse_housing="mortgage"), "2026-01")
    assert kinds(Claims(rent=rent, spouse_housing="rent"), "2026-01") == {"rent": 1_500}


def test_mortgage_interest_lasts_240_months_and_can_be_halved() -> None:
    mortgage = Claims(mortgage=MortgageClaim(first="2020-01", share=HALF))
    assert kinds(mortgage, "2039-12") == {"mortgage": 500}
    assert kinds(mortgage, "2040-01") == {}


def test_a_degree_lasts_48_months() -> None:
    study = Claims(study=(StudyClaim(first="2024-09"),))
    assert kinds(study, "2028-08") == {"study": 400}
    assert kinds(study, "2028-09") == {}
    with pytest.raises(ClaimsConflict, match="Two degrees"):
        special_month(Claims(study=(StudyClaim(first="2024-09"), StudyClaim(first="2025-01"))), "2026-01")


def test_a_certificate_counts_once_in_the_year_it_was_obtained() -> None:
    claims = Claims(certificates=(date(2026, 4, 2), date(2026, 4, 1), date(2026, 11, 1), date(2027, 1, 5)))
    found = [kinds(claims, month) for month in ("2026-03", "2026-04", "2026-05", "2026-11", "2027-01")]
    assert found == [{}, {"certificate": 3_600}, {}, {}, {"certificate": 3_600}]


def test_the_personal_pension_is_another_deduction_up_to_twelve_thousand_a_year() -> None:
    claims = Claims(pension_paid={"2025-12": 1_000_00, "2026-01": 8_000_00, "2026-03": 8_000_00, "2026-04": 1_00})
    months = [special_month(claims, f"2026-{month:02d}") for month in range(1, 5)]
    assert [month.other_fen for month in months] == [8_000_00, 0, 4_000_00, 0]
    assert [month.special_fen for month in months] == [0, 0, 0, 0]


def test_serious_illness_is_for_the_settlement_only() -> None:
    assert [illness_settlement(yuan * 100, 2026) // 100 for yuan in (15_000, 15_001, 95_000, 200_000)] == [
        *(0, 1, 80_000, 80_000)
    ]


def test_what_is_declared_late_is_made_up_for() -> None:
    claims = Claims(children=(ChildClaim(born=date(2020, 1, 1)),), pension_paid={"2026-02": 500_00})
    assert special_until(claims, "2026-06") == (12_000_00, 500_00)
    assert special_until(claims, "2026-06", start_month=5) == (4_000_00, 0)


def test_every_deduction_says_which_rule_it_follows_from() -> None:
    (one,) = special_month(Claims(children=(ChildClaim(born=date(2020, 1, 1), share=HALF),)), "2026-01").deductions
    assert one.basis.rule == "cn.tax.special.child"
    assert one.basis.base_fen == 2_000_00
    assert "国发〔2023〕13号" in (one.basis.source or "")
    assert one.basis.inputs == {"born": "2020-01-01", "share": "0.5"}
