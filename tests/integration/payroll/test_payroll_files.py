"""What people tell of employees becomes payroll's file: whatever the order, however often it is told."""

from collections.abc import Iterator
from datetime import date

import pytest

from shared.payroll.files.errors import FileAwaited
from tests.builders.aws import Deployment, deployed
from tests.builders.payroll_runs import ACME, FIONA, HANMEI, LILEI, PAM, RITA, changed, gone, hired, tell, terms, told

FILE = f"/v1/payroll/employees/{LILEI}"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


def test_a_hire_makes_the_file_and_tells_finance_the_salary(deployment: Deployment) -> None:
    assert tell(hired(deployment)) == {"new": True}
    file = PAM.get(FILE).body
    assert (file["terms"][0]["terms"]["number"], file["candidate_id"]) == (1, "cnd_1")
    [event] = told(deployment, "salary_changed")
    assert (event["before_fen"], event["after_fen"], event["effective_from"]) == (None, 3_000_000, "2026-09-01")


def test_the_same_event_again_changes_nothing(deployment: Deployment) -> None:
    event = hired(deployment)
    tell(event)
    assert tell(event) == {"new": False}
    assert len(told(deployment, "salary_changed")) == 1
    assert PAM.get(FILE).headers["etag"] == '"1"'


def test_a_raise_is_told_with_the_amount_before(deployment: Deployment) -> None:
    tell(hired(deployment))
    tell(changed(deployment, terms(number=2, salary=3_300_000, effective_from=date(2026, 11, 1))))
    event = told(deployment, "salary_changed")[-1]
    assert (event["before_fen"], event["after_fen"], event["reason"]) == (3_000_000, 3_300_000, "raise")


def test_a_transfer_without_another_amount_is_no_salary_change(deployment: Deployment) -> None:
    tell(hired(deployment))
    moved = terms(number=2, effective_from=date(2026, 11, 1), department="Sales", reason="transfer")
    assert tell(changed(deployment, moved)) == {"new": True}
    assert len(told(deployment, "salary_changed")) == 1
    assert [one["department"] for one in PAM.get("/v1/payroll/employees").body["items"]] == ["Sales"]


def test_changed_terms_that_overtake_the_hire_are_kept_and_the_hire_adds_who_it_was(deployment: Deployment) -> None:
    first = hired(deployment)
    tell(changed(deployment, terms(number=2, salary=3_300_000, effective_from=date(2026, 11, 1))))
    assert tell(first) == {"new": True}
    file = PAM.get(FILE).body
    assert sorted(one["terms"]["number"] for one in file["terms"]) == [1, 2]
    assert file["candidate_id"] == "cnd_1"


def test_terms_that_were_corrected_on_the_same_day_never_hold_when_they_come_late(deployment: Deployment) -> None:
    late = changed(deployment, terms(number=2, salary=9_900_000, effective_from=date(2026, 11, 1)))
    tell(hired(deployment))
    tell(changed(deployment, terms(number=3, salary=3_300_000, effective_from=date(2026, 11, 1))))
    tell(late)
    assert [event["after_fen"] for event in told(deployment, "salary_changed")] == [3_000_000, 3_300_000]


def test_a_leaving_that_comes_before_the_hire_is_tried_again(deployment: Deployment) -> None:
    event = gone(LILEI, date(2026, 10, 15))
    with pytest.raises(FileAwaited):
        tell(event)
    tell(hired(deployment))
    assert (tell(event), tell(event)) == ({"new": True}, {"new": False})
    assert PAM.get(FILE).body["last_day"] == "2026-10-15"


def test_a_document_that_was_changed_on_its_way_is_not_taken(deployment: Deployment) -> None:
    event = hired(deployment)
    deployment.platform.bucket(ACME).put_document(event.terms.key, terms(salary=9_900_000))
    with pytest.raises(Exception, match="not the one that was referred to"):
        tell(event)
    assert PAM.get(FILE).body["code"] == "no_such_payroll_file"


ACCOUNT = {"holder": "李雷", "number": "6222 0212 3456 7890 123", "bank": "中国工商银行", "bank_code": "102100099996"}


def test_a_bank_account_is_sealed_and_masked(deployment: Deployment) -> None:
    tell(hired(deployment))
    saved = PAM.put(f"{FILE}/account", ACCOUNT, read=PAM.get(FILE))
    assert saved.status == 200, saved.body
    assert saved.body["account"]["number"] == "***************0123"[-19:]
    everything = str(deployment.rows())
    assert "6222021234567890123" not in everything
    assert "李雷" not in everything
    files = deployment.platform
    from shared.payroll.files.store import FileStore

    store = FileStore(files.table(ACME), files.audit(ACME), files.sealer(ACME))
    opened = store.accounts([LILEI])[LILEI]
    assert (opened.number, opened.holder) == ("6222021234567890123", "李雷")


@pytest.mark.parametrize("number", ["1234", "6222-ABC!-0000-0000", "x" * 40])
def test_what_is_no_account_number_is_refused(deployment: Deployment, number: str) -> None:
    tell(hired(deployment))
    assert PAM.put(f"{FILE}/account", {**ACCOUNT, "number": number}, read=PAM.get(FILE)).status == 422


def test_an_edit_of_an_older_file_is_refused(deployment: Deployment) -> None:
    tell(hired(deployment))
    old = PAM.get(FILE)
    assert PAM.put(f"{FILE}/tax", {"special": []}, read=old).status == 200
    assert PAM.put(f"{FILE}/tax", {"special": []}, read=old).body["code"] == "precondition_failed"
    assert PAM.put(f"{FILE}/tax", {"special": []}).body["code"] == "precondition_required"


def test_mortgage_and_rent_exclude_each_other(deployment: Deployment) -> None:
    tell(hired(deployment))
    both = [
        {"kind": "mortgage", "amount_fen": 100_000, "from_period": "2026-01"},
        {"kind": "rent", "amount_fen": 150_000, "from_period": "2026-06"},
    ]
    refused = PAM.put(f"{FILE}/tax", {"special": both}, read=PAM.get(FILE))
    assert refused.status == 422
    assert "exclude each other" in str(refused.body)


def test_recruiters_see_nothing_and_finance_changes_nothing(deployment: Deployment) -> None:
    tell(hired(deployment))
    assert RITA.get(FILE).status == 403
    assert RITA.get("/v1/payroll/employees").body["items"] == []
    assert FIONA.get(FILE).status == 200
    assert FIONA.put(f"{FILE}/tax", {}, read=FIONA.get(FILE)).status == 403


def test_every_reading_of_a_file_is_in_the_audit_log(deployment: Deployment) -> None:
    tell(hired(deployment))
    PAM.get(FILE)
    links = [row["link"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert any('"read_payroll"' in link and LILEI in link and '"pam"' in link for link in links)


INPUTS = f"{FILE}/inputs/2026-09"


def test_a_months_inputs_are_written_and_listed(deployment: Deployment) -> None:
    tell(hired(deployment))
    first = PAM.get(INPUTS)
    assert (first.body, first.headers["etag"]) == ({"held": None}, '"0"')
    saved = PAM.put(INPUTS, {"leave_without_pay_days": "1"}, read=first)
    assert saved.status == 200, saved.body
    assert PAM.put(INPUTS, {"leave_without_pay_days": "2"}, read=first).status == 412
    [held] = PAM.get("/v1/payroll/inputs/2026-09").body["items"]
    assert (held["employee_id"], held["inputs"]["leave_without_pay_days"]) == (LILEI, "1")


def test_more_than_a_record_holds_is_refused_in_words(deployment: Deployment) -> None:
    tell(hired(deployment))
    items = [{"component": "commission", "amount_fen": 1, "note": "x" * 200} for _number in range(100)]
    refused = PAM.put(INPUTS, {"items": items}, read='"0"')
    assert (refused.status, refused.body["code"]) == (413, "too_much_to_keep")


def test_an_import_names_whom_payroll_does_not_know(deployment: Deployment) -> None:
    tell(hired(deployment))
    tell(hired(deployment, terms(HANMEI), candidate="cnd_2"))
    lines = [{"employee_id": who, "inputs": {"sick_leave_days": "2"}} for who in (LILEI, HANMEI, "emp_9")]
    made = PAM.post("/v1/payroll/inputs/2026-09/import", {"lines": lines})
    assert made.body == {"entered": 2, "unknown": ["emp_9"]}
    assert PAM.post("/v1/payroll/inputs/2026-09/import", {"lines": lines}).body["entered"] == 2
    assert PAM.get(INPUTS).headers["etag"] == '"1"'
