"""A company imports its hiring history over HTTP: previewed first, then whole or not at all."""

import base64
from typing import Any

import pytest

from functions.recruiting.analysis import handler
from functions.tenancy.create_tenant import handler as create_tenant
from tests.builders.aws import Deployment
from tests.builders.faults import throttled
from tests.builders.history import as_csv, planted_history
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

HISTORY = "/v1/recruiting/history"
GOOD = "工号,岗位,是否录用,抗压能力\n1,生产经理,是,80\n2,生产经理,否,60\n3,销售代表,是,70\n"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    tenant: str = "acme",
    role: str = "recruiter",
    key: str | None = None,
    query: dict[str, str] | None = None,
) -> Answer:
    headers = {"idempotency-key": key} if key else {}
    return call(handler, api_event(method, path, body, headers=headers, claims=staff_claims(tenant, role), query=query))


def file(content: str | bytes = GOOD, **more: Any) -> dict[str, Any]:
    body = content if isinstance(content, bytes) else content.encode()
    return {"filename": "历史.csv", "content": base64.b64encode(body).decode(), **more}


def digest(content: str | bytes = GOOD, **more: Any) -> str:
    return str(ask("POST", f"{HISTORY}/previews", file(content, **more)).body["digest"])


def imported(content: str | bytes = GOOD, **more: Any) -> Answer:
    return ask("POST", f"{HISTORY}/imports", file(content, digest=digest(content), **more))


def test_a_preview_says_what_would_be_imported_and_keeps_nothing(deployment: Deployment) -> None:
    before = deployment.rows()
    told = ask("POST", f"{HISTORY}/previews", file()).body
    assert (told["records"], told["jobs"], told["errors_total"]) == (3, {"生产经理": 2, "销售代表": 1}, 0)
    assert [column["field"] for column in told["columns"]] == [
        "person",
        "job_title",
        "hired",
        "score:stress_tolerance",
    ]
    assert len(told["digest"]) == 64
    assert deployment.rows() == before


def test_what_was_previewed_is_imported_and_listed() -> None:
    made = imported()
    assert (made.status, made.body["records"], made.body["hired"]) == (201, 3, 2)
    [listed] = ask("GET", f"{HISTORY}/imports").body["items"]
    assert listed == made.body == ask("GET", f"{HISTORY}/imports/{made.body['import_id']}").body
    assert ask("GET", f"{HISTORY}/jobs").body["jobs"] == {"生产经理": 2, "销售代表": 1}


def test_a_sheet_in_gbk_of_several_chunks_comes_in_whole(deployment: Deployment) -> None:
    made = imported(as_csv(planted_history(300)))
    assert (made.body["records"], made.body["chunks"]) == (600, 3)
    chunks = deployment.rows("#HISTORY#", "CHUNK#")
    assert len(chunks) == 3
    assert not any("expires_at" in chunk for chunk in chunks)


def test_other_bytes_or_another_mapping_than_the_previewed_ones_are_refused(deployment: Deployment) -> None:
    told = digest()
    for changed in (file(GOOD + "4,销售代表,是,90\n", digest=told), file(columns={"抗压能力": ""}, digest=told)):
        answer = ask("POST", f"{HISTORY}/imports", changed)
        assert (answer.status, answer.body["code"]) == (409, "not_previewed")
    assert deployment.rows("#HISTORY") == []


def test_one_bad_row_keeps_everything_out_and_is_named_in_both_languages(deployment: Deployment) -> None:
    bad = GOOD + "4,销售代表,是,一百\n5,销售代表,是,101\n"
    preview = ask("POST", f"{HISTORY}/previews", file(bad)).body
    assert (preview["digest"], preview["errors_total"]) == (None, 2)
    answer = ask("POST", f"{HISTORY}/imports", file(bad, digest="0" * 64))
    assert (answer.status, answer.body["code"]) == (422, "rows_invalid")
    assert [(error["row"], error["column"]) for error in answer.body["rows"]] == [(5, "抗压能力"), (6, "抗压能力")]
    assert answer.body["rows"][0]["problem"].keys() == {"zh", "en"}
    assert deployment.rows("#HISTORY") == []


def test_a_missing_column_is_named_and_can_be_mapped() -> None:
    text = "代号,岗位,抗压能力\n1,生产经理,80\n"
    assert ask("POST", f"{HISTORY}/previews", file(text)).body["missing"] == ["person"]
    refused = ask("POST", f"{HISTORY}/imports", file(text, digest="0" * 64))
    assert (refused.status, "人员编号" in refused.body["detail"]) == (422, True)
    columns = {"代号": "person"}
    told = digest(text, columns=columns)
    assert ask("POST", f"{HISTORY}/imports", file(text, columns=columns, digest=told)).status == 201


def test_the_same_table_is_not_imported_twice_and_the_first_import_is_named() -> None:
    first = imported().body["import_id"]
    again = imported()
    assert (again.status, again.body["code"]) == (409, "imported_already")
    assert first in again.body["detail"]


def test_the_same_request_again_returns_the_same_import(deployment: Deployment) -> None:
    order_ = file(digest=digest())
    first, second = (ask("POST", f"{HISTORY}/imports", order_, key="once") for _ in range(2))
    assert first.body == second.body
    assert len(deployment.rows("#HISTORY", "IMPORT#")) == 1


def test_an_import_that_breaks_off_is_not_visible_and_goes_by_itself(deployment: Deployment) -> None:
    told = digest()
    with throttled("TransactWriteItems"):
        assert ask("POST", f"{HISTORY}/imports", file(digest=told)).status == 503
    assert ask("GET", f"{HISTORY}/imports").body["items"] == []
    assert imported().status == 201


def test_chunks_that_are_not_finished_carry_a_time_to_live(deployment: Deployment) -> None:
    told = digest()
    with throttled("UpdateItem"):
        assert ask("POST", f"{HISTORY}/imports", file(digest=told)).status == 503
    assert all("expires_at" in chunk for chunk in deployment.rows("#HISTORY#", "CHUNK#"))


def test_a_deleted_import_is_gone_with_its_records_and_can_come_again(deployment: Deployment) -> None:
    import_id = imported().body["import_id"]
    assert ask("DELETE", f"{HISTORY}/imports/{import_id}").status == 204
    assert deployment.rows("#HISTORY") == []
    assert ask("DELETE", f"{HISTORY}/imports/{import_id}").status == 404
    assert imported().status == 201


def test_imports_are_listed_page_by_page_the_newest_first() -> None:
    ids = [imported(GOOD + f"9{number},销售代表,是,9{number}\n").body["import_id"] for number in range(3)]
    first = ask("GET", f"{HISTORY}/imports", query={"limit": "2"}).body
    second = ask("GET", f"{HISTORY}/imports", query={"limit": "2", "cursor": first["next"]}).body
    assert [one["import_id"] for one in [*first["items"], *second["items"]]] == ids[::-1]
    assert second.get("next") is None


def test_a_person_is_taken_out_of_every_import(deployment: Deployment) -> None:
    import_id = imported().body["import_id"]
    told = ask("GET", f"{HISTORY}/people/2").body["records"]
    assert [(one["import_id"], one["record"]["job_title"]) for one in told] == [(import_id, "生产经理")]
    assert ask("DELETE", f"{HISTORY}/people/2").body["records"] == 1
    assert ask("GET", f"{HISTORY}/people/2").body["records"] == []
    assert ask("GET", f"{HISTORY}/imports/{import_id}").body["records"] == 2


def test_reading_a_persons_records_is_in_the_audit_log(deployment: Deployment) -> None:
    ask("GET", f"{HISTORY}/people/2")
    assert any('"read_history"' in row["link"] for row in deployment.rows("#AUDIT#", "ENTRY#"))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"content": "no base64!"}, "base64"),
        ({"content": base64.b64encode(b"\x00\x01\x02" * 50).decode()}, "no text file"),
        ({"columns": {"薪水": "person"}}, "no column"),
        ({"sheet": "x" * 61}, "sheet"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(changed: dict[str, Any], word: str) -> None:
    answer = ask("POST", f"{HISTORY}/previews", {**file(), **changed})
    assert (answer.status, word in answer.body["detail"]) == (422, True)


@pytest.mark.parametrize("role", ["manager", "interviewer", "payroll", "finance"])
def test_history_is_for_those_who_recruit_for_the_whole_company(role: str) -> None:
    assert ask("POST", f"{HISTORY}/previews", file(), role=role).status == 403
    assert ask("GET", f"{HISTORY}/imports", role=role).status == 403


def test_an_auditor_reads_and_changes_nothing() -> None:
    import_id = imported().body["import_id"]
    assert ask("GET", f"{HISTORY}/imports", role="auditor").status == 200
    assert ask("DELETE", f"{HISTORY}/imports/{import_id}", role="auditor").status == 403


def test_another_tenants_history_is_not_there() -> None:
    import_id = imported().body["import_id"]
    assert ask("GET", f"{HISTORY}/imports/{import_id}", tenant="globex").status == 404
    assert ask("GET", f"{HISTORY}/imports", tenant="globex").body["items"] == []
