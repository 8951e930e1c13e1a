"""Staff of an issuer that is not ours: claims have other names, accounts are made elsewhere, and rows say who came."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.tenancy.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.tenancy.lifecycle.store import plan_item
from shared.tenancy.limits.model import Plan, PlanLimits
from tests.builders.aws import Deployment, deployed
from tests.builders.http import Answer, api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order

NAMES = {
    "claim_user": "oid",
    "claim_tenant": "company",
    "claim_groups": "roles",
    "claim_departments": "https://acme.example/departments",
}
ME, USERS = "/v1/tenancy/me", "/v1/tenancy/users"


@pytest.fixture
def elsewhere() -> Iterator[Deployment]:
    with deployed(**NAMES) as deployment:
        create_tenant(order(), FakeContext())
        yield deployment


def token(user: str = "u-1", role: Any = "tenant_admin", **more: Any) -> dict[str, Any]:
    return {"oid": user, "company": "acme", "roles": role, "iat": "1795338005", "email": f"{user}@acme.example", **more}


def asked(method: str, path: str, claims: dict[str, Any], body: Any = None, tag: str | None = None) -> Answer:
    return call(handler, api_event(method, path, body, headers={"if-match": tag} if tag else {}, claims=claims))


def test_claims_are_read_by_the_names_that_the_deployment_sets(elsewhere: Deployment) -> None:
    claims = token(role=["manager", "everybody"]) | {"https://acme.example/departments": ["生产部", "质量部"]}
    me = asked("GET", ME, claims).body
    assert (me["tenant_id"], me["roles"], me["departments"]) == ("acme", ["manager"], ["生产部", "质量部"])


def test_cognitos_claims_name_nobody_here(elsewhere: Deployment) -> None:
    cognito = {"sub": "u-1", "custom:tenant": "acme", "cognito:groups": "[tenant_admin]"}
    assert asked("GET", ME, cognito).status == 401
    assert asked("GET", ME, {**token(role="auditor"), "cognito:groups": "[tenant_admin]"}).body["roles"] == ["auditor"]


def test_who_came_is_listed(elsewhere: Deployment) -> None:
    for user in ("u-1", "u-2"):
        asked("GET", ME, token(user))
    listed = asked("GET", USERS, token()).body["items"]
    assert [user["email"] for user in listed] == ["u-1@acme.example", "u-2@acme.example"]


def test_accounts_and_roles_are_changed_where_they_are_made(elsewhere: Deployment) -> None:
    asked("GET", ME, token())
    invited = asked("POST", USERS, token(), {"email": "x@acme.example", "name": "X"})
    changed = asked("PUT", f"{USERS}/u-1/rights", token(), {"roles": ["auditor"]}, '"1"')
    assert {invited.body["code"], changed.body["code"]} == {"managed_elsewhere"}


def test_a_user_who_is_deactivated_here_is_refused_whatever_the_token_says(elsewhere: Deployment) -> None:
    for user in ("u-1", "u-2"):
        asked("GET", ME, token(user))
    assert asked("POST", f"{USERS}/u-2/deactivate", token(), tag='"1"').status == 200
    assert asked("GET", ME, token("u-2")).body["code"] == "user_deactivated"
    assert asked("POST", f"{USERS}/u-2/reactivate", token(), tag='"2"').status == 200
    assert asked("GET", ME, token("u-2")).status == 200


def test_seats_are_taken_by_who_comes_and_not_by_more(elsewhere: Deployment) -> None:
    elsewhere.platform.table(ACME).put(plan_item(ACME, Plan(limits=PlanLimits(seats=1), revision=1)))
    assert asked("GET", USERS, token()).body["code"] == "user_not_registered"
    assert asked("GET", ME, token()).status == 200
    assert asked("GET", USERS, token()).status == 200
    refused = asked("GET", ME, token("u-2"))
    assert (refused.status, refused.body["code"]) == (429, "no_seat_left")
