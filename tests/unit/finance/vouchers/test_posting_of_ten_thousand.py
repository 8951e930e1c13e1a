"""A finance system that fails three times out of ten: of ten thousand vouchers none is lost, doubled or out of order.

The ledger keeps rows in memory under the conditions that the table has; what posts is the real state machine.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from shared.finance.connectors.errors import Busy, PeriodClosed, TimedOutAfterSend, Unreachable
from shared.finance.connectors.port import Connector, Posted
from shared.finance.contracts import Voucher, VoucherLine
from shared.finance.vouchers.model import Posting, VoucherRecord, state_of
from shared.finance.vouchers.posting import PostingDesk, advance
from shared.finance.vouchers.store import Pending
from shared.kernel.clock import FixedClock
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.ids import TenantId, VoucherId
from tests.builders.finance import FinanceSystem, as_connector

ACME = TenantId("acme")
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ERP = "kingdee"


class Ledger:
    """Vouchers in memory, changed only from the revision that was read."""

    tenant_id = ACME

    def __init__(self) -> None:
        self.records: dict[VoucherId, VoucherRecord] = {}
        self.waiting: dict[str, dict[str, VoucherId]] = defaultdict(dict)
        self.events: list[Event] = []

    def record(self, voucher_id: VoucherId) -> VoucherRecord | None:
        return self.records.get(voucher_id)

    def pending(self, order: str) -> list[Pending]:
        return [
            Pending(order, ERP, position, voucher_id) for position, voucher_id in sorted(self.waiting[order].items())
        ]

    def change(self, record: VoucherRecord, *, posted_at: str | None = None, events: Sequence[Event] = ()) -> bool:
        if self.records[record.voucher_id].revision != record.revision - 1:
            return False
        self.records[record.voucher_id] = record
        self.events += events
        if posted_at is not None:
            del self.waiting[record.order][record.position]
        return True


class Documents:
    def __init__(self) -> None:
        self.kept: dict[str, BaseModel] = {}

    def get_document(self, where: str | DocumentRef, kind: type[Any]) -> Any:
        return self.kept[where if isinstance(where, str) else where.key]

    def put_document(self, key: str, document: BaseModel) -> DocumentRef:
        self.kept[key] = document
        return DocumentRef(key=key, sha256="0" * 64)


class Misbehaving(FinanceSystem):
    """Fails before the commit, after it, by silence and by closed periods, three times out of ten."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance

    def post(self, voucher: Voucher) -> Posted:
        if self.chance.random() < 0.3:
            before = [Unreachable("kingdee_cloud"), Busy("kingdee_cloud"), ValueError("a defect of ours")]
            after = [("after", TimedOutAfterSend("kingdee_cloud")), ("after", Busy("kingdee_cloud"))]
            self.trouble = [self.chance.choice([*before, *after, PeriodClosed("kingdee_cloud")])]
        return super().post(voucher)


class Connectors:
    def __init__(self, system: FinanceSystem) -> None:
        self.system = system

    def takers(self, _book: str) -> Sequence[str]:
        return [ERP]

    def open(self, _name: str) -> Connector:
        return as_connector(self.system)


def entered(number: int, order: str, ledger: Ledger, documents: Documents) -> None:
    voucher_id = VoucherId(f"vch_{number:026d}")
    lines = (
        VoucherLine(number=1, summary="s", account="6602.01", debit_fen=number + 1),
        VoucherLine(number=2, summary="s", account="2211.01", credit_fen=number + 1),
    )
    voucher = Voucher(
        tenant_id=ACME,
        voucher_id=voucher_id,
        kind="accrual",
        book="001",
        voucher_date=NOW.date(),
        period="2026-11",
        summary="s",
        lines=lines,
        books="payroll/run_1",
        made_at=NOW,
        order=order,
    )
    ref = documents.put_document(voucher_id, voucher)
    record = VoucherRecord(
        voucher_id=voucher_id,
        kind="accrual",
        book="001",
        period="2026-11",
        voucher_date="2026-11-27",
        summary="s",
        books="payroll/run_1",
        source=f"payroll/run_1/{number}",
        total_fen=number + 1,
        lines=2,
        order=order,
        position=f"{number:08d}",
        document=ref,
        state="waiting",
        postings={ERP: Posting()},
        made_at=NOW,
    )
    ledger.records[voucher_id] = record
    ledger.waiting[order][record.position] = voucher_id


def redrive_all(ledger: Ledger) -> int:
    """What a person does: send on what needed attention."""
    redriven = 0
    for record in list(ledger.records.values()):
        posting = record.postings[ERP]
        if posting.state == "needs_attention":
            again = posting.model_copy(update={"state": "waiting", "try_at": None, "redriven_at": posting.attempt})
            changed = record.next(postings={ERP: again}, state=state_of({ERP: again}))
            assert ledger.change(changed)
            redriven += 1
    return redriven


@pytest.mark.parametrize("seed", [1, pytest.param(20261127, marks=pytest.mark.slow)])
def test_of_ten_thousand_none_is_lost_none_is_doubled_and_the_order_of_each_is_kept(seed: int) -> None:
    chance, ledger, documents = random.Random(seed), Ledger(), Documents()
    employees = 2_000
    for number in range(10_000):
        entered(number, f"employee/emp_{number % employees}", ledger, documents)
    system, clock = Misbehaving(chance), FixedClock(NOW)
    desk = PostingDesk(ledger, documents, Connectors(system), clock)
    rounds = redriven = 0
    while any(ledger.waiting.values()):
        orders = [order for order, waiting in ledger.waiting.items() if waiting]
        wakings = [*orders, *chance.sample(orders, len(orders) // 3)]  # messages that come twice
        chance.shuffle(wakings)  # in any order
        for order in wakings:
            if chance.random() < 0.1:
                continue  # a message that is lost
            advance(order, desk)
        clock.instant += timedelta(minutes=20)
        rounds += 1
        if rounds % 5 == 0:
            redriven += redrive_all(ledger)
        assert rounds < 500, "it does not come to an end"
    assert len(system.sent) == len(set(system.sent)) == 10_000, "lost or doubled"
    by_order: dict[str, list[VoucherId]] = defaultdict(list)
    for voucher in system.in_order:
        by_order[voucher.order].append(voucher.voucher_id)
    assert all(sent == sorted(sent) for sent in by_order.values()), "an employee's order was not kept"
    assert {record.state for record in ledger.records.values()} == {"posted"}
    posted = [event for event in ledger.events if type(event).__name__ == "VoucherPosted"]
    assert len(posted) == 10_000
    assert redriven > 0


def test_a_worker_that_dies_after_the_commit_leaves_a_voucher_that_the_next_one_finds() -> None:
    ledger, documents, system, clock = Ledger(), Documents(), FinanceSystem(), FixedClock(NOW)
    entered(1, "run/run_1", ledger, documents)
    desk = PostingDesk(ledger, documents, Connectors(system), clock)
    system.trouble = [("after", KeyboardInterrupt())]
    with pytest.raises(KeyboardInterrupt):
        advance("run/run_1", desk)
    [record] = ledger.records.values()
    assert (record.state, record.postings[ERP].attempt) == ("posting", 1)
    assert advance("run/run_1", desk).posted == 0  # the lease is not over: somebody may be at it
    clock.instant += timedelta(minutes=16)
    assert advance("run/run_1", desk).posted == 1
    assert len(system.sent) == 1


def test_the_state_is_written_before_the_system_is_called() -> None:
    ledger, documents, clock = Ledger(), Documents(), FixedClock(NOW)
    entered(1, "run/run_1", ledger, documents)
    seen: list[tuple[str, int]] = []

    class Watching(FinanceSystem):
        def post(self, voucher: Voucher) -> Posted:
            posting = ledger.records[voucher.voucher_id].postings[ERP]
            seen.append((posting.state, posting.attempt))
            return super().post(voucher)

    advance("run/run_1", PostingDesk(ledger, documents, Connectors(Watching()), clock))
    assert seen == [("posting", 1)]


def test_a_system_that_is_down_for_a_day_is_called_failed_and_tried_on() -> None:
    ledger, documents, system, clock = Ledger(), Documents(), FinanceSystem(), FixedClock(NOW)
    entered(1, "run/run_1", ledger, documents)
    desk = PostingDesk(ledger, documents, Connectors(system), clock)
    system.trouble = [Unreachable("kingdee_cloud")] * 1000
    for _minute in range(24 * 60):
        advance("run/run_1", desk)
        clock.instant += timedelta(minutes=1)
    [record] = ledger.records.values()
    assert record.state == "failed"
    assert 20 < record.postings[ERP].attempt < 50, "hourly, not every minute"
    system.trouble = []
    clock.instant += timedelta(hours=1)
    assert advance("run/run_1", desk).posted == 1


def test_our_own_defects_are_not_tried_for_ever() -> None:
    ledger, documents, system, clock = Ledger(), Documents(), FinanceSystem(), FixedClock(NOW)
    entered(1, "run/run_1", ledger, documents)
    system.trouble = [ValueError("defect")] * 100
    desk = PostingDesk(ledger, documents, Connectors(system), clock)
    for _hour in range(10):
        advance("run/run_1", desk)
        clock.instant += timedelta(hours=1)
    [record] = ledger.records.values()
    assert record.state == "needs_attention"
    problem = record.postings[ERP].problem
    assert problem is not None
    assert problem.code == "internal"
