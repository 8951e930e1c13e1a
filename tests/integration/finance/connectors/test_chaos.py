"""Thousands of vouchers through a Kingdee that fails at three requests in ten: none lost, none doubled, in order."""

import random
import time
from collections import deque

import pytest

from shared.finance.connectors.calling import Patience
from shared.finance.connectors.errors import TryAgain
from shared.finance.contracts import Voucher
from tests.builders.vouchers import a_voucher
from tests.fake_erp.benches import Bench, bench
from tests.fake_erp.mischief import Mischiefs

VOUCHERS, ORDERS, CHANCE = 2_000, 40, 0.3
PATIENCE = Patience(connect=2.0, read=2.0, whole=5.0)


def drained(made: Bench, vouchers: list[Voucher], seed: int) -> int:
    """Post as the queue does: orders in any turn, the first of each until it is posted, messages twice."""
    waiting: dict[str, deque[Voucher]] = {}
    for voucher in vouchers:
        waiting.setdefault(voucher.order, deque()).append(voucher)
    chance, attempts = random.Random(seed), 0
    connector = made.connector(PATIENCE)
    while waiting:
        order = chance.choice(list(waiting))
        voucher = waiting[order][0]
        attempts += 1
        if attempts % 50 == 0:
            connector = made.connector(PATIENCE)  # a worker begins anew
        try:
            connector.post(voucher)
        except TryAgain:
            continue
        if chance.random() < 0.1:
            continue  # the message was done, and is delivered once more
        waiting[order].popleft()
        if not waiting[order]:
            del waiting[order]
    return attempts


@pytest.mark.slow
def test_thousands_with_three_failures_in_ten() -> None:
    vouchers = [a_voucher(order=f"order_{number % ORDERS}", gross_fen=100 + number) for number in range(VOUCHERS)]
    mischiefs = Mischiefs(chance=CHANCE)
    begun = time.monotonic()
    with bench("kingdee_cloud", mischiefs) as made:
        attempts = drained(made, vouchers, seed=7)
        booked, failures = made.erp.books, sum(mischiefs.done.values())
        assert booked.counted() == {voucher.voucher_id: 1 for voucher in vouchers}
        assert {each.status for each in booked.vouchers.values()} == {"C"}
        orders = {voucher.voucher_id: voucher.order for voucher in vouchers}
        for order in set(orders.values()):
            ours = [voucher.voucher_id for voucher in vouchers if voucher.order == order]
            assert [each for each in booked.order() if orders[each] == order] == ours
    took = time.monotonic() - begun
    print(f"{VOUCHERS} vouchers, {failures} failures, {attempts} attempts, {took:.1f} s: {mischiefs.done}")
    assert failures > VOUCHERS
