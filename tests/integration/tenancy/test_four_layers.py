"""A cross-tenant attempt is refused by each layer alone, with the others removed.

Here are policy and store; the gateway's authorizer and IAM are in ``tests/infrastructure/tenancy/test_four_layers_*``.
"""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.tenancy.api import handler
from shared.kernel.errors import Forbidden
from shared.platform import authorization
from shared.platform.authorization import Resource, authorize
from shared.platform.bucket import TenantBucket
from shared.platform.identity import ROLES, Caller, caller_of
from shared.platform.table import TenantBreach
from shared.tenancy.actions import ACTIONS
from tests.builders.aws import BUCKET
from tests.builders.http import api_event, call
from tests.builders.recruiting import ACME
from tests.integration.tenancy.conftest import Company
from tests.integration.tenancy.test_users_api import claims, invited, request


@pytest.fixture
def without_policies() -> Iterator[None]:
    """Everything is permitted."""
    with patch.object(authorization, "_decided", lambda _caller, asked: [True] * len(asked)):
        yield


def reached(*, tenant: str, role: str = "recruiter") -> Caller:
    return caller_of(claims(role, tenant))


def test_policy_alone_a_thing_of_another_tenant_is_refused_though_the_store_gave_it(company: Company) -> None:
    user = invited("an")
    unguarded = company.deployment.platform.platform_table  # reads any tenant's rows
    row = unguarded.get("TENANT#acme#USERS", f"USER#{user['user_id']}")
    assert row is not None
    whose = Resource(tenant_id=ACME)
    for role in ROLES:
        for action in ACTIONS:
            with pytest.raises(Forbidden):
                authorize(reached(tenant="globex", role=role), action, whose)


def test_store_alone_a_route_finds_nothing_of_another_tenant_though_everything_is_permitted(
    company: Company, without_policies: None
) -> None:
    user = invited("an")
    path = f"/v1/tenancy/users/{user['user_id']}"
    assert request("GET", path, tenant="acme").status == 200
    assert request("GET", path, tenant="globex", role="nobody").status == 404
    assert request("POST", f"{path}/deactivate", tag='"1"', tenant="globex", role="nobody").status == 404
    assert request("GET", "/v1/tenancy/users", tenant="globex", role="nobody").body["items"] == []


def test_store_alone_a_foreign_key_is_refused_before_anything_is_asked_of_aws(
    company: Company, without_policies: None
) -> None:
    who = reached(tenant="globex")
    table = company.deployment.platform.table(who.tenant_id)
    bucket = TenantBucket(company.deployment.client("s3"), BUCKET, who.tenant_id)
    asked: list[str] = []

    def never(_client: Any, name: str, _arguments: dict[str, Any]) -> Any:
        asked.append(name)
        raise AssertionError(name)

    attempts = (
        lambda: table.get("TENANT#acme#USERS", "USER#1"),
        lambda: table.page("TENANT#acme#USERS", limit=5),
        lambda: table.count("TENANT#acme#USERS"),
        lambda: table.get_many([("TENANT#globex#USERS", "USER#1"), ("TENANT#acme#USERS", "USER#1")]),
        lambda: bucket.get_bytes("settings/acme/settings.json"),
        lambda: bucket.get_bytes("settings/globex/../acme/settings.json"),
        lambda: bucket.address("uploads/acme/int_1/a.webm", 60),
    )
    with patch.object(BaseClient, "_make_api_call", never):
        for attempt in attempts:
            with pytest.raises(TenantBreach):
                attempt()
    assert asked == []


@pytest.mark.parametrize("tenant", ["", "globex#x", "*", "GLOBEX", "a", "globex\n"])
def test_a_token_that_names_no_tenant_as_ours_are_spelled_opens_nothing(company: Company, tenant: str) -> None:
    assert call(handler, api_event("GET", "/v1/tenancy/me", claims=claims(tenant=tenant))).status == 401


def test_a_tenant_that_does_not_exist_here_has_no_company(company: Company) -> None:
    refused = call(handler, api_event("GET", "/v1/tenancy/me", claims=claims(tenant="initech")))
    assert refused.status == 403
