"""A requisition is written, approved by others, and becomes positions, over HTTP."""

import json
from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import RequisitionId
from shared.platform.identity import Caller
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.requisitions.errors import DecidedMeanwhile
from shared.recruiting.requisitions.service import RequisitionDesk, decide_requisition
from shared.recruiting.requisitions.store import RequisitionStore
from tests.builders.aws import Deployment
from tests.builders.faults import throttled
from tests.builders.http import Answer, api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order, position_draft

REQUISITIONS = "/v1/recruiting/requisitions"
RULES = "/v1/recruiting/requisition-approval-rules"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())


def claims(user: str, role: str, *departments: str, tenant: str = "acme") -> dict[str, str]:
    told = {"sub": user, "custom:tenant": tenant, "cognito:groups": f"[{role}]"}
    return told | {"custom:departments": "|".join(departments)}


RITA = claims("rita", "recruiter")
BOB = claims("bob", "manager", "生产部")
CARL = claims("carl", "manager", "生产部", "质量部")
DORA = claims("dora", "manager", "财务部")
ADA = claims("ada", "tenant_admin")


def ask(
    method: str,
    path: str,
    body: Any = None,
    who: dict[str, str] = RITA,
    *,
    query: dict[str, str] | None = None,
    **headers: str,
) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return call(handler, api_event(method, path, body, headers=sent, claims=who, query=query))


def draft(**changed: Any) -> dict[str, Any]:
    return {
        "title": {"zh": "生产经理", "en": "Production manager"},
        "department": "生产部",
        "location": "苏州",
        "headcount": 2,
        "budget_fen": 60_000_000,
        "reason": "new",
        "why": "二号线扩产。",
        "target_date": "2027-02-01",
        **changed,
    }


def written(**changed: Any) -> str:
    return f"{REQUISITIONS}/{ask('POST', REQUISITIONS, draft(**changed)).body['requisition_id']}"


def submitted(**changed: Any) -> str:
    path = written(**changed)
    assert ask("POST", f"{path}/submit", if_match='"1"').status == 200
    return path


def approve(path: str, who: dict[str, str], revision: int = 2) -> Answer:
    return ask("POST", f"{path}/approve", {}, who, if_match=f'"{revision}"')


def approved(**changed: Any) -> str:
    path = submitted(**changed)
    assert approve(path, BOB).body["status"] == "approved"
    return path


def open_position(path: str, heads: int = 1, who: dict[str, str] = RITA, **changed: Any) -> Answer:
    key = {"idempotency_key": changed.pop("key")} if "key" in changed else {}
    return ask("POST", f"{path}/positions", {"heads": heads, "position": position_draft(**changed)}, who, **key)


def test_a_requisition_is_a_draft_until_it_is_submitted() -> None:
    made = ask("POST", REQUISITIONS, draft())
    assert (made.status, made.body["status"], made.headers["etag"]) == (201, "draft", '"1"')
    read = ask("GET", f"{REQUISITIONS}/{made.body['requisition_id']}")
    assert read.body["draft"]["budget_fen"] == 60_000_000


def test_the_same_request_makes_one_requisition(deployment: Deployment) -> None:
    first, second = (ask("POST", REQUISITIONS, draft(), idempotency_key="once") for _ in range(2))
    assert first.body["requisition_id"] == second.body["requisition_id"]
    assert len(deployment.rows("#REQUISITION#req", "REQUISITION")) == 1


def test_a_manager_of_the_department_approves_it() -> None:
    path = submitted()
    assert ask("GET", path).body["awaits"] == "department"
    answer = approve(path, BOB)
    assert (answer.status, answer.body["status"], answer.body["chain"][0]["decided_by"]) == (200, "approved", "bob")


def test_a_large_one_needs_the_company_too_and_another_person() -> None:
    path = submitted(headcount=6)
    assert approve(path, BOB).body["status"] == "submitted"
    refused = approve(path, CARL, 3)
    assert (refused.status, refused.body["code"]) == (403, "not_your_step")
    assert approve(path, ADA, 3).body["status"] == "approved"


def test_nobody_approves_what_they_asked_for_or_two_steps_of_one_chain() -> None:
    asked = ask("POST", REQUISITIONS, draft(), BOB).body["requisition_id"]
    own = f"{REQUISITIONS}/{asked}"
    ask("POST", f"{own}/submit", who=BOB, if_match='"1"')
    refused = approve(own, BOB)
    assert refused.status == 403
    assert "其他人审批" in refused.body["remedy"]
    large = submitted(headcount=6)
    assert approve(large, ADA).status == 200
    assert approve(large, ADA, 3).status == 403


def test_a_manager_of_another_department_neither_sees_nor_approves_it() -> None:
    path = submitted()
    assert ask("GET", path, who=DORA).status == 403
    assert approve(path, DORA).status == 403
    assert ask("GET", REQUISITIONS, who=DORA).body["items"] == []


def test_a_recruiter_does_not_approve() -> None:
    assert approve(submitted(), claims("rob", "recruiter")).status == 403


def test_of_two_who_approve_at_once_one_is_recorded_and_the_other_reads_whose() -> None:
    path = submitted()
    assert approve(path, BOB).status == 200
    late = approve(path, CARL)
    assert (late.status, late.body["code"]) == (409, "decided_meanwhile")
    assert "bob" in late.body["detail"]
    assert ask("GET", path).body["chain"][0]["decided_by"] == "bob"


class Overtaken(RequisitionStore):
    """A store in which another manager decides between the reading and the writing of this one."""

    def change(self, *given: Any) -> bool:
        requisition = given[0]
        approve(f"{REQUISITIONS}/{requisition.requisition_id}", BOB)
        return super().change(*given)


def test_who_is_overtaken_in_the_very_moment_reads_it_too(deployment: Deployment) -> None:
    path = submitted()
    here = deployment.platform
    table, trail = here.table(ACME), here.audit(ACME)
    who = Caller(tenant_id=ACME, user_id="carl", groups=frozenset({"manager"}), departments=frozenset({"生产部"}))
    desk = RequisitionDesk(who, Overtaken(table, trail, here.clock), PositionStore(table, trail), trail, here.clock)
    with pytest.raises(DecidedMeanwhile, match="bob"):
        decide_requisition(RequisitionId(path.rsplit("/", 1)[1]), "rejected", "太贵", frozenset({"2"}), desk)
    assert ask("GET", path).body["status"] == "approved"


def test_a_rejection_says_why_and_the_draft_can_be_changed_and_sent_again() -> None:
    path = submitted()
    assert ask("POST", f"{path}/reject", {}, BOB, if_match='"2"').status == 422
    refused = ask("POST", f"{path}/reject", {"note": "预算不足"}, BOB, if_match='"2"')
    assert (refused.body["status"], refused.body["chain"][0]["note"]) == ("rejected", "预算不足")
    assert ask("PUT", path, draft(budget_fen=40_000_000), if_match='"3"').body["status"] == "draft"
    assert ask("POST", f"{path}/submit", if_match='"4"').status == 200


def test_what_is_being_decided_is_not_edited_but_can_be_withdrawn() -> None:
    path = submitted()
    refused = ask("PUT", path, draft(headcount=3), if_match='"2"')
    assert (refused.status, refused.body["code"]) == (409, "requisition_state")
    assert "审批中" in refused.body["detail"]
    assert ask("POST", f"{path}/withdraw", if_match='"2"').body["status"] == "draft"


def test_an_edit_names_the_revision_that_was_read() -> None:
    path = written()
    assert ask("PUT", path, draft(headcount=3)).status == 428
    assert ask("PUT", path, draft(headcount=3), if_match='"1"').status == 200
    assert ask("PUT", path, draft(headcount=4), if_match='"1"').status == 412


def test_a_draft_can_be_deleted_and_nothing_else(deployment: Deployment) -> None:
    path = written()
    assert ask("DELETE", path, if_match='"1"').status == 204
    assert deployment.rows("#REQUISITION#") == []
    assert ask("DELETE", submitted(), if_match='"2"').status == 409


def test_the_change_log_tells_who_did_what() -> None:
    path = approved()
    told = ask("GET", f"{path}/log").body["items"]
    assert [(one["change"], one["by"]) for one in told] == [
        ("approved", "bob"),
        ("submitted", "rita"),
        ("created", "rita"),
    ]


def test_an_edit_is_in_the_log_with_its_fields() -> None:
    path = written()
    ask("PUT", path, draft(headcount=3, location="无锡"), if_match='"1"')
    assert ask("GET", f"{path}/log").body["items"][0]["fields"] == ["location", "headcount"]


def test_requisitions_are_listed_by_status_page_by_page() -> None:
    drafts = [written().rsplit("/", 1)[1] for _ in range(3)]
    waiting = submitted().rsplit("/", 1)[1]
    first = ask("GET", REQUISITIONS, query={"status": "draft", "limit": "2"}).body
    second = ask("GET", REQUISITIONS, query={"status": "draft", "limit": "2", "cursor": first["next"]}).body
    assert {one["requisition_id"] for one in [*first["items"], *second["items"]]} == set(drafts)
    assert [one["requisition_id"] for one in ask("GET", REQUISITIONS, query={"status": "submitted"}).body["items"]] == [
        waiting
    ]
    assert len(ask("GET", REQUISITIONS).body["items"]) == 4


def test_the_last_decision_is_published(deployment: Deployment) -> None:
    approved()
    [event] = deployment.rows("#REQUISITION#", "EVENT#")
    assert event["detail_type"] == "requisition_decided.v1"
    told = json.loads(event["detail"])
    assert (told["outcome"], told["headcount"], told["budget_fen"], told["decided_by"]) == (
        "approved",
        2,
        60_000_000,
        "bob",
    )


def test_an_approved_requisition_opens_positions_up_to_its_headcount() -> None:
    path = approved()
    first = open_position(path)
    assert first.status == 201
    assert (first.body["department"], first.body["location"]) == ("生产部", "苏州")
    assert open_position(path).status == 201
    third = open_position(path)
    assert (third.status, third.body["code"]) == (409, "headcount_used")
    told = ask("GET", f"{path}/positions").body
    assert (told["headcount"], told["opened"], len(told["positions"])) == (2, 2, 2)


def test_a_position_says_which_requisition_it_was_opened_from() -> None:
    path = approved()
    position_id = open_position(path, 2).body["position_id"]
    read = ask("GET", f"/v1/recruiting/positions/{position_id}").body
    assert read["requisition_id"] == path.rsplit("/", 1)[1]
    assert open_position(path).status == 409


def test_the_same_request_opens_one_position() -> None:
    path = approved()
    first, second = (open_position(path, key="once") for _ in range(2))
    assert first.body["position_id"] == second.body["position_id"]
    assert ask("GET", path).body["opened"] == 1


def test_what_was_not_approved_opens_nothing(deployment: Deployment) -> None:
    answer = open_position(submitted())
    assert (answer.status, answer.body["code"]) == (409, "requisition_state")
    assert deployment.rows("#POSITION#", "POSITION") == []


def test_a_position_is_opened_for_the_department_that_was_approved() -> None:
    assert open_position(approved(), department="质量部").status == 422


def test_a_position_that_could_not_be_written_takes_no_head() -> None:
    path = approved()
    with throttled("TransactWriteItems"):
        assert open_position(path).status == 503
    assert ask("GET", path).body["opened"] == 0


def test_heads_of_a_closed_position_are_released_and_can_be_used_again() -> None:
    path = approved(headcount=1)
    position_id = open_position(path).body["position_id"]
    taken = f"{path}/positions/{position_id}"
    assert (ask("DELETE", taken).status, ask("DELETE", taken).body["code"]) == (409, "position_still_open")
    ask("POST", f"/v1/recruiting/positions/{position_id}/close", if_match='"1"')
    assert ask("DELETE", taken).body["opened"] == 0
    assert ask("DELETE", taken).body["opened"] == 0
    assert open_position(path).status == 201


def test_a_closed_requisition_opens_no_more_positions() -> None:
    path = approved()
    answer = ask("POST", f"{path}/close", {"because": "冻结编制"}, if_match='"3"')
    assert (answer.body["status"], answer.body["closed_because"]) == ("closed", "冻结编制")
    assert open_position(path).status == 409


def test_a_company_says_itself_who_approves() -> None:
    read = ask("GET", RULES, who=ADA)
    assert (read.body["revision"], [rule["name"] for rule in read.body["rules"]["rules"]]) == (
        0,
        ["department", "company"],
    )
    rules = {"rules": [{"name": "hr", "title": {"zh": "人力资源总监", "en": "Head of HR"}, "users": ["hanna"]}]}
    assert ask("PUT", RULES, rules, RITA, if_match='"0"').status == 403
    assert ask("PUT", RULES, rules, ADA, if_match='"0"').body["revision"] == 1
    assert ask("PUT", RULES, rules, ADA, if_match='"0"').status == 412
    path = submitted()
    refused = approve(path, BOB)
    assert (refused.status, "人力资源总监" in refused.body["detail"]) == (403, True)
    assert approve(path, claims("hanna", "manager", "生产部")).body["status"] == "approved"


def test_what_is_submitted_keeps_the_chain_of_its_day() -> None:
    path = submitted()
    rules = {"rules": [{"name": "hr", "title": {"zh": "人力资源总监", "en": "Head of HR"}, "users": ["hanna"]}]}
    ask("PUT", RULES, rules, ADA, if_match='"0"')
    assert approve(path, BOB).body["status"] == "approved"


def test_who_decided_is_in_the_audit_log(deployment: Deployment) -> None:
    path = approved()
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    told = [(entry["actor"], entry["action"], entry["subject"]) for entry in entries]
    assert ("bob", "approve_requisition", path.rsplit("/", 1)[1]) in told


def test_another_tenants_requisition_is_not_there() -> None:
    assert ask("GET", written(), who=claims("eve", "tenant_admin", tenant="globex")).status == 404


@pytest.mark.parametrize("changed", [{"budget_fen": 1.5}, {"headcount": 0}, {"department": ""}, {"salary": 1}])
def test_what_does_not_fit_is_refused(changed: dict[str, Any]) -> None:
    assert ask("POST", REQUISITIONS, draft(**changed)).status == 422
