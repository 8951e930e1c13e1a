"""How a budget stands, and when somebody is told."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from shared.finance.budgets.model import Budget, BudgetDraft, Standing

DRAFT = {"scope": "department", "of": "R&D", "name": "2026", "first": "2026-01", "last": "2026-12", "planned_fen": 1000}


def standing(committed: int, accepted: int, spent: int) -> Standing:
    return Standing(planned_fen=1000, committed_fen=committed, accepted_fen=accepted, spent_fen=spent)


def test_offers_that_are_out_accepted_ones_and_costs_use_it() -> None:
    found = standing(300, 200, 150)
    assert (found.used_fen, found.free_fen, int(found.percent)) == (650, 350, 65)


def test_a_threshold_is_told_once_it_is_reached_and_once_only() -> None:
    assert standing(0, 0, 799).passed((80, 100), ()) == ()
    assert standing(0, 0, 800).passed((80, 100), ()) == (80,)
    assert standing(0, 0, 1200).passed((100, 80), ()) == (80, 100)
    assert standing(0, 0, 1200).passed((80, 100), (80,)) == (100,)


def test_it_covers_the_days_of_its_months() -> None:
    budget = Budget(
        budget_id="bud_1", draft=BudgetDraft.model_validate(DRAFT), changed_by="x", changed_at=datetime(2026, 1, 1)
    )
    assert [budget.covers(date(2026, 12, 31)), budget.covers(date(2027, 1, 1))] == [True, False]


@pytest.mark.parametrize("wrong", [{"last": "2025-12"}, {"planned_fen": 0}, {"planned_fen": 1.5}, {"alerts": [80, 80]}])
def test_what_makes_no_budget_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        BudgetDraft.model_validate({**DRAFT, **wrong})
