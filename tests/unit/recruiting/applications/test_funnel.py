"""Counters of moves add up to a funnel, and quantiles are within two per cent."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from shared.kernel.ids import ApplicationId
from shared.recruiting.applications.funnel import ERROR, NodeFunnel, counted, funnel_of
from shared.recruiting.applications.model import LogEntry
from tests.builders.aws import NOW

ORDER = ("form", "interview", "offer")


def line(number: int, came: str | None, went: str, **changed: Any) -> LogEntry:
    values: dict[str, Any] = {
        "application_id": ApplicationId("app_1"),
        "number": number,
        "kind": "moved",
        "at": NOW + timedelta(hours=number),
        "by": "user-1",
        "from_node": came,
        "to_node": went,
        "from_status": "active" if came else None,
        "to_status": "active",
        "seconds": 3600 if came else None,
    }
    return LogEntry(**{**values, **changed})


def funnel(*logs: list[LogEntry]) -> dict[str, NodeFunnel]:
    total: Counter[str] = Counter()
    for log in logs:
        total.update(counted(None, log, ORDER))
    return {node.node: node for node in funnel_of([dict(total)], ORDER)}


RECEIVED = line(1, None, "form", kind="received")


def test_each_node_counts_who_reached_it_and_who_is_there() -> None:
    nodes = funnel([RECEIVED], [RECEIVED, line(2, "form", "interview")])
    assert (nodes["form"].reached, nodes["form"].here, nodes["form"].left) == (2, 1, {"advanced": 1})
    assert (nodes["interview"].reached, nodes["interview"].here) == (1, 1)
    assert (nodes["offer"].reached, nodes["offer"].here, nodes["offer"].stays.n) == (0, 0, 0)


def test_who_was_rejected_is_counted_where_it_happened() -> None:
    rejected = line(2, "form", "form", kind="rejected", to_status="rejected")
    nodes = funnel([RECEIVED, rejected])
    assert (nodes["form"].here, nodes["form"].left) == (0, {"rejected": 1})


def test_who_is_sent_back_reached_a_node_once_and_stayed_twice() -> None:
    nodes = funnel([RECEIVED, line(2, "form", "interview"), line(3, "interview", "form"), line(4, "form", "interview")])
    assert (nodes["interview"].reached, nodes["interview"].here) == (1, 1)
    assert nodes["interview"].left == {"moved_back": 1}
    assert nodes["form"].stays.n == 2


def test_who_was_opened_again_is_there_again() -> None:
    rejected = line(2, "form", "form", kind="rejected", to_status="rejected")
    again = line(3, "form", "form", kind="reopened", from_status="rejected")
    assert funnel([RECEIVED, rejected, again])["form"].here == 1


def test_a_note_in_the_log_is_no_move() -> None:
    handed = line(2, "form", "form", kind="handed_over")
    assert funnel([RECEIVED, handed])["form"].stays.n == 0


def test_median_and_ninetieth_percentile_are_within_two_per_cent() -> None:
    rng = random.Random(7)
    seconds = sorted(int(rng.lognormvariate(11, 1.5)) for _ in range(4001))
    total: Counter[str] = Counter()
    for each in seconds:
        total.update(counted(None, [line(2, "form", "interview", seconds=each)], ORDER))
    stays = funnel_of([dict(total)], ORDER)[0].stays
    assert stays.n == 4001
    assert stays.median_seconds == pytest.approx(seconds[2000], rel=ERROR)
    assert stays.p90_seconds == pytest.approx(seconds[3600], rel=ERROR)


def test_a_stay_of_no_time_is_no_second() -> None:
    nodes = funnel([RECEIVED, line(2, "form", "interview", seconds=0)])
    assert nodes["form"].stays.median_seconds == 0.0


def test_the_counters_of_all_shards_add_up() -> None:
    first, second = counted(None, [RECEIVED], ORDER), counted(None, [RECEIVED], ORDER)
    rows: list[dict[str, Any]] = [{"PK": "x", "SK": "SHARD#0", **first}, {"PK": "x", "SK": "SHARD#1", **second}]
    assert funnel_of(rows, ORDER)[0].reached == 2


def test_a_node_of_another_version_is_shown_behind_the_others() -> None:
    log = [line(1, None, "old_test", kind="received")]
    assert [node.node for node in funnel_of([counted(None, log, ORDER)], ORDER)] == [*ORDER, "old_test"]
