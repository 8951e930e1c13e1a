"""An administrator looks after the company's staff, over HTTP."""

from typing import Any

import pytest

from functions.tenancy.api import handler
from shared.tenancy.lifecycle.store import plan_item
from shared.tenancy.limits.model import Plan, PlanLimits
from tests.builders.faults import throttled
from tests.builders.http import Answer, api_event, call, etag_of
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME
from tests.integration.tenancy.conftest import Company

USERS = "/v1/tenancy/users"
ADMIN = {"sub": "admin-1", "email": "admin@acme.example", "name": "Admin"}


def claims(role: str = "tenant_admin", tenant: str = "acme", **more: str) -> dict[str, str]:
    return {**ADMIN, "custom:tenant": tenant, "cognito:groups": f"[{role}]", "iat": "1795338000", **more}


def request(method: str, path: str, body: Any = None, *, tag: str | None = None, **who: str) -> Answer:
    headers = {"if-match": tag} if tag else {}
    return call(handler, api_event(method, path, body, headers=headers, claims=claims(**who)))


def invitee(name: str = "lin", *roles: str, departments: tuple[str, ...] = ()) -> dict[str, Any]:
    rights = {"roles": list(roles or ("recruiter",)), "departments": list(departments)}
    return {"email": f"{name}@acme.example", "name": name.capitalize(), "rights": rights}


def invited(*args: Any, **named: Any) -> dict[str, Any]:
    answer = request("POST", USERS, invitee(*args, **named))
    assert answer.status == 201, answer.body
    return dict(answer.body)


def change(user: dict[str, Any], verb: str, body: Any = None, tag: str | None = None) -> Answer:
    method = "PUT" if verb == "rights" else "POST"
    return request(method, f"{USERS}/{user['user_id']}/{verb}", body, tag=tag or f'"{user["revision"]}"')


def seats(company: Company, count: int) -> None:
    plan = Plan(limits=PlanLimits(seats=count), revision=1)
    company.deployment.platform.table(ACME).put(plan_item(ACME, plan))


def test_an_invited_user_has_an_account_with_tenant_groups_and_departments(company: Company) -> None:
    user = invited("lin", "manager", departments=("生产部", "R&D, Berlin"))
    account = company.account("lin@acme.example")
    assert account["sub"] == user["user_id"]
    assert (account["custom:tenant"], account["custom:departments"]) == ("acme", "R&D, Berlin|生产部")
    assert company.groups("lin@acme.example") == {"manager"}
    assert (user["roles"], user["pending"]) == (["manager"], False)


def test_the_list_holds_the_own_company_only_page_by_page(company: Company) -> None:
    for name in ("chen", "an", "bo"):
        invited(name)
    first = request("GET", f"{USERS}", None)
    assert [user["email"] for user in first.body["items"]] == [f"{n}@acme.example" for n in ("an", "bo", "chen")]
    event = api_event("GET", USERS, claims=claims())
    event["queryStringParameters"] = {"limit": "2"}
    page = call(handler, event)
    event["queryStringParameters"] = {"limit": "2", "cursor": page.body["next"]}
    assert [user["email"] for user in call(handler, event).body["items"]] == ["chen@acme.example"]
    assert request("GET", USERS, tenant="globex").body["items"] == []


def test_the_same_invitation_again_is_the_same_user(company: Company) -> None:
    assert invited("lin")["user_id"] == invited("lin")["user_id"]
    assert company.deployment.platform.usage(ACME).used().seats == 1


def test_an_address_of_another_company_is_not_taken_over(company: Company) -> None:
    invited("lin")
    answer = request("POST", USERS, invitee("lin"), tenant="globex")
    assert (answer.status, answer.body["code"]) == (409, "address_taken")
    assert company.account("lin@acme.example")["custom:tenant"] == "acme"


def test_without_a_seat_nobody_is_invited(company: Company) -> None:
    seats(company, 1)
    request("GET", "/v1/tenancy/me")
    answer = request("POST", USERS, invitee("an"))
    assert (answer.status, answer.body["code"]) == (429, "no_seat_left")
    assert company.cognito.list_users(UserPoolId=company.pool)["Users"] == []


def test_a_deactivated_user_gives_the_seat_back_and_is_refused_at_once(company: Company) -> None:
    seats(company, 2)
    request("GET", "/v1/tenancy/me")
    user = invited("an")
    assert change(user, "deactivate").status == 200
    assert company.account("an@acme.example")["enabled"] is False
    refused = request("GET", USERS, role="recruiter", sub=user["user_id"])
    assert (refused.status, refused.body["code"]) == (403, "user_deactivated")
    assert invited("bo")["active"] is True


def test_a_user_comes_back_with_the_roles_of_before_where_a_seat_is_left(company: Company) -> None:
    user = invited("an", "auditor")
    off = change(user, "deactivate").body
    seats(company, 0)
    assert change(off, "reactivate").body["code"] == "user_not_registered"  # the caller has no seat either
    seats(company, 5)
    request("GET", "/v1/tenancy/me")
    on = change(off, "reactivate").body
    assert (on["active"], on["roles"]) == (True, ["auditor"])
    assert company.groups("an@acme.example") == {"auditor"}


def test_changed_rights_are_in_the_directory_and_older_tokens_hold_no_more(company: Company) -> None:
    user = invited("an", "recruiter")
    changed = change(user, "rights", {"roles": ["auditor"], "departments": []}).body
    assert company.groups("an@acme.example") == {"auditor"}
    old = request("GET", USERS, role="recruiter", sub=user["user_id"], iat="1795337999")
    assert (old.status, old.body["code"]) == (401, "rights_changed")
    new = request("GET", USERS, role="auditor", sub=user["user_id"], iat="1795338002")
    assert new.status == 200
    assert changed["revision"] == 2


def test_two_administrators_at_once_do_not_overwrite_each_other(company: Company) -> None:
    user = invited("an")
    assert change(user, "rights", {"roles": ["auditor"]}).status == 200
    assert change(user, "rights", {"roles": ["finance"]}).status == 412
    answer = request("PUT", f"{USERS}/{user['user_id']}/rights", {"roles": ["finance"]})
    assert (answer.status, answer.body["code"]) == (428, "precondition_required")


def test_the_last_administrator_stays(company: Company) -> None:
    me = invited("an", "tenant_admin")
    for verb, body in (("rights", {"roles": ["recruiter"]}), ("deactivate", None)):
        answer = change(me, verb, body)
        assert (answer.status, answer.body["code"]) == (409, "last_administrator")
    invited("bo", "tenant_admin")
    assert change(me, "rights", {"roles": ["recruiter"]}).status == 200
    assert company.groups("an@acme.example") == {"recruiter"}


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer", "auditor", "payroll", "finance", "nobody"])
def test_only_administrators_manage_staff(company: Company, role: str) -> None:
    assert request("POST", USERS, invitee("an"), role=role).status == 403


def test_a_role_that_is_none_and_a_department_that_could_not_be_read_back_are_refused(company: Company) -> None:
    assert request("POST", USERS, invitee("an", "root")).status == 422
    assert request("POST", USERS, invitee("an", departments=("A|B",))).status == 422


def test_a_user_of_another_company_is_not_there(company: Company) -> None:
    user = invited("an")
    path = f"{USERS}/{user['user_id']}"
    assert request("GET", path, tenant="globex").status == 404
    assert request("POST", f"{path}/deactivate", tag='"1"', tenant="globex").status == 404


def test_a_directory_that_does_not_answer_leaves_the_change_pending_and_it_can_be_sent_again(company: Company) -> None:
    user = invited("an", "recruiter")
    with throttled("AdminAddUserToGroup"):
        assert change(user, "rights", {"roles": ["auditor"]}).status == 503
    pending = request("GET", f"{USERS}/{user['user_id']}").body
    assert pending["pending"] is True
    assert change(pending, "rights", {"roles": ["auditor"]}).body["pending"] is False
    assert company.groups("an@acme.example") == {"auditor"}


def test_every_change_is_in_the_audit_log_without_names(company: Company) -> None:
    user = invited("an", "recruiter")
    change(user, "deactivate")
    entries = request("GET", "/v1/tenancy/audit").body["items"]
    assert [entry["detail"]["change"] for entry in entries] == ["deactivated", "invited"]
    assert {entry["subject"] for entry in entries} == {user["user_id"]}
    assert "acme.example" not in str(entries)


def test_an_etag_comes_with_each_user(company: Company) -> None:
    user = invited("an")
    told = handler(api_event("GET", f"{USERS}/{user['user_id']}", claims=claims()), FakeContext())
    assert etag_of(told) == '"1"'
