"""Who approves is data: by cost, and where the pay is outside of the band."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.offer.approvals.model import OfferApprovals, default_approvals

TITLE = {"zh": "审批", "en": "Approval"}
ALWAYS = {"name": "department", "title": TITLE, "roles": ["manager"]}
STRAYS = {"name": "band", "title": TITLE, "roles": ["tenant_admin"], "outside_band": True}


def names(annual_fen: int, strays: bool, currency: str = "CNY", rules: OfferApprovals | None = None) -> list[str]:
    return [step.name for step in (rules or default_approvals()).steps_for(annual_fen, strays, currency)]


def test_a_small_offer_within_the_band_needs_the_department_alone() -> None:
    assert names(47_999_999, False) == ["department"]


def test_from_480000_yuan_a_year_on_finance_approves_too() -> None:
    assert names(48_000_000, False) == ["department", "finance"]


def test_pay_outside_of_the_band_needs_a_further_step_whatever_it_costs() -> None:
    assert names(1, True) == ["department", "company"]
    assert names(48_000_000, True) == ["department", "finance", "company"]


def test_amounts_in_another_currency_cannot_be_compared_and_need_every_step() -> None:
    assert names(1, False, "USD") == ["department", "finance", "company"]


@pytest.mark.parametrize(
    "rules",
    [
        [{**ALWAYS, "from_annual_fen": 5}, STRAYS],  # a small offer would need nobody
        [ALWAYS],  # an offer outside of the band would need nobody more
        [ALWAYS, {**STRAYS, "name": "department"}],
        [ALWAYS, {**STRAYS, "roles": []}],
        [],
    ],
)
def test_rules_that_let_something_through_are_refused(rules: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        OfferApprovals.model_validate({"rules": rules})


def test_a_step_is_for_its_roles_or_for_the_people_it_names() -> None:
    by_role, by_name = OfferApprovals.model_validate({"rules": [ALWAYS, {**STRAYS, "users": ["zoe"]}]}).steps_for(
        0, True, "CNY"
    )
    assert by_role.open_to("max", frozenset({"manager"}))
    assert by_role.open_to("ada", frozenset({"tenant_admin"}))
    assert not by_role.open_to("rita", frozenset({"recruiter"}))
    assert by_name.open_to("zoe", frozenset())
    assert not by_name.open_to("ada", frozenset({"tenant_admin"}))
