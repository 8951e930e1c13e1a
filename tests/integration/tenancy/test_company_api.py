"""Who am I, what are our settings, what was done: what the console asks of tenancy."""

from typing import Any

import pytest

from functions.tenancy.api import handler
from shared.platform.bootstrap import Platform
from shared.tenancy.contracts import TenantSettings, settings_key
from tests.builders.http import Answer, api_event, call
from tests.builders.recruiting import ACME
from tests.integration.tenancy.conftest import Company
from tests.integration.tenancy.test_users_api import claims

SETTINGS, AUDIT, ME = "/v1/tenancy/settings", "/v1/tenancy/audit", "/v1/tenancy/me"


def asked(
    method: str,
    path: str,
    body: Any = None,
    *,
    tag: str | None = None,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    departments: str = "",
    **who: str,
) -> Answer:
    sent = {**(headers or {}), **({"if-match": tag} if tag else {})}
    event = api_event(method, path, body, headers=sent, claims={**claims(**who), "custom:departments": departments})
    event["queryStringParameters"] = query or {}
    return call(handler, event)


def changed(**more: Any) -> dict[str, Any]:
    return {**asked("GET", SETTINGS).body["settings"], **more}


def stored(platform: Platform[Any]) -> TenantSettings:
    return platform.bucket(ACME).get_document(settings_key(ACME), TenantSettings)


def test_the_caller_learns_name_company_roles_and_what_is_permitted(company: Company) -> None:
    me = asked("GET", ME).body
    assert (me["company"], me["name"], me["roles"]) == ("Acme 科技", "Admin", ["tenant_admin"])
    assert "manage_users" in me["may"]
    assert "rate_interview" not in me["may"]
    assert "rate_interview" in me["may_on_a_panel"]
    assert "read_report" not in me["may_on_a_panel"]
    assert "read_report" in me["may_after_rating"]


def test_a_manager_may_more_in_the_own_departments(company: Company) -> None:
    me = asked("GET", ME, role="manager", departments="生产部|质量部").body
    assert me["departments"] == ["生产部", "质量部"]
    assert "read_candidate" not in me["may"]
    assert "read_candidate" in me["may_in_own_departments"]


def test_a_user_without_a_role_may_nothing(company: Company) -> None:
    me = asked("GET", ME, role="strangers").body
    assert (me["roles"], me["may"], me["may_on_a_panel"]) == ([], [], [])


@pytest.mark.parametrize(
    "spoof",
    [
        {"x-tenant": "globex", "x-tenant-id": "globex", "custom:tenant": "globex", "tenant": "globex"},
        {"cognito:groups": "tenant_admin", "x-groups": "tenant_admin", "x-amzn-oidc-data": "eyJhbGciOiJub25lIn0.e30."},
    ],
)
def test_tenant_and_groups_come_from_the_verified_claims_and_from_nothing_else(
    company: Company, spoof: dict[str, str]
) -> None:
    me = asked("GET", ME, headers=spoof, query=spoof, role="auditor").body
    assert (me["tenant_id"], me["roles"]) == ("acme", ["auditor"])
    refused = asked("PUT", SETTINGS, {**changed(), **spoof}, tag='"1"', headers=spoof, role="auditor")
    assert refused.status in (403, 422)


def test_a_request_that_no_authorizer_verified_is_nobodys(company: Company) -> None:
    unverified = {"authorization": "Bearer eyJhbGciOiJub25lIn0.eyJjdXN0b206dGVuYW50IjoiYWNtZSJ9."}
    assert call(handler, api_event("GET", ME, headers=unverified)).status == 401


def test_an_administrator_changes_the_settings_and_the_other_stages_read_them(company: Company) -> None:
    answer = asked("PUT", SETTINGS, changed(company="新公司", languages=["en"], retention_days=30), tag='"1"')
    assert (answer.status, answer.body["revision"]) == (200, 2)
    settings = stored(company.deployment.platform)
    assert (settings.company, settings.policy.languages, settings.policy.retention_days) == ("新公司", ("en",), 30)


def test_what_the_law_does_not_allow_is_refused_in_words(company: Company) -> None:
    asked("GET", ME, tenant="globex")
    wanted = {**asked("GET", SETTINGS, tenant="globex").body["settings"], "expression": True, "retention_days": 400}
    answer = asked("PUT", SETTINGS, wanted, tag='"1"', tenant="globex")
    assert answer.status == 422
    assert "expression" in answer.body["detail"]
    assert "180 at most" in answer.body["detail"]


def test_settings_are_changed_by_who_read_them_last(company: Company) -> None:
    assert asked("PUT", SETTINGS, changed(company="A"), tag='"1"').status == 200
    assert asked("PUT", SETTINGS, changed(company="B"), tag='"1"').status == 412
    assert asked("PUT", SETTINGS, changed(company="B")).status == 428
    assert stored(company.deployment.platform).company == "A"


def test_limits_are_no_setting_of_the_tenants(company: Company) -> None:
    assert asked("PUT", SETTINGS, changed(limits={"seats": 9999}), tag='"1"').status == 422


def test_the_audit_log_is_read_by_candidate_by_subject_and_by_time(company: Company) -> None:
    trail = company.deployment.platform.audit(ACME)
    trail.record(trail.entry("user-1", "read_report", "int_1", candidate_id="cnd_1"))
    trail.record(trail.entry("user-1", "read_report", "int_2", candidate_id="cnd_2"))
    trail.record(trail.entry("user-1", "manage_position", "pos_1"))
    assert [e["subject"] for e in asked("GET", AUDIT, query={"candidate": "cnd_1"}).body["items"]] == ["int_1"]
    assert [e["action"] for e in asked("GET", AUDIT, query={"subject": "pos_1"}).body["items"]] == ["manage_position"]
    assert len(asked("GET", AUDIT, query={"when": "2026-11-22T09", "limit": "100"}).body["items"]) == 5
    assert asked("GET", AUDIT, query={"when": "2025"}).body["items"] == []


def test_reading_the_log_is_in_the_log(company: Company) -> None:
    asked("GET", AUDIT, query={"candidate": "cnd_1"}, role="auditor")
    [entry] = asked("GET", AUDIT, query={"candidate": "cnd_1"}).body["items"]
    assert (entry["action"], entry["actor"]) == ("read_audit_log", "admin-1")


def test_the_log_goes_on_page_by_page_and_a_cursor_of_another_list_is_refused(company: Company) -> None:
    trail = company.deployment.platform.audit(ACME)
    for number in range(5):
        trail.record(trail.entry("user-1", "read_report", f"int_{number}", candidate_id="cnd_1"))
    first = asked("GET", AUDIT, query={"candidate": "cnd_1", "limit": "2"}).body
    second = asked("GET", AUDIT, query={"candidate": "cnd_1", "limit": "2", "cursor": first["next"]}).body
    assert len({entry["entry_id"] for entry in first["items"] + second["items"]}) == 4
    for other in ({"candidate": "cnd_2"}, {"candidate": "cnd_1", "when": "2025"}, {}):
        assert asked("GET", AUDIT, query={**other, "cursor": first["next"]}).body["code"] == "bad_cursor"


@pytest.mark.parametrize("query", [{"when": "yesterday"}, {"candidate": ""}, {"candidate": "a b"}, {"limit": "0"}])
def test_a_query_that_cannot_be_is_refused(company: Company, query: dict[str, str]) -> None:
    assert asked("GET", AUDIT, query=query).status == 422


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer", "payroll", "finance"])
def test_only_auditors_and_administrators_read_the_log(company: Company, role: str) -> None:
    assert asked("GET", AUDIT, role=role).status == 403
    assert asked("GET", AUDIT, role="auditor").status == 200
