"""Many candidates from a table: previewed with every fault, entered once, whatever encoding it comes in."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from functions.recruiting.api import handler
from functions.recruiting.import_candidates import handler as work
from shared.recruiting.candidates.imports.error_file import harmless
from tests.builders.aws import BUCKET, TABLE, Deployment
from tests.builders.candidates import CANDIDATES, added, ask, audited, known_tenants
from tests.builders.http import Answer, api_event, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import position_draft

IMPORTS = "/v1/recruiting/candidate-imports"
MAPPINGS = "/v1/recruiting/candidate-import-mappings"
HEADER = ["姓名", "手机号码", "邮箱", "出生日期", "毕业院校", "标签", "备注"]


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def born(number: int) -> str:
    return (date(1980, 1, 1) + timedelta(days=number * 7)).isoformat()


def good(number: int) -> list[str]:
    name, phone = f"张{chr(0x4E00 + number)}", f"138{number:08d}"
    return [name, phone, f"person{number}@example.com", born(number), "浙江大学", "", ""]


def table(rows: list[list[str]], header: list[str] | None = None) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header or HEADER, *rows])
    return text.getvalue()


def upload(deployment: Deployment, body: bytes, filename: str = "candidates.csv") -> str:
    begun = ask("POST", IMPORTS, {"filename": filename, "size_bytes": len(body)}).body
    key = begun["url"].split("?")[0].split("amazonaws.com/")[1]
    deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=body)
    return str(begun["import_id"])


def preview(import_id: str, **reading: Any) -> Any:
    answer = ask("POST", f"{IMPORTS}/{import_id}/preview", reading)
    assert answer.status == 200, answer.body
    return answer.body


def start(import_id: str, digest: str, **order: Any) -> Answer:
    return ask("POST", f"{IMPORTS}/{import_id}/start", {"digest": digest, **order})


def turn(deployment: Deployment) -> dict[str, Any]:
    """Hand the newest event of the outbox to the worker."""
    newest = max(deployment.rows("#CANDIDATEIMPORT#", "EVENT#"), key=lambda row: row["SK"])
    return work({"detail": json.loads(newest["detail"])}, FakeContext())


def entered(deployment: Deployment, body: bytes, filename: str = "candidates.csv", **order: Any) -> Any:
    import_id = upload(deployment, body, filename)
    assert start(import_id, preview(import_id)["digest"], **order).status == 202
    while turn(deployment)["state"] == "running":
        pass
    return ask("GET", f"{IMPORTS}/{import_id}").body


def test_a_preview_shows_columns_the_first_rows_and_enters_nobody(deployment: Deployment) -> None:
    shown = preview(upload(deployment, table([good(n) for n in range(20)]).encode()))
    assert {column["column"]: column["field"] for column in shown["columns"]} == {
        "姓名": "name",
        "手机号码": "phone",
        "邮箱": "email",
        "出生日期": "birth_date",
        "毕业院校": "school",
        "标签": "tags",
        "备注": "note",
    }
    assert (shown["rows"], shown["bad_rows"], len(shown["sample"])) == (20, 0, 10)
    assert shown["sample"][0]["profile"]["phones"] == ["+8613800000000"]
    assert ask("GET", CANDIDATES).body["items"] == []


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_encoding_is_read(deployment: Deployment, encoding: str) -> None:
    shown = preview(upload(deployment, table([good(1), good(2)]).encode(encoding)))
    assert (shown["good_rows"], shown["sample"][0]["profile"]["education"][0]["school"]) == (2, "浙江大学")


def test_a_workbook_is_read(deployment: Deployment) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADER, good(1), good(2)]:
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    job = entered(deployment, body.getvalue(), "候选人.xlsx")
    assert (job["state"], job["created"]) == ("done", 2)


def thousand_with_ten_bad() -> bytes:
    rows = [good(number) for number in range(1000)]
    for place in range(0, 1000, 100):
        rows[place][1] = "12345"
    rows[500] = ["", "no phone", "no mail", "someday", "", "", ""]
    return table(rows).encode("gbk")


def test_a_thousand_rows_with_ten_bad_ones_name_each_fault_and_nothing_is_half_imported(deployment: Deployment) -> None:
    import_id = upload(deployment, thousand_with_ten_bad())
    shown = preview(import_id)
    assert (shown["rows"], shown["good_rows"], shown["bad_rows"]) == (1000, 990, 10)
    assert {error["row"] for error in shown["errors"]} == {number + 2 for number in range(0, 1000, 100)}
    fault = shown["errors"][0]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "手机号码", "12345")
    assert all(fault[part][language] for part in ("problem", "remedy") for language in ("zh", "en"))
    assert len([error for error in shown["errors"] if error["row"] == 502]) == 4
    refused = start(import_id, shown["digest"])
    assert (refused.status, refused.body["code"]) == (409, "rows_with_errors")
    assert refused.body["rows_total"] == 13
    assert ask("GET", CANDIDATES).body["items"] == []


def test_the_bad_rows_come_back_as_a_table_to_correct(deployment: Deployment) -> None:
    import_id = upload(deployment, thousand_with_ten_bad())
    preview(import_id)
    told = ask_text(f"{IMPORTS}/{import_id}/bad-rows")
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert told.startswith("\ufeff")
    assert len(rows) == 11
    assert rows[0][: len(HEADER)] == HEADER
    assert "手机号码" in rows[1][-2]


def ask_text(path: str) -> str:
    told = handler(api_event("GET", path, claims=staff_claims()), FakeContext())
    assert told["statusCode"] == 200
    return str(told["body"])


def test_good_rows_are_entered_and_the_bad_ones_left(deployment: Deployment) -> None:
    rows = [good(number) for number in range(12)]
    rows[3][1] = "12345"
    rows[4][6] = "猎头推荐"
    job = entered(deployment, table(rows).encode(), choice="good_rows_only")
    assert (job["state"], job["done"], job["created"], job["bad_rows"]) == ("done", 11, 11, 1)
    found = ask("GET", CANDIDATES, query={"phone": "13800000004"}).body["items"]
    notes = ask("GET", f"{CANDIDATES}/{found[0]['candidate_id']}/notes").body["items"]
    assert [note["text"] for note in notes] == ["猎头推荐"]


def test_who_is_known_is_left_out_and_listed(deployment: Deployment) -> None:
    candidate = added(phones=["13800000001"], emails=[])
    import_id = upload(deployment, table([good(1), good(2), good(2)]).encode())
    shown = preview(import_id)
    assert shown["known"] == [{"row": 2, "candidate_ids": [candidate]}]
    assert shown["twice"] == [{"row": 4, "earlier_row": 3}]
    start(import_id, shown["digest"])
    turn(deployment)
    job = ask("GET", f"{IMPORTS}/{import_id}").body
    assert (job["created"], job["known"]) == (1, 2)
    skipped = ask("GET", f"{IMPORTS}/{import_id}/known").body["items"]
    assert [row["row"] for row in skipped] == [2, 4]


def test_who_is_known_can_be_entered_and_is_then_suspected(deployment: Deployment) -> None:
    added(name={"full": good(1)[0]}, phones=["13800000001"], emails=[], birth_date=born(1))
    job = entered(deployment, table([good(1)]).encode(), on_known="create")
    assert (job["created"], job["suspected"]) == (1, 1)
    assert len(ask("GET", "/v1/recruiting/duplicates").body["items"]) == 1


def test_the_same_event_again_and_the_same_file_again_enter_nobody_twice(deployment: Deployment) -> None:
    body = table([good(number) for number in range(5)]).encode()
    entered(deployment, body)
    turn(deployment)
    again = entered(deployment, body, on_known="create")
    assert (again["created"], again["known"]) == (0, 5)
    assert len(ask("GET", CANDIDATES).body["items"]) == 5


def test_a_worker_that_was_interrupted_is_carried_on_where_it_stopped(deployment: Deployment) -> None:
    import_id = upload(deployment, table([good(number) for number in range(27)]).encode())
    start(import_id, preview(import_id)["digest"])

    class Hurried(FakeContext):
        def get_remaining_time_in_millis(self) -> int:
            return 1000

    told = [json.loads(row["detail"]) for row in deployment.rows("#CANDIDATEIMPORT#", "EVENT#")]
    first = work({"detail": told[0]}, Hurried())
    assert (first["state"], first["done"]) == ("running", 25)
    assert ask("GET", f"{IMPORTS}/{import_id}").body["done"] == 25
    assert len(deployment.rows("#CANDIDATEIMPORT#", "EVENT#")) == 2
    assert turn(deployment) == {"state": "done", "done": 27, "rows": 27}


def test_rows_that_were_entered_before_a_fault_count_once(deployment: Deployment) -> None:
    import_id = upload(deployment, table([good(number) for number in range(3)]).encode())
    start(import_id, preview(import_id)["digest"])
    before = next(row for row in deployment.rows("#CANDIDATEIMPORT#", "IMPORT"))
    turn(deployment)
    forgotten = {name: {"S" if name != "done" else "N": value} for name, value in before.items()}
    deployment.client("dynamodb").put_item(TableName=TABLE, Item=forgotten)  # the worker died before it noted them
    turn(deployment)
    job = ask("GET", f"{IMPORTS}/{import_id}").body
    assert (job["created"], job["known"], job["state"]) == (3, 0, "done")
    assert len(ask("GET", CANDIDATES).body["items"]) == 3


def test_everybody_of_a_file_can_apply_to_a_position(deployment: Deployment) -> None:
    position = ask("POST", "/v1/recruiting/positions", position_draft()).body["position_id"]
    known = added(phones=["13800000001"], emails=[])
    job = entered(deployment, table([good(1), good(2)]).encode(), position_id=position)
    assert (job["created"], job["known"], job["applied"]) == (1, 1, 2)
    listed = ask("GET", CANDIDATES, query={"position_id": position}).body["items"]
    assert known in [item["candidate_id"] for item in listed]
    assert len(listed) == 2


def test_nobody_is_imported_to_a_closed_position(deployment: Deployment) -> None:
    position = ask("POST", "/v1/recruiting/positions", position_draft()).body["position_id"]
    ask("POST", f"/v1/recruiting/positions/{position}/close", headers={"if-match": '"1"'})
    import_id = upload(deployment, table([good(1)]).encode())
    assert start(import_id, preview(import_id)["digest"], position_id=position).status == 409


def test_only_what_was_previewed_is_entered(deployment: Deployment) -> None:
    import_id = upload(deployment, table([good(1)]).encode())
    digest = preview(import_id)["digest"]
    other = preview(import_id, columns={"备注": ""})["digest"]
    assert other != digest
    assert start(import_id, digest).body["code"] == "not_previewed"
    assert start(import_id, other).status == 202
    assert start(import_id, other).status == 202
    assert ask("POST", f"{IMPORTS}/{import_id}/preview", {}).status == 409


def test_a_file_that_was_replaced_after_the_start_is_not_entered(deployment: Deployment) -> None:
    import_id = upload(deployment, table([good(1)]).encode())
    start(import_id, preview(import_id)["digest"])
    [key] = deployment.objects("imports/")
    deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=table([good(9)]).encode())
    assert turn(deployment)["state"] == "stopped"
    assert ask("GET", CANDIDATES).body["items"] == []


def test_a_mapping_is_told_saved_and_used_for_the_next_file(deployment: Deployment) -> None:
    body = table([["王小明", "13800138000"]], ["A", "B"]).encode()
    shown = preview(upload(deployment, body))
    assert (shown["digest"], shown["missing"]) == (None, ["name"])
    saved = ask("POST", MAPPINGS, {"name": "猎头表", "reading": {"columns": {"A": "name", "B": "phone"}}}).body
    assert [mapping["name"] for mapping in ask("GET", MAPPINGS).body["items"]] == ["猎头表"]
    by_saved = preview(upload(deployment, body), mapping_id=saved["mapping_id"])
    assert by_saved["sample"][0]["profile"]["name"]["full"] == "王小明"
    deleted = ask_raw("DELETE", f"{MAPPINGS}/{saved['mapping_id']}")
    assert deleted == 204
    assert ask("POST", f"{IMPORTS}/nobody/preview", {"mapping_id": saved["mapping_id"]}).status == 404


def ask_raw(method: str, path: str) -> int:
    return int(handler(api_event(method, path, claims=staff_claims()), FakeContext())["statusCode"])


def test_a_formula_does_not_leave_as_one() -> None:
    cells = ("=1+1", "+86 1", "-1", "@a", "张三")
    assert [harmless(cell) for cell in cells] == ["'=1+1", "'+86 1", "'-1", "'@a", "张三"]


def test_files_that_are_no_tables_are_refused(deployment: Deployment) -> None:
    assert ask("POST", IMPORTS, {"filename": "a.exe", "size_bytes": 5}).status == 415
    assert ask("POST", IMPORTS, {"filename": "a.csv", "size_bytes": 50_000_000}).status == 413
    begun = ask("POST", IMPORTS, {"filename": "a.csv", "size_bytes": 5}).body
    assert ask("POST", f"{IMPORTS}/{begun['import_id']}/preview", {}).status == 409
    binary = upload(deployment, b"\x00\x01\x02" * 50)
    assert ask("POST", f"{IMPORTS}/{binary}/preview", {}).status == 422


def test_imports_are_listed_and_audited_and_only_recruiters_import(deployment: Deployment) -> None:
    entered(deployment, table([good(1)]).encode())
    assert len(ask("GET", IMPORTS).body["items"]) == 1
    changes = {entry["detail"].get("change") for entry in audited(deployment, "import_candidates")}
    assert {"file announced", "previewed", "started", "imported"} <= changes
    assert ask("POST", IMPORTS, {"filename": "a.csv", "size_bytes": 5}, role="manager").status == 403


def test_no_row_of_an_import_holds_a_word_of_anybody(deployment: Deployment) -> None:
    entered(deployment, table([good(1)]).encode())
    everything = json.dumps(deployment.rows(), ensure_ascii=False)
    assert not any(word in everything for word in (good(1)[0], "13800000001", "person1@", "浙江大学"))
