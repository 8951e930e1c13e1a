"""Whatever a finance system does, a voucher is in its books once: each kind × each way to misbehave."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from shared.finance.connectors.calling import Patience
from shared.finance.connectors.errors import ConnectorError, NeedsAttention, TimedOutAfterSend, TryAgain
from shared.finance.connectors.port import Connector, Posted
from shared.finance.contracts import Voucher
from tests.builders.vouchers import a_payment, a_voucher
from tests.fake_erp.benches import CALM, HURRIED, KINDS, LATE, Bench, bench
from tests.fake_erp.mischief import AFTER, EVERY, Mischief

ATTEMPTS = 6


def waiting(mischief: Mischief) -> Patience:
    return HURRIED if mischief.startswith("slow") else CALM


def posted_at_last(made: Bench, voucher: Voucher, patience: Patience = CALM) -> Posted:
    """Post as the queue does: again after what may pass by itself, each time with a worker that has just started."""
    errors: list[TryAgain] = []
    for _ in range(ATTEMPTS):
        try:
            return made.connector(patience).post(voucher)
        except TryAgain as error:
            errors.append(error)
            if isinstance(error, TimedOutAfterSend) and patience is HURRIED:
                time.sleep(LATE)
    raise AssertionError(f"not posted in {ATTEMPTS} attempts: {errors}")


def once(made: Bench, voucher: Voucher) -> bool:
    return bool(made.erp.books.counted() == {voucher.voucher_id: 1})


LOOKED: tuple[Mischief, ...] = ("error_500", "busy", "cut", "slow", "garbage", "half", "signed_out")


def cases(mischiefs: tuple[Mischief, ...]) -> list[tuple[str, Mischief]]:
    """Each kind × each mischief. A receiver of webhooks has no sessions that could be over."""
    return [(kind, each) for kind in KINDS for each in mischiefs if (kind, each) not in LEFT_OUT]


LEFT_OUT = {
    ("webhook", "signed_out"),
    ("kingdee_cloud_session", "slow"),  # how it signs in makes no difference to how long it waits
    ("kingdee_cloud_session", "slow_commit"),
}


@pytest.fixture(params=KINDS)
def made(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with bench(request.param) as running:
        yield running


@pytest.mark.parametrize(("kind", "mischief"), cases(EVERY))
def test_one_voucher_whatever_happens_while_it_is_sent(kind: str, mischief: Mischief) -> None:
    voucher = a_payment()
    with bench(kind) as made:
        made.erp.mischiefs.order(made.commits, mischief)
        posted = posted_at_last(made, voucher, waiting(mischief))
        assert once(made, voucher)
        assert posted.number == made.connector().post(voucher).number
        assert posted.total_fen == 3_000_000


@pytest.mark.parametrize(("kind", "mischief"), cases(AFTER))
def test_what_was_done_without_an_answer_is_found_at_once(kind: str, mischief: Mischief) -> None:
    voucher = a_voucher()
    with bench(kind) as made:
        made.erp.mischiefs.order(made.commits, mischief)
        assert made.connector(waiting(mischief)).post(voucher).voucher_id == voucher.voucher_id
        assert made.erp.heard.count(made.commits) == 1


@pytest.mark.parametrize(("kind", "mischief"), cases(LOOKED))
def test_a_look_up_that_fails_sends_nothing(kind: str, mischief: Mischief) -> None:
    voucher = a_voucher()
    with bench(kind) as made:
        made.erp.mischiefs.order(made.asks, mischief)
        if mischief == "signed_out":
            made.connector().post(voucher)  # it signs in anew
        else:
            with pytest.raises(TryAgain):
                made.connector(waiting(mischief)).post(voucher)
            assert made.commits not in made.erp.heard
            made.connector().post(voucher)
        assert once(made, voucher)


def test_a_server_that_may_still_be_at_work_is_left_alone_for_a_while(made: Bench) -> None:
    voucher = a_voucher()
    made.erp.mischiefs.order(made.commits, "slow_commit")
    with pytest.raises(TimedOutAfterSend) as caught:
        made.connector(HURRIED, settle_seconds=120).post(voucher)
    assert caught.value.after == timedelta(seconds=120)
    time.sleep(LATE)
    made.connector().post(voucher)
    assert once(made, voucher)


def test_a_look_up_that_fails_after_the_sending_leaves_it_unsettled(made: Bench) -> None:
    voucher = a_voucher()
    made.erp.mischiefs.order(made.commits, "cut_after")
    connector = made.connector()
    _break_the_second_look(made)
    with pytest.raises(TimedOutAfterSend):
        connector.post(voucher)
    posted_at_last(made, voucher)
    assert once(made, voucher)


def _break_the_second_look(made: Bench) -> None:
    """The first look-up is let through, the one after the sending is not."""
    before: Callable[[str], Mischief | None] = made.erp.mischiefs.next
    seen: list[str] = []

    def next_(operation: str) -> Mischief | None:
        if operation == made.asks:
            seen.append(operation)
            return "cut" if len(seen) == 2 else None
        return before(operation)

    made.erp.mischiefs.next = next_


def test_the_same_message_delivered_twice_posts_once(made: Bench) -> None:
    voucher = a_voucher()
    first = made.connector().post(voucher)
    second = made.connector().post(voucher)
    assert once(made, voucher)
    assert first.number == second.number


def test_a_restart_between_sending_and_answer_posts_once(made: Bench) -> None:
    voucher = a_voucher()
    made.erp.mischiefs.order(made.commits, "cut_after")
    connector = made.connector()
    _forgets_the_second_look(connector)
    with pytest.raises(KeyboardInterrupt):
        connector.post(voucher)
    made.connector().post(voucher)
    assert once(made, voucher)


def _forgets_the_second_look(connector: Connector) -> None:
    """The process ends where it would look the voucher up again."""
    found: Callable[[Voucher], Posted | None] = connector.found  # type: ignore[attr-defined]
    looks: list[Voucher] = []

    def dies(voucher: Voucher) -> Posted | None:
        looks.append(voucher)
        if len(looks) == 2:
            raise KeyboardInterrupt
        return found(voucher)

    connector.found = dies  # type: ignore[attr-defined]


def test_messages_in_another_order_post_each_once(made: Bench) -> None:
    vouchers = [a_voucher() for _ in range(6)]
    for voucher in [*vouchers[3:], *vouchers[:4], vouchers[5], vouchers[0]]:
        made.connector().post(voucher)
    assert made.erp.books.counted() == {voucher.voucher_id: 1 for voucher in vouchers}


@pytest.mark.parametrize("kind", ["yonyou_yonbip", "yonyou_u8", "webhook"])
def test_systems_that_heed_our_number_keep_one_even_of_eight_at_once(kind: str) -> None:
    """The others do not: for them whoever posts must hold the voucher's state."""
    voucher = a_voucher()
    with bench(kind) as made:

        def post(_: int) -> Posted | ConnectorError:
            try:
                return made.connector().post(voucher)
            except ConnectorError as error:
                return error

        with ThreadPoolExecutor(8) as workers:
            ended = list(workers.map(post, range(8)))
        assert any(isinstance(each, Posted) for each in ended)
        assert once(made, voucher)


def test_a_server_that_is_down_has_got_nothing(made: Bench) -> None:
    voucher = a_voucher()
    nobody = "https://127.0.0.1:1025"
    elsewhere: dict[str, Any] = {name: nobody for name in made.settings if name.endswith("url")}
    connector = made.connector(CALM, **elsewhere)
    with pytest.raises(TryAgain) as caught:
        connector.post(voucher)
    assert caught.value.code == "unreachable"
    posted_at_last(made, voucher)
    assert once(made, voucher)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "webhook"])
def test_what_needs_a_person_goes_on_when_the_person_has_done_it(kind: str) -> None:
    voucher = a_voucher()
    with bench(kind) as made:
        made.erp.books.close("2026-03")
        with pytest.raises(NeedsAttention) as caught:
            made.connector().post(voucher)
        assert caught.value.code == "period_closed"
        made.erp.books.reopen("2026-03")
        made.connector().post(voucher)
        assert once(made, voucher)
