"""Applications over HTTP: lists, one of them, its log, its moves, the funnel, what is overdue."""

import json
from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.recruiting.deadlines import handler as look
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import ApplicationId
from shared.platform.table import Table
from shared.recruiting.applications import hearing
from shared.recruiting.flows.conditions import Value
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import Office
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

APPLICATIONS = "/v1/recruiting/applications"


@pytest.fixture
def office(deployment: Deployment) -> Office:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex"), FakeContext())
    return Office(deployment)


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    revision: int | None = None,
    departments: str = "",
    tenant: str = "acme",
    query: dict[str, str] | None = None,
) -> Answer:
    headers = {} if revision is None else {"if-match": f'"{revision}"'}
    claims = staff_claims(tenant, role) | {"custom:departments": departments}
    return call(handler, api_event(method, path, body, headers=headers, claims=claims, query=query))


def listed(**query: str) -> list[str]:
    return [one["application_id"] for one in ask("GET", APPLICATIONS, query=query).body["items"]]


def moved(application: ApplicationId, to: str, revision: int) -> Answer:
    return ask("POST", f"{APPLICATIONS}/{application}/move", {"to": to, "reason": "as agreed"}, revision=revision)


def test_an_application_shows_why_it_waits_in_both_languages(office: Office) -> None:
    application = office.applied()
    shown = ask("GET", f"{APPLICATIONS}/{application}").body
    assert shown["application"]["node"] == "ai_interview"
    assert shown["waiting"]["verdict"]["rule"] == "waits_for_facts"
    assert shown["waiting"]["verdict"]["facts"] == ["ai_interview.overall"]
    assert shown["waiting"]["says"]["zh"].startswith("等待尚未产生的数据")
    assert shown["waiting"]["waits_for_candidate"] is True
    assert shown["due_at"] == "2026-11-27T09:00:00Z"


def test_reading_an_application_stands_in_the_audit_log(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    ask("GET", f"{APPLICATIONS}/{application}")
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    reads = [entry for entry in entries if entry["action"] == "read_application"]
    assert [(entry["actor"], entry["subject"], entry["candidate_id"]) for entry in reads] == [
        ("user-1", application, "cnd_1")
    ]


def test_a_score_is_not_shown_here_because_a_panel_is_blind_to_it(office: Office) -> None:
    application = office.applied()
    hearing._of_interview(application, "int_1", {"overall": 91.5, "completed": True}, "report_ready", NOW, office.desk)
    facts = ask("GET", f"{APPLICATIONS}/{application}").body["facts"]
    assert facts["ai_interview.overall"]["value"] is None
    assert facts["ai_interview.completed"]["value"] is True
    assert facts["ai_interview.overall"]["source"] == "report_ready:int_1"


def seated(office: Office, *, rated: bool) -> None:
    """The manager sits on the panel of the interview."""
    row = {"PK": office.table.pk("INTERVIEW#int_1"), "SK": "PANEL", "assigned": {"user-1"}}
    office.table.put(row | ({"rated": {"user-1"}} if rated else {}))


def decided(office: Office) -> ApplicationId:
    """A report came, and at the next node somebody else put the application on hold."""
    application = office.applied()
    scores: dict[str, Value] = {"overall": 91.5, "proposal": "pass", "completed": True}
    hearing._of_interview(application, "int_1", scores, "report_ready", NOW, office.desk)
    held = hearing.Decision(outcome="hold", by="rita", reason_code="comparing_candidates")
    hearing.decided(application, "int_1", held, "human_interview", NOW, office.desk)
    return application


def test_who_sits_on_the_panel_and_has_not_rated_sees_nothing_of_what_others_or_a_machine_made_of_it(
    office: Office,
) -> None:
    application = decided(office)
    seated(office, rated=False)
    shown = ask("GET", f"{APPLICATIONS}/{application}", role="manager", departments="Sales")
    assert shown.status == 200
    assert set(shown.body["facts"]) == {"ai_interview.completed"}
    assert (shown.body["waiting"]["verdict"], shown.body["waiting"]["says"]) == (None, None)
    assert shown.body["waiting"]["leads_to"] == ["offer"]
    assert not any(word in json.dumps(shown.body) for word in ("hold", "proposal", "overall", "comparing_candidates"))


def test_once_the_own_rating_is_in_the_manager_sees_what_was_decided(office: Office) -> None:
    application = decided(office)
    seated(office, rated=True)
    shown = ask("GET", f"{APPLICATIONS}/{application}", role="manager", departments="Sales").body
    [outcome] = [fact for name, fact in shown["facts"].items() if name.endswith(".outcome")]
    assert (outcome["value"], outcome["note"]) == ("hold", "comparing_candidates")
    assert shown["waiting"]["verdict"]["rule"] == "decision_holds"


def test_a_manager_who_sits_on_no_panel_sees_what_was_decided(office: Office) -> None:
    application = decided(office)
    shown = ask("GET", f"{APPLICATIONS}/{application}", role="manager", departments="Sales").body
    assert "human_interview.outcome" in shown["facts"]


def test_a_blind_manager_who_changes_the_application_is_shown_no_more(office: Office) -> None:
    application = decided(office)
    seated(office, rated=False)
    revision = office.now(application).application.revision
    order = {"reason_code": "position_filled"}
    path = f"{APPLICATIONS}/{application}/reject"
    done = ask("POST", path, order, role="manager", departments="Sales", revision=revision)
    assert done.status == 200, done.body
    assert set(done.body["facts"]) == {"ai_interview.completed"}


def test_applications_are_listed_by_position_node_status_and_candidate(office: Office) -> None:
    ids = []
    for number in (1, 2, 3):
        office.later(minutes=1)
        ids.append(office.applied(f"cnd_{number}"))
    moved(ids[0], "human_interview", 1)
    ask("POST", f"{APPLICATIONS}/{ids[1]}/reject", {"reason_code": "position_filled"}, revision=1)
    assert listed(position_id="pos_1") == ids[::-1]
    assert listed(position_id="pos_1", node="human_interview") == [ids[0]]
    assert listed(position_id="pos_1", node="ai_interview", status="active") == [ids[2]]
    assert listed(position_id="pos_1", status="rejected") == [ids[1]]
    assert listed(candidate_id="cnd_3") == [ids[2]]


def test_a_list_says_of_what(office: Office) -> None:
    assert ask("GET", APPLICATIONS).status == 422
    assert ask("GET", APPLICATIONS, query={"position_id": "pos_1", "candidate_id": "cnd_1"}).status == 422


def test_a_list_goes_page_by_page(office: Office) -> None:
    ids = {office.applied(f"cnd_{number}") for number in range(3)}
    first = ask("GET", APPLICATIONS, query={"position_id": "pos_1", "limit": "2"}).body
    second = ask("GET", APPLICATIONS, query={"position_id": "pos_1", "limit": "2", "cursor": first["next"]}).body
    assert {one["application_id"] for one in first["items"] + second["items"]} == ids
    refused = ask("GET", APPLICATIONS, query={"position_id": "pos_2", "cursor": first["next"]})
    assert (refused.status, refused.body["code"]) == (422, "bad_cursor")


def test_the_log_has_every_step_with_its_seconds(office: Office) -> None:
    application = office.applied()
    office.later(minutes=10)
    moved(application, "human_interview", 1)
    lines = ask("GET", f"{APPLICATIONS}/{application}/log").body["items"]
    assert [(line["kind"], line["seconds"]) for line in lines] == [("moved", 600), ("received", None)]


def test_moves_are_refused_in_words(office: Office) -> None:
    application = office.applied()
    refused = moved(application, "offer", 1)
    assert (refused.status, refused.body["code"]) == (409, "not_the_next_node")
    unreasoned = ask("POST", f"{APPLICATIONS}/{application}/move", {"to": "human_interview"}, revision=1)
    assert unreasoned.status == 422
    assert moved(application, "human_interview", 7).status == 412


def test_a_whole_way_to_the_hire(office: Office) -> None:
    application = office.applied()
    moved(application, "human_interview", 1)
    moved(application, "offer", 2)
    hired = ask("POST", f"{APPLICATIONS}/{application}/hire", {}, revision=3)
    assert (hired.status, hired.body["application"]["status"], hired.body["waiting"]) == (200, "hired", None)


def test_reasons_are_listed_and_needed(office: Office) -> None:
    codes = [each["code"] for each in ask("GET", f"{APPLICATIONS}/reject-reasons").body["items"]]
    assert "skills_below_requirement" in codes
    path = f"{APPLICATIONS}/{office.applied()}/reject"
    assert ask("POST", path, {"reason_code": "too_old"}, revision=1).body["code"] == "no_such_reason"
    assert ask("POST", path, {"reason_code": "skills_below_requirement"}, revision=1).body["code"] == "note_needed"


def test_withdrawn_and_opened_again_by_an_administrator_alone(office: Office) -> None:
    path = f"{APPLICATIONS}/{office.applied()}"
    assert ask("POST", f"{path}/withdraw", {"reason": "took another job"}, revision=1).status == 200
    assert ask("POST", f"{path}/reopen", {"reason": "changed their mind"}, revision=2).status == 403
    opened = ask("POST", f"{path}/reopen", {"reason": "changed their mind"}, revision=2, role="tenant_admin")
    assert opened.body["application"]["status"] == "active"


def test_a_manager_sees_the_own_department_only(office: Office) -> None:
    application = office.applied()
    other = office.applies(office.candidate("cnd_2"), office.open_position("pos_2", "Finance"))
    path = f"{APPLICATIONS}/{application}"
    assert ask("GET", path, role="manager", departments="Sales").status == 200
    assert ask("GET", path, role="manager", departments="Finance").status == 403
    seen = ask("GET", APPLICATIONS, role="manager", departments="Sales", query={"position_id": "pos_2"})
    assert (seen.body["items"], other in str(seen.body)) == ([], False)


@pytest.mark.parametrize("role", ["payroll", "finance", "interviewer"])
def test_who_does_not_recruit_sees_no_application(office: Office, role: str) -> None:
    assert ask("GET", f"{APPLICATIONS}/{office.applied()}", role=role).status == 403


def test_another_tenants_application_is_not_there(office: Office) -> None:
    assert ask("GET", f"{APPLICATIONS}/{office.applied()}", tenant="globex").status == 404


def test_what_is_overdue_is_listed_for_who_may_see_it(office: Office) -> None:
    application = office.applied()
    moved(application, "human_interview", 1)
    office.later(days=8)
    look({}, FakeContext())
    (line,) = ask("GET", f"{APPLICATIONS}/overdue").body["items"]
    assert (line["application_id"], line["node"], line["waits_for"]) == (application, "human_interview", "company")
    assert ask("GET", f"{APPLICATIONS}/overdue", role="manager", departments="Finance").body["items"] == []


def test_the_funnel_counts_who_reached_each_node_and_how_long_they_stayed(office: Office) -> None:
    first, second = office.applied("cnd_1"), office.applied("cnd_2")
    office.later(hours=1)
    moved(first, "human_interview", 1)
    office.later(hours=1)
    ask("POST", f"{APPLICATIONS}/{second}/reject", {"reason_code": "position_filled"}, revision=1)
    nodes = {node["node"]: node for node in ask("GET", "/v1/recruiting/positions/pos_1/funnel").body["nodes"]}
    assert list(nodes) == ["ai_interview", "human_interview", "offer"]
    interview = nodes["ai_interview"]
    assert (interview["reached"], interview["here"]) == (2, 0)
    assert interview["left"] == {"advanced": 1, "rejected": 1}
    assert interview["stays"]["n"] == 2
    assert interview["stays"]["median_seconds"] == pytest.approx(3600, rel=0.02)
    assert interview["stays"]["p90_seconds"] == pytest.approx(7200, rel=0.02)
    assert (nodes["human_interview"]["reached"], nodes["human_interview"]["here"]) == (1, 1)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (APPLICATIONS, {"position_id": "pos_1"}),
        (APPLICATIONS, {"position_id": "pos_1", "node": "ai_interview"}),
        (APPLICATIONS, {"position_id": "pos_1", "status": "active"}),
        (APPLICATIONS, {"candidate_id": "cnd_1"}),
        (f"{APPLICATIONS}/overdue", {}),
        ("/v1/recruiting/positions/pos_1/funnel", {}),
    ],
)
def test_a_page_is_at_most_three_queries(
    office: Office, monkeypatch: pytest.MonkeyPatch, path: str, query: dict[str, str]
) -> None:
    for number in range(12):
        office.applied(f"cnd_{number}")
    asked: list[dict[str, Any]] = []
    real = Table._query

    def counting(self: Table, arguments: dict[str, Any]) -> Any:
        asked.append(arguments)
        return real(self, arguments)

    monkeypatch.setattr(Table, "_query", counting)
    assert ask("GET", path, query=query).status == 200
    assert 1 <= len(asked) <= 3
