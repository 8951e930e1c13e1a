"""Employees come in from a sheet whole or not at all, payroll hears of each, and they go out into one again."""

import base64
import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from functions.payroll.on_people import handler as payroll_hears
from functions.people.begin_employments import handler as begin_employments
from functions.people.on_offer_accepted import handler as on_offer_accepted
from shared.kernel.ids import TenantId
from shared.people.contracts import EmploymentTerms, Hired
from shared.people.employees.staging import StagedEmployees
from shared.platform.tabular.reading import read_table
from tests.builders.aws import Deployment
from tests.builders.candidates import known_tenants
from tests.builders.http import Answer
from tests.builders.lambda_context import FakeContext
from tests.builders.people import accepted, ask, events_told, known_candidate, told
from tests.builders.recruiting import ACME

IMPORTS, EXPORT, EMPLOYEES = "/v1/people/employee-imports", "/v1/people/employees/export", "/v1/people/employees"
HEADER = [
    "工号",
    "姓名",
    "部门",
    "职位",
    "职级",
    "入职日期",
    "参保城市",
    "基本工资",
    "绩效工资",
    "公积金比例",
    "身份证号",
    "手机号",
]
WANG = [
    "A001",
    "王小明",
    "研发",
    "工程师",
    "P6",
    "2024-03-01",
    "北京",
    "20,000.50",
    "3000",
    "12%",
    "11010519491231002X",
    "13800138000",
]
LI = ["A002", "李雷", "销售", "销售代表", "P4", "2025/7/15", "上海市", "12000", "", "7%", "", "+8613900139000"]


def sheet(*rows: list[str], encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode(encoding)


def workbook(*rows: list[str]) -> bytes:
    book, raw = Workbook(), io.BytesIO()
    for row in (HEADER, *rows):
        book.worksheets[0].append(row)
    book.save(raw)
    return raw.getvalue()


def file(content: bytes, name: str = "员工.csv", **more: Any) -> dict[str, Any]:
    return {"filename": name, "content": base64.b64encode(content).decode(), **more}


def preview(content: bytes, **more: Any) -> Answer:
    return ask("POST", f"{IMPORTS}/previews", file(content, **more))


def imported(content: bytes, **more: Any) -> Answer:
    return ask("POST", IMPORTS, file(content, digest=preview(content, **more).body["digest"], **more))


def listed(**query: str) -> list[str]:
    return sorted(line["name"] for line in ask("GET", EMPLOYEES, query=query or None).body["items"])


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def test_a_preview_says_what_would_come_and_keeps_nothing(deployment: Deployment) -> None:
    before = deployment.rows()
    read = preview(sheet(WANG, LI)).body
    assert (read["rows"], read["employees"], read["errors_total"], read["missing"]) == (2, 2, 0, [])
    assert read["sample"][0]["salary"][0]["amount_fen"] == 2000050
    assert deployment.rows() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_employees_come_in_from_any_encoding(deployment: Deployment, encoding: str) -> None:
    made = imported(sheet(WANG, LI, encoding=encoding))
    assert (made.status, made.body["employees"], made.body["told"]) == (201, 2, 2)
    assert listed() == ["李雷", "王小明"]
    assert listed(status="active") == ["李雷", "王小明"]
    assert listed(department="销售") == ["李雷"]


def test_employees_come_in_from_a_workbook(deployment: Deployment) -> None:
    assert imported(workbook(WANG, LI), name="员工.xlsx").status == 201
    assert listed() == ["李雷", "王小明"]


def test_payroll_hears_of_each_with_terms_that_say_imported(deployment: Deployment) -> None:
    imported(sheet(WANG, LI))
    told_of = [Hired.model_validate_json(row["detail"]) for row in events_told(deployment, "hired.v1")]
    terms = [deployment.platform.bucket(ACME).get_document(each.terms, EmploymentTerms) for each in told_of]
    assert {(each.reason, each.monthly_fen, each.social.city) for each in terms} == {
        ("imported", 2300050, "beijing"),
        ("imported", 1200000, "shanghai"),
    }
    for each in told_of:
        event = {"detail-type": Hired.detail_type(), "detail": each.model_dump(mode="json")}
        assert payroll_hears(event, FakeContext()) == {"new": True}


def test_a_file_with_one_wrong_row_brings_in_nobody_and_names_the_row(deployment: Deployment) -> None:
    wrong = [*LI[:7], "面议", *LI[8:]]
    read = preview(sheet(WANG, wrong)).body
    assert read["digest"] is None
    assert [(error["row"], error["column"], error["value"]) for error in read["errors"]] == [(3, "基本工资", "面议")]
    refused = ask("POST", IMPORTS, file(sheet(WANG, wrong), digest="0" * 64))
    assert (refused.status, refused.body["code"]) == (409, "not_previewed")
    assert listed() == []


def test_a_staff_number_that_somebody_has_is_named_with_its_owner(deployment: Deployment) -> None:
    imported(sheet(WANG))
    [owner] = ask("GET", EMPLOYEES).body["items"]
    [error] = preview(sheet(LI, ["A001", *LI[1:]])).body["errors"]
    assert (error["row"], error["column"], error["value"]) == (3, "工号", "A001")
    assert owner["employee"]["employee_id"] in error["problem"]["en"]


def test_a_number_that_is_taken_between_preview_and_import_stops_all_of_it(deployment: Deployment) -> None:
    both = sheet(LI, WANG)
    digest = preview(both).body["digest"]
    imported(sheet(WANG, encoding="gbk"))
    refused = ask("POST", IMPORTS, file(both, digest=digest))
    assert (refused.status, refused.body["code"], refused.body["rows_total"]) == (409, "rows_in_the_way", 1)
    assert listed() == ["王小明"]


def test_a_number_that_is_taken_while_rows_are_written_takes_those_away_again(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, other = sheet(LI, WANG), sheet(WANG, encoding="gbk")
    digest, stage = preview(both).body["digest"], StagedEmployees.stage

    def meanwhile(self: StagedEmployees, *given: Any) -> None:
        stage(self, *given)
        monkeypatch.setattr(StagedEmployees, "stage", stage)
        assert imported(other).status == 201

    monkeypatch.setattr(StagedEmployees, "stage", meanwhile)
    refused = ask("POST", IMPORTS, file(both, digest=digest))
    assert (refused.body["code"], refused.body["rows"][0]["value"]) == ("rows_in_the_way", "A001")
    assert listed() == ["王小明"]
    assert not [row for row in deployment.rows() if row.get("staged")]
    assert imported(sheet(LI)).status == 201


def test_an_import_that_is_interrupted_shows_nobody_and_goes_on_when_it_is_sent_again(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, calls = StagedEmployees.stage, []

    def failing(self: StagedEmployees, *given: Any) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        stage(self, *given)

    monkeypatch.setattr(StagedEmployees, "stage", failing)
    assert imported(sheet(WANG, LI)).status == 500
    assert len(deployment.rows("EMPLOYEE#emp_", "PERSON")) == 1
    assert (listed(), listed(status="active"), listed(department="研发")) == ([], [], [])
    [hidden] = deployment.rows("EMPLOYEE#emp_", "PERSON")
    assert ask("GET", f"{EMPLOYEES}/{hidden['employee_id']}").status == 404
    assert events_told(deployment, "hired.v1") == []
    assert imported(sheet(WANG, LI)).status == 201
    assert len(calls) == 3
    assert listed() == ["李雷", "王小明"]


def test_an_import_that_was_left_for_a_week_is_written_anew(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(StagedEmployees, "show", lambda *_given: (_ for _ in ()).throw(RuntimeError))
        assert imported(sheet(WANG, LI)).status == 500
    deployment.clock.instant += timedelta(days=6, hours=12)
    assert imported(sheet(WANG, LI)).status == 201
    assert listed() == ["李雷", "王小明"]
    assert not [row for row in deployment.rows("EMPLOYEE#emp_") if row["SK"] == "EMPLOYEE" and row.get("expires_at")]


def test_what_was_shown_and_not_told_is_told_in_the_morning(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(StagedEmployees, "tell", lambda *_given: (_ for _ in ()).throw(RuntimeError))
        assert imported(sheet(WANG, LI)).status == 500
    assert listed() == ["李雷", "王小明"]
    [who, _other] = ask("GET", EMPLOYEES).body["items"]
    path = f"{EMPLOYEES}/{who['employee']['employee_id']}"
    assert ask("PUT", path, {"staff_number": "B1"}, match="1").status == 412
    assert begin_employments({}, FakeContext()) == {"imports": 1}
    assert len(events_told(deployment, "hired.v1")) == 2
    assert begin_employments({}, FakeContext()) == {}
    assert ask("PUT", path, {"staff_number": "B1"}, match="1").status == 200
    assert not [row for row in deployment.rows() if row.get("staged")]


def test_the_same_file_again_is_the_same_import(deployment: Deployment) -> None:
    first = imported(sheet(["", *LI[1:]]))
    again = imported(sheet(["", *LI[1:]]))
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body
    assert listed() == ["李雷"]
    assert len(events_told(deployment, "hired.v1")) == 1


def test_imports_are_one_entry_of_the_audit_log(deployment: Deployment) -> None:
    made = imported(sheet(WANG, LI)).body["import_id"]
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert [each["detail"] for each in entries if each["subject"] == made] == [{"change": "imported", "employees": 2}]


def test_nothing_of_an_imported_person_is_readable_in_the_table(deployment: Deployment) -> None:
    imported(sheet(WANG, LI))
    table = json.dumps(deployment.rows("EMPLOYEE"), ensure_ascii=False)
    assert [word for word in ("王小明", "李雷", "13800138000", "11010519491231002X") if word in table] == []


def test_an_imported_employee_is_asked_only_what_concerns_an_employment(deployment: Deployment) -> None:
    imported(sheet(WANG))
    [line] = ask("GET", EMPLOYEES).body["items"]
    asked = {each["purpose"]: each["becomes"] for each in line["employee"]["consents"]}
    assert asked == {"personal_data": "not_needed", "bank_and_id": "not_needed", "requirement_analysis": "asked_anew"}


def test_the_terms_of_an_imported_employee_change_and_end_like_anybodys(deployment: Deployment) -> None:
    imported(sheet(WANG))
    [line] = ask("GET", EMPLOYEES).body["items"]
    one = f"{EMPLOYEES}/{line['employee']['employee_id']}"
    change = {"effective_from": "2026-12-01", "reason": "promotion", "note": "x", "grade": "P7"}
    assert ask("POST", f"{one}/terms", change, match="1").status == 201
    assert ask("POST", f"{one}/exit", {"last_day": "2026-12-31", "reason": "resigned"}, match="2").status == 200


@pytest.mark.parametrize("role", ["recruiter", "manager", "auditor"])
def test_only_who_manages_employees_imports_them(deployment: Deployment, role: str) -> None:
    assert ask("POST", f"{IMPORTS}/previews", file(sheet(WANG)), role=role, departments="研发").status == 403
    refused = ask("POST", IMPORTS, file(sheet(WANG), digest="0" * 64), role=role, departments="研发")
    assert refused.status == 403


def test_what_is_no_table_is_refused_in_words(deployment: Deployment) -> None:
    assert ask("POST", f"{IMPORTS}/previews", {"filename": "x.csv", "content": "?!"}).status == 422
    assert preview(b"<html><table></table></html>").status == 422
    assert preview(b"").status == 422


def exported(**query: str) -> Answer:
    return ask("GET", EXPORT, query=query or None)


def test_what_is_exported_is_imported_as_it_stands(deployment: Deployment) -> None:
    imported(sheet(WANG, LI))
    out = exported()
    read = ask("POST", f"{IMPORTS}/previews", file(out.body.encode()), tenant=TenantId("globex"))
    assert (read.body["errors_total"], read.body["left_out"]) == (0, ["系统编号"])
    told = {one["person"]["name"]: one for one in read.body["sample"]}
    before = {one["person"]["name"]: one for one in preview(sheet(["A9", *WANG[1:]], ["A8", *LI[1:]])).body["sample"]}
    for name, one in told.items():
        assert {**one, "row": 0, "staff_number": ""} == {**before[name], "row": 0, "staff_number": ""}


def test_a_workbook_comes_out_with_every_cell_a_text(deployment: Deployment) -> None:
    imported(sheet(WANG))
    out = exported(kind="xlsx", language="en")
    assert out.content_type.startswith("application/vnd.openxmlformats")
    table = read_table(base64.b64decode(out.body), "employees.xlsx")
    row = dict(zip(table.header, table.rows[0].cells, strict=True))
    assert (row["Name"], row["Identity number"], row["Base salary"], row["Status"]) == (
        "王小明",
        "11010519491231002X",
        "20000.50",
        "active",
    )


def test_a_name_that_looks_like_a_formula_does_nothing(deployment: Deployment) -> None:
    imported(sheet([*WANG[:1], "=HYPERLINK(1)", *WANG[2:]]))
    assert "'=HYPERLINK(1)" in exported().body


def test_an_export_goes_page_by_page_and_each_is_in_the_audit_log(deployment: Deployment) -> None:
    imported(sheet(WANG, LI))
    first = exported(rows="1")
    after = first.headers["link"].partition("after=")[2].partition(">")[0].replace("%3D", "=")
    second = exported(rows="1", after=after)
    names = [next(csv.reader(io.StringIO(each.body.splitlines()[1])))[1] for each in (first, second)]
    assert sorted(names) == ["李雷", "王小明"]
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert [each["detail"]["employees"] for each in entries if each["detail"].get("change") == "exported"] == [1, 1]


def test_a_manager_exports_the_own_department_and_a_recruiter_nobody(deployment: Deployment) -> None:
    imported(sheet(WANG, LI))
    own = ask("GET", EXPORT, role="manager", departments="销售").body
    assert ("李雷" in own, "王小明" in own) == (True, False)
    assert ask("GET", EXPORT, role="manager", departments="销售", query={"department": "研发"}).status == 403
    assert len(ask("GET", EXPORT, role="recruiter").body.splitlines()) == 1


def test_who_accepted_an_offer_is_exported_before_the_first_day(deployment: Deployment) -> None:
    on_offer_accepted(told(accepted(known_candidate()), deployment), FakeContext())
    assert "待入职" in exported().body
