"""The sweeper over many tenants: one bad row or tenant stops nobody, and nobody is always the one left over."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from functions.assessment.sweep import SweepSettings, Unswept, handler, sweep_tenants
from shared.assessment.service.open_interview import open_interview
from shared.assessment.service.sweep import Swept, sweep
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.table import TenantTable
from shared.platform.tenants import registration
from tests.builders.assessment import FakeExecutions, Stage
from tests.builders.aws import NOW, Deployment, every_setting
from tests.builders.faults import failing
from tests.builders.lambda_context import FakeContext, Hurried

CONTEXT: Any = FakeContext()


class OneBroken(Wiring):
    """The table of tenant ``aaa`` cannot be reached, in a way that nobody thought of."""

    def table(self, tenant_id: TenantId) -> TenantTable:
        if tenant_id == "aaa":
            raise RuntimeError("nobody thought of this")
        return super().table(tenant_id)


def sweeping(wiring: Wiring | None = None) -> Platform[SweepSettings]:
    """The deployment as the sweeper sees it; with ``wiring`` its adapters are made anew."""
    platform = bootstrap.current(SweepSettings)
    return replace(platform, wiring=wiring) if wiring else platform


def listed(deployment: Deployment, *tenants: str) -> None:
    for tenant in tenants:
        deployment.platform.platform_table.transact([registration(TenantId(tenant), NOW)])


def spoil(stage: Stage) -> None:
    """A row in the index, the oldest, that holds nothing that can be read."""
    index = {"GSI1PK": "TENANT#acme#PENDING", "GSI1SK": "2020-01-01T00:00:00Z"}
    stage.scope.table.put({"PK": "TENANT#acme#INTERVIEW#bad", "SK": "ASSESSMENT#ANSWER#bad", **index})


def test_a_row_that_cannot_be_read_does_not_keep_the_others_from_being_swept(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(stage)
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    assert sweep(stage.scope, FakeExecutions()) == Swept(missed=3, broken=1)
    [line] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert line.__dict__["SK"] == "ASSESSMENT#ANSWER#bad"
    assert line.exc_info


def test_a_broken_row_is_seen_as_a_failure_of_the_sweep(stage: Stage) -> None:
    listed(stage.deployment, "acme")
    spoil(stage)
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    with pytest.raises(Unswept, match="1 rows"):
        handler({}, CONTEXT)
    assert stage.answer("a1").status == "missed"


def test_a_tenant_that_fails_does_not_keep_the_others_from_being_swept(stage: Stage) -> None:
    listed(stage.deployment, "aaa", "acme")
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    wiring = OneBroken(every_setting(), stage.deployment.clock, lambda: stage.deployment.session)
    assert sweep_tenants(sweeping(wiring), lambda: True, sorted) == Swept(missed=3, broken=1)


def test_the_sweep_ends_in_time_and_says_how_many_tenants_are_left(deployment: Deployment) -> None:
    listed(deployment, "one", "three", "two")
    answers = iter([True, False])
    assert sweep_tenants(sweeping(), lambda: next(answers), sorted) == Swept(left=2)


def test_a_tenant_whose_rows_take_too_long_is_left_too(stage: Stage) -> None:
    listed(stage.deployment, "acme")
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    answers = iter([True, True, False])
    done = sweep_tenants(sweeping(), lambda: next(answers), sorted)
    assert done.left == 1
    assert done.missed < 3


def test_with_less_than_five_seconds_left_nothing_is_begun(stage: Stage) -> None:
    listed(stage.deployment, "acme", "rival")
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    hurried: Any = Hurried()
    assert handler({}, hurried) == Swept(left=2).model_dump()
    assert stage.answer("a1").status == "awaited"


def test_a_tenant_with_nothing_pending_costs_one_query_and_no_client_but_the_tables(deployment: Deployment) -> None:
    listed(deployment, "acme", "rival")
    wiring = Wiring(every_setting(), deployment.clock, lambda: deployment.session)
    made: list[str] = []
    real = boto3.Session.client

    def noted(session: boto3.Session, service: Any, **more: Any) -> Any:
        made.append(service)
        return real(session, service, **more)

    with patch.object(boto3.Session, "client", noted), failing("Nothing", RuntimeError()) as called:
        assert sweep_tenants(sweeping(wiring), lambda: True) == Swept()
    assert made == ["dynamodb"]
    assert called == ["Query"] * 3
