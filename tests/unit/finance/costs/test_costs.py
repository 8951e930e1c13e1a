"""What something cost: exact, and rounded up to a whole fen at the end."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.finance.costs.metering import used_by
from shared.finance.costs.model import CostOrder, Totals, Used, priced, summed
from shared.finance.costs.prices import PriceList, standard_prices
from tests.builders.assessed import assessed


def test_quantity_times_price_is_rounded_up_to_a_fen() -> None:
    assert priced(Decimal("12.5"), Decimal("0.00161")) == 3  # 2.0125 fen
    assert priced(Decimal(1), Decimal("0.01")) == 1
    assert priced(Decimal(0), Decimal("0.01")) == 0


@given(st.decimals(0, 10**6, places=8), st.decimals(0, 100, places=8))
def test_nothing_that_was_used_is_free_and_nothing_costs_a_fen_too_much(quantity: Decimal, price: Decimal) -> None:
    exact = quantity * price * 100
    assert exact <= priced(quantity, price) < exact + 1


def test_the_standard_list_has_a_price_for_each_unit_with_its_source() -> None:
    since, prices = standard_prices()
    assert since.year == 2026
    assert all(price.source for price in prices.prices)
    assert prices.cost(Used(kind="message", unit="message", quantity=Decimal(1))) == 5


def test_a_list_without_a_price_for_everything_is_refused() -> None:
    _since, prices = standard_prices()
    with pytest.raises(ValidationError, match="give one price for each"):
        PriceList(prices=prices.prices[1:])


def test_an_answer_uses_the_seconds_of_its_steps_and_what_its_judges_cost() -> None:
    answer = assessed("我负责支付系统的重构,三个月内把故障率从百分之二降到百分之零点三。")
    answer = answer.model_copy(update={"stage_seconds": {"transcribe": 12.5, "score": 3.25, "probe": 1.0}})
    used = {each.unit: each.quantity for each in used_by(answer, 180)}
    assert (used["transcribe_second"], used["score_second"]) == (Decimal("12.5"), Decimal("3.25"))
    assert "watch_second" not in used


def test_cost_per_hire_leaves_training_out_and_cost_per_interview_what_was_not_metered() -> None:
    totals = Totals(
        by_kind={"agency": 900_000, "interview": 100, "storage": 20, "training": 50_000}, interviews=7, hires=2
    )
    assert (totals.spent_fen, totals.recruiting_fen) == (950_120, 900_120)
    assert (totals.per_hire_fen, totals.per_interview_fen) == (450_060, 17)
    assert Totals().per_hire_fen is None
    assert summed([totals, totals]).hires == 4


def test_a_cost_belongs_to_somebody() -> None:
    with pytest.raises(ValidationError, match="name the department"):
        CostOrder.model_validate({"kind": "agency", "amount_fen": 1, "on": "2026-11-20", "about": "invoice/1"})
