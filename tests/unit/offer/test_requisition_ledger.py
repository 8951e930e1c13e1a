"""What offers hold of a requisition: whatever happens in whatever order, never more than there is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from shared.kernel.ids import PositionId, RequisitionId
from shared.offer.budget.errors import BudgetExceeded, HeadcountTaken, VacanciesTaken
from shared.offer.budget.model import Commitment, Ledger

REQUISITION = RequisitionId("req_1")


def ledger(budget_fen: int = 1_000, headcount: int = 3) -> Ledger:
    return Ledger(
        requisition_id=REQUISITION,
        department="R&D",
        currency="CNY",
        budget_fen=budget_fen,
        headcount=headcount,
        approved_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def held(annual_fen: int, position: str = "pos_1") -> Commitment:
    return Commitment(requisition_id=REQUISITION, position_id=PositionId(position), annual_fen=annual_fen)


def test_an_offer_takes_a_head_and_its_cost() -> None:
    after = ledger().committing(held(400), None)
    assert (after.free_fen, after.free_heads, after.revision) == (600, 2, 2)


def test_the_last_fen_can_be_committed_and_no_more() -> None:
    full = ledger().committing(held(1_000), None)
    assert full.free_fen == 0
    with pytest.raises(BudgetExceeded):
        full.committing(held(1), None)


def test_heads_are_counted_even_where_money_is_left() -> None:
    one = ledger(headcount=1).committing(held(1), None)
    with pytest.raises(HeadcountTaken):
        one.committing(held(1), None)


def test_a_position_has_its_own_vacancies() -> None:
    one = ledger().committing(held(1), 1)
    with pytest.raises(VacanciesTaken):
        one.committing(held(1), 1)
    assert one.committing(held(1, "pos_2"), 1).committed_heads == 2


def test_a_revised_offer_takes_only_the_difference() -> None:
    one = ledger().committing(held(900), 1)
    again = one.committing(held(1_000), 1, instead_of=held(900))
    assert (again.committed_fen, again.committed_heads, again.taken) == (1_000, 1, {"pos_1": 1})


def test_an_acceptance_moves_what_was_committed() -> None:
    after = ledger().committing(held(400), None).accepting(held(400))
    assert (after.committed_fen, after.accepted_fen, after.free_heads) == (0, 400, 2)


def test_what_is_held_stays_when_a_budget_is_lowered_and_nothing_more_is_approved() -> None:
    lowered = ledger().committing(held(400), None).approved_anew(300, 3, datetime(2026, 12, 1, tzinfo=UTC))
    assert lowered.committed_fen == 400
    with pytest.raises(BudgetExceeded):
        lowered.held()


@given(st.integers(0, 10**9), st.integers(0, 5), st.integers(0, 10**9))
def test_committing_and_freeing_leaves_the_ledger_as_it_was(budget: int, heads: int, cost: int) -> None:
    before = ledger(budget, heads)
    try:
        after = before.committing(held(cost), None).freeing(held(cost))
    except (BudgetExceeded, HeadcountTaken):
        assert cost > budget or heads == 0
        return
    assert after.model_copy(update={"revision": before.revision}) == before


class LedgerMachine(RuleBasedStateMachine):
    """Offers come, are revised, accepted and freed in any order; a model of plain sums says what must be held."""

    offers = Bundle("offers")

    def __init__(self) -> None:
        super().__init__()
        self.ledger = ledger(budget_fen=1_000, headcount=4)
        self.out: list[Commitment] = []
        self.accepted: list[Commitment] = []

    @rule(target=offers, cost=st.integers(0, 700), position=st.sampled_from(["pos_1", "pos_2"]))
    def commit(self, cost: int, position: str) -> Commitment | None:
        own = held(cost, position)
        room = sum(one.annual_fen for one in (*self.out, *self.accepted)) + cost <= 1_000
        heads = len(self.out) + len(self.accepted) < 4
        here = sum(one.position_id == position for one in (*self.out, *self.accepted)) < 3
        try:
            self.ledger = self.ledger.committing(own, 3)
        except (BudgetExceeded, HeadcountTaken, VacanciesTaken):
            assert not (room and heads and here)
            return None
        assert room
        assert heads
        assert here
        self.out.append(own)
        return own

    @rule(target=offers, own=consumes(offers), cost=st.integers(0, 700))
    def revise(self, own: Commitment | None, cost: int) -> Commitment | None:
        if own is None:
            return None
        new = held(cost, own.position_id)
        try:
            self.ledger = self.ledger.committing(new, 3, instead_of=own)
        except BudgetExceeded:
            return own
        self.out.remove(own)
        self.out.append(new)
        return new

    @rule(own=consumes(offers))
    def free(self, own: Commitment | None) -> None:
        if own is not None:
            self.ledger = self.ledger.freeing(own)
            self.out.remove(own)

    @rule(own=consumes(offers))
    def accept(self, own: Commitment | None) -> None:
        if own is not None:
            self.ledger = self.ledger.accepting(own)
            self.out.remove(own)
            self.accepted.append(own)

    @invariant()
    def never_more_than_there_is(self) -> None:
        assert self.ledger.committed_fen == sum(one.annual_fen for one in self.out)
        assert self.ledger.accepted_fen == sum(one.annual_fen for one in self.accepted)
        assert (self.ledger.committed_heads, self.ledger.accepted_heads) == (len(self.out), len(self.accepted))
        assert sum(self.ledger.taken.values()) == len(self.out) + len(self.accepted)
        assert self.ledger.free_fen >= 0
        assert self.ledger.free_heads >= 0


TestLedger = LedgerMachine.TestCase
