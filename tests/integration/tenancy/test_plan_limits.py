"""Limits of the plan hold in the transaction that uses them, however many come at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from shared.kernel.ids import InterviewId
from shared.platform.table import ConditionFailed
from shared.platform.usage import LEASE, TRIES, Usage
from shared.platform.writes import Put, Write
from shared.tenancy.lifecycle.store import plan_item
from shared.tenancy.limits.errors import InterviewsUsedUp, LimitReached, NoSeatLeft, TooManyAtOnce
from shared.tenancy.limits.model import Plan, PlanLimits
from tests.builders.aws import Deployment
from tests.builders.recruiting import ACME


@pytest.fixture
def usage(deployment: Deployment) -> Usage:
    return deployment.platform.usage(ACME)


def limit(deployment: Deployment, **limits: int) -> None:
    plan = Plan(limits=PlanLimits(**limits), revision=1)
    deployment.platform.table(ACME).put(plan_item(ACME, plan))


def opened(deployment: Deployment, number: int) -> bool:
    """Open an interview as the interview stage does: its row and the writes of the plan in one transaction."""
    table, usage = deployment.platform.table(ACME), deployment.platform.usage(ACME)
    interview_id = InterviewId(f"int_{number}")
    session = Put({"PK": table.pk(f"INTERVIEW#{interview_id}"), "SK": "SESSION"})
    for _ in range(TRIES):
        try:
            writes: list[Write] = [session, *usage.interview_writes(interview_id)]
            table.transact(writes)
        except ConditionFailed:
            continue
        except LimitReached:
            return False
        return True
    return False


@contextmanager
def one_call_at_a_time() -> Iterator[None]:
    """The real table carries out each call by itself; the one in memory does so only where no two come at once."""
    real, lock = BaseClient._make_api_call, Lock()  # type: ignore[attr-defined]

    def alone(client: Any, name: str, arguments: dict[str, Any]) -> Any:
        with lock:
            return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", alone):
        yield


def test_without_a_plan_nothing_is_refused_and_everything_is_counted(deployment: Deployment, usage: Usage) -> None:
    assert all(opened(deployment, number) for number in range(12))
    assert (usage.used().interviews, usage.used().concurrent_interviews) == (12, 0)


def test_exactly_as_many_interviews_as_the_plan_has_are_begun_in_a_month(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, interviews_per_month=11)
    assert sum(opened(deployment, number) for number in range(15)) == 11
    with pytest.raises(InterviewsUsedUp) as refused:
        usage.interview_writes(InterviewId("int_x"))
    assert refused.value.status == 429
    assert "稍后再试" in refused.value.remedy


def test_the_next_month_begins_anew(deployment: Deployment) -> None:
    limit(deployment, interviews_per_month=1)
    assert [opened(deployment, 1), opened(deployment, 2)] == [True, False]
    deployment.clock.instant += timedelta(days=10)  # from November into December
    assert opened(deployment, 3)


def test_a_limit_that_an_operator_raises_lets_more_in_at_once(deployment: Deployment) -> None:
    limit(deployment, interviews_per_month=2)
    assert sum(opened(deployment, number) for number in range(4)) == 2
    limit(deployment, interviews_per_month=3)
    assert sum(opened(deployment, number) for number in range(4, 8)) == 1


def test_many_who_begin_at_once_never_exceed_the_plan(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, interviews_per_month=20, concurrent_interviews=12)
    with one_call_at_a_time(), ThreadPoolExecutor(12) as pool:
        let_in = list(pool.map(lambda number: opened(deployment, number), range(40)))
    used = usage.used()
    assert sum(let_in) <= 12
    assert used.concurrent_interviews == used.interviews == sum(let_in)
    later = sum(opened(deployment, number) for number in range(100, 112))
    assert sum(let_in) + later == 12


def test_a_place_is_free_again_when_the_interview_is_complete(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, concurrent_interviews=1)
    assert [opened(deployment, 1), opened(deployment, 2)] == [True, False]
    usage.release(InterviewId("int_1"))
    usage.release(InterviewId("int_1"))
    assert opened(deployment, 2)


def test_a_candidate_who_went_away_gives_the_place_back_by_time_alone(deployment: Deployment) -> None:
    limit(deployment, concurrent_interviews=1)
    assert opened(deployment, 1)
    deployment.clock.instant += LEASE
    assert opened(deployment, 2)


def test_a_candidate_who_goes_on_keeps_the_place(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, concurrent_interviews=1)
    opened(deployment, 1)
    for _ in range(4):
        deployment.clock.instant += LEASE * 0.6
        usage.hold(InterviewId("int_1"))
    assert not opened(deployment, 2)
    assert usage.used().concurrent_interviews == 1


def test_who_comes_back_late_takes_another_place_or_is_asked_to_wait(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, concurrent_interviews=1)
    opened(deployment, 1)
    deployment.clock.instant += LEASE
    opened(deployment, 2)
    with pytest.raises(TooManyAtOnce) as refused:
        usage.hold(InterviewId("int_1"))
    assert "不会丢失" in refused.value.remedy
    usage.release(InterviewId("int_2"))
    usage.hold(InterviewId("int_1"))
    assert not opened(deployment, 3)


def test_releasing_a_place_that_ran_out_does_not_take_it_from_its_new_holder(
    deployment: Deployment, usage: Usage
) -> None:
    limit(deployment, concurrent_interviews=1)
    opened(deployment, 1)
    deployment.clock.instant += LEASE
    opened(deployment, 2)
    usage.release(InterviewId("int_1"))
    assert not opened(deployment, 3)


def test_a_lower_limit_lets_those_who_are_in_end_and_nobody_else_in(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, concurrent_interviews=5)
    assert all(opened(deployment, number) for number in range(5))
    limit(deployment, concurrent_interviews=2)
    deployment.clock.instant += LEASE * 0.6
    for number in range(5):
        usage.hold(InterviewId(f"int_{number}"))
    assert not opened(deployment, 9)


def test_the_last_seat_is_given_once(deployment: Deployment, usage: Usage) -> None:
    limit(deployment, seats=1)
    table = deployment.platform.table(ACME)
    first, second = usage.seat_write(), usage.seat_write()
    table.transact([first])
    with pytest.raises(ConditionFailed):
        table.transact([second])
    with pytest.raises(NoSeatLeft):
        usage.seat_write()
    table.transact([usage.seat_back_write()])
    table.transact([usage.seat_write()])


def test_a_candidate_of_a_suspended_company_may_end_what_was_begun_and_begin_nothing() -> None:
    plan = Plan.model_validate(
        {
            "status": "suspended",
            "suspension": {"reason": "Invoice", "by": "ops-1", "since": "2026-11-22T09:00:00Z"},
        }
    )
    plan.admit_candidate(begun=True)
    with pytest.raises(Exception, match="does not hold interviews") as refused:
        plan.admit_candidate(begun=False)
    assert "Invoice" not in str(refused.value)
    assert plan.suspension is not None
    stopped = plan.model_copy(update={"suspension": plan.suspension.model_copy(update={"sessions": "stop"})})
    with pytest.raises(Exception, match="does not hold interviews"):
        stopped.admit_candidate(begun=True)
