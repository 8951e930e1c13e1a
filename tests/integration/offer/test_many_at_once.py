"""A thousand offers at once on one requisition: never more than its heads, never more than its budget."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.offer.routes.desk import Offers
from shared.decision.outcomes.contracts import CurrentDecision
from shared.kernel.errors import BoleError
from shared.kernel.ids import ApplicationId, OfferId, new_id
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import BudgetCommitted
from shared.offer.grades.model import Band
from shared.offer.offers.approving import submit
from shared.offer.offers.closing import withdraw
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.model import Offer, OfferWords, SetTerms
from shared.offer.terms.model import OfferTerms, cost_of
from shared.platform.identity import Caller
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import ACME, CANDIDATE, DEPARTMENT
from tests.builders.offers import POSITION, REQUISITION, Mailbox, approved, events, pay, terms

RITA = Caller(tenant_id=ACME, user_id="rita", groups=frozenset({"recruiter"}))
ANY = frozenset({"*"})
THREADS = 24


@contextmanager
def one_call_at_a_time() -> Iterator[None]:
    """The real table carries out each call by itself; the one in memory does so only where no two come at once."""
    real, lock = BaseClient._make_api_call, Lock()  # type: ignore[attr-defined]

    def alone(client: Any, name: str, arguments: dict[str, Any]) -> Any:
        with lock:
            return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", alone):
        yield


class EverybodyDecided:
    """``shared.offer.ports.Decisions``: everybody is to get an offer. For a thousand of them."""

    def positive(self, application_id: ApplicationId) -> CurrentDecision:
        values = {"tenant_id": ACME, "decision_id": "dec", "number": 1, "interview_id": "int_1", "outcome": "advance"}
        more = {"position_id": POSITION, "candidate_id": CANDIDATE, "reason_codes": (), "decided_by": "max"}
        return CurrentDecision.model_validate({**values, **more, "decided_at": NOW, "at_node": None})


def drafts(deployment: Deployment, costs: list[int]) -> tuple[OfferDesk, list[OfferId]]:
    """As many offers as there are costs (fixed pay a month), ready to be handed in."""
    here = Offers(deployment.platform, ACME, RITA)  # type: ignore[arg-type]
    desk = replace(here.desk(), decisions=EverybodyDecided())
    sealed = desk.store.words_of(CANDIDATE, OfferWords(name="李雷"))
    table, made = deployment.platform.table(ACME), []
    for number, cost in enumerate(costs):
        told = OfferTerms.model_validate(terms(salary=pay(cost), requisition_id=REQUISITION))
        offer = Offer(
            offer_id=OfferId(new_id("ofr")),
            application_id=ApplicationId(f"app_{number}"),
            candidate_id=CANDIDATE,
            position_id=POSITION,
            interview_id="int_1",
            decision_id="dec",
            title=LocalizedText(zh="后端工程师"),
            department=DEPARTMENT,
            created_by="rita",
            created_at=NOW,
            set=SetTerms(
                terms=told,
                cost=cost_of(told, Decimal(0)),
                grade_title=LocalizedText(zh="工程师"),
                band=Band(low_fen=0, high_fen=10**9),
                outside_band=False,
                grades_version=0,
                set_by="rita",
                set_at=NOW,
            ),
        )
        table.put(
            {
                "PK": desk.store.pk(offer.offer_id),
                "SK": "OFFER",
                "offer": offer.model_dump_json(),
                "changes": offer.changes,
                "words": sealed,
            }
        )
        made.append(offer.offer_id)
    return desk, made


def all_at_once(desk: OfferDesk, offers: list[OfferId]) -> Counter[str]:
    def hand_in(offer_id: OfferId) -> str:
        try:
            return submit(offer_id, ANY, desk).state
        except BoleError as error:
            return error.code

    with one_call_at_a_time(), ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(hand_in, offers))


@pytest.mark.slow
def test_a_thousand_offers_at_once_take_no_more_heads_than_there_are(deployment: Deployment, mailbox: Mailbox) -> None:
    approved(headcount=25, budget_fen=10**13, occurred_at=NOW.replace(hour=10))
    desk, offers = drafts(deployment, [1_000_000] * 1000)
    told = all_at_once(desk, offers)
    assert told == {"submitted": 25, "headcount_taken": 975}
    ledger = desk.ledgers.ledger(REQUISITION)
    assert ledger is not None
    assert (ledger.committed_heads, ledger.committed_fen) == (25, 25 * 12_000_000)
    moves = sorted(events(deployment, BudgetCommitted), key=lambda move: move.revision)
    assert [move.revision for move in moves] == list(range(3, 28))
    assert [move.committed_fen for move in moves] == [12_000_000 * (number + 1) for number in range(25)]


@pytest.mark.slow
def test_whatever_they_cost_the_budget_is_never_exceeded(deployment: Deployment, mailbox: Mailbox) -> None:
    budget = 300_000_000
    approved(headcount=1000, budget_fen=budget, occurred_at=NOW.replace(hour=10))
    costs = [random.Random(7 + number).randrange(500_000, 3_000_000) for number in range(300)]
    desk, offers = drafts(deployment, costs)
    told = all_at_once(desk, offers)
    ledger = desk.ledgers.ledger(REQUISITION)
    assert ledger is not None
    taken = [offer for offer in map(desk.store.offer, offers) if offer is not None and offer.state == "submitted"]
    assert set(told) <= {"submitted", "budget_exceeded"}
    assert sum(offer.commitment.annual_fen for offer in taken if offer.commitment) == ledger.committed_fen <= budget
    assert ledger.committed_heads == len(taken) == told["submitted"]
    assert ledger.free_fen < 12 * 3_000_000


def test_many_who_hand_in_and_withdraw_at_once_leave_nothing_behind(deployment: Deployment, mailbox: Mailbox) -> None:
    approved(headcount=4, budget_fen=10**12, occurred_at=NOW.replace(hour=10))
    desk, offers = drafts(deployment, [1_000_000] * 24)

    def in_and_out(offer_id: OfferId) -> str:
        try:
            submit(offer_id, ANY, desk)
        except BoleError as error:
            return error.code
        return withdraw(offer_id, "mistake", "", ANY, desk).state

    with one_call_at_a_time(), ThreadPoolExecutor(8) as pool:
        told = Counter(pool.map(in_and_out, offers))
    assert set(told) <= {"withdrawn", "headcount_taken"}
    ledger = desk.ledgers.ledger(REQUISITION)
    assert ledger is not None
    assert (ledger.committed_heads, ledger.committed_fen, ledger.taken) == (0, 0, {})
    moves = events(deployment, BudgetCommitted)
    assert len({move.revision for move in moves}) == len(moves) == 2 * told["withdrawn"]
