"""Rounds over all tenants: in another order each time, in time, and one that fails does not hold up the others."""

from pathlib import Path

import pytest

from shared.kernel.ids import TenantId
from shared.platform.tenants import in_random_order, registration, visit_tenants
from tests.builders.aws import NOW, Deployment


def always() -> bool:
    return True


FUNCTIONS = Path(__file__).parents[3] / "functions"


@pytest.fixture(autouse=True)
def listed(deployment: Deployment) -> None:
    for tenant in ("aaa", "bbb", "ccc"):
        deployment.platform.platform_table.transact([registration(TenantId(tenant), NOW)])


def test_what_every_visit_counted_is_added_up(deployment: Deployment) -> None:
    done = visit_tenants(deployment.platform.platform_table, lambda _: {"mailed": 2, "erased": 0}, always, "tenancy")
    assert done == {"mailed": 6, "erased": 0}


def test_a_tenant_that_fails_is_named_and_counted_and_the_others_have_their_turn(
    deployment: Deployment, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def visit(tenant_id: TenantId) -> dict[str, int]:
        if tenant_id == "aaa":
            raise RuntimeError("nobody thought of this")
        return {"visited": 1}

    done = visit_tenants(deployment.platform.platform_table, visit, always, "tenancy", sorted)
    assert done == {"visited": 2, "broken": 1}
    [line] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert line.__dict__["tenant_id"] == "aaa"
    assert line.exc_info
    assert "TenantBroken" in capsys.readouterr().out


def test_once_the_time_is_over_no_tenant_is_begun_and_the_rest_is_counted(deployment: Deployment) -> None:
    visited: list[str] = []

    def visit(tenant_id: TenantId) -> dict[str, int]:
        visited.append(tenant_id)
        return {}

    done = visit_tenants(
        deployment.platform.platform_table, visit, lambda: not visited, "tenancy", lambda them: sorted(them)[::-1]
    )
    assert visited == ["ccc"]
    assert done == {"left": 2}


def test_whoever_does_not_say_an_order_gets_another_one_each_time(deployment: Deployment) -> None:
    firsts = set()
    for _ in range(60):
        begun: list[str] = []

        def visit(tenant_id: TenantId, begun: list[str] = begun) -> dict[str, int]:
            begun.append(tenant_id)
            return {}

        visit_tenants(deployment.platform.platform_table, visit, lambda begun=begun: not begun, "tenancy")  # type: ignore[misc]
        firsts |= set(begun)
    assert firsts == {"aaa", "bbb", "ccc"}


def test_an_order_at_random_leaves_nobody_out() -> None:
    tenants = [TenantId(f"tenant-{number}") for number in range(40)]
    one, two = in_random_order(tenants), in_random_order(tenants)
    assert sorted(one) == sorted(two) == sorted(tenants)
    assert one != two


def test_no_function_goes_through_the_list_of_tenants_in_a_way_of_its_own() -> None:
    own = [path.name for path in FUNCTIONS.rglob("*.py") if "tenant_ids(" in path.read_text()]
    assert own == []
