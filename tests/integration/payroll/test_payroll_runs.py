"""A payroll run from the hire to the books: made, calculated, looked through, approved by another, paid, posted."""

import json

import pytest

from shared.payroll.contracts import PayrollRunPaid
from tests.builders.aws import Deployment
from tests.builders.payroll_runs import (
    FIONA,
    HANMEI,
    LILEI,
    NEXT,
    PAM,
    PAUL,
    PERIOD,
    RITA,
    RUNS,
    act,
    approved,
    asked,
    bytes_of,
    calculated,
    hired,
    machine,
    make,
    off_cycle_line,
    read,
    slips_of,
    tell,
    terms,
    told,
    voucher,
    voucher_due,
    voucher_posted,
)


def test_from_the_hire_to_the_books(deployment: Deployment) -> None:
    run_id = make().body["run_id"]
    ready = calculated(run_id)
    assert (ready.body["state"], ready.body["totals"]["employees"], ready.body["faults"]) == ("calculated", 1, 0)
    assert act(PAM, run_id, "review", {"note": "看过"}).body["state"] == "reviewed"
    done = act(PAUL, run_id, "approve", {})
    assert (done.body["state"], done.body["approved_by"], done.body["prepared_by"]) == ("approved", "paul", ["pam"])
    [slip] = slips_of(deployment, run_id).values()
    assert slip.gross_fen == slip.net_fen + slip.insurance_fen + slip.fund_fen + slip.tax_fen + slip.other_fen
    paid = act(FIONA, run_id, "pay", {"paid_on": "2026-10-10"})
    assert (paid.body["state"], paid.body["paid_on"]) == ("paid", "2026-10-10")
    [event] = told(deployment, "run_paid")
    assert PayrollRunPaid.model_validate(event).net_fen == slip.net_fen
    for kind in ("accrual", "employer_share", "payment"):
        made = voucher(run_id, kind)
        tell(voucher_due(deployment, made))
        tell(voucher_posted(made))
    assert read(run_id).body["state"] == "posted"


def test_what_was_approved_is_told_with_its_totals(deployment: Deployment) -> None:
    run_id = approved()
    [event] = told(deployment, "run_approved")
    run = read(run_id).body
    assert {name: event[name] for name in ("gross_fen", "net_fen", "employer_fen", "employees")} == {
        name: run["totals"][name] for name in ("gross_fen", "net_fen", "employer_fen", "employees")
    }
    assert (event["prepared_by"], event["approved_by"], event["kind"]) == ("pam", "paul", "regular")


def test_the_preparer_does_not_approve_nor_does_anybody_who_changed_it(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI), "cnd_2"))
    run_id = make(PAM).body["run_id"]
    calculated(run_id, PAUL)
    act(PAM, run_id, "review", {})
    for clerk in (PAM, PAUL):
        refused = act(clerk, run_id, "approve", {})
        assert (refused.status, refused.body["code"]) == (403, "approver_is_preparer")
    assert told(deployment, "run_approved") == []
    assert act(FIONA, run_id, "approve", {}).status == 200


def test_who_may_not_approve_or_prepare_does_not(deployment: Deployment) -> None:
    assert make(FIONA).status == 403
    run_id = make().body["run_id"]
    assert RITA.get(f"{RUNS}/{run_id}").status == 403
    assert RITA.post(f"{RUNS}/{run_id}/approve", {}, read=read(run_id)).status == 403


def test_a_second_run_of_a_month_is_refused_while_one_is_open(deployment: Deployment) -> None:
    first = make()
    refused = make(PAUL)
    assert (refused.status, refused.body["code"], refused.body["run_id"]) == (409, "run_open", first.body["run_id"])
    off_cycle = make(kind="off_cycle", reason="补发", lines=[off_cycle_line(LILEI)])
    assert off_cycle.body["code"] == "run_open"
    assert make(period=NEXT).status == 201


def test_of_two_who_make_a_run_at_the_same_moment_one_does(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.payroll.runs import making

    order: list[str] = []
    looked = making._must_be_next

    def overtaken(*arguments: object) -> None:
        looked(*arguments)  # type: ignore[arg-type]
        if not order:
            order.append("first")
            order.append(str(make(PAUL).status))

    monkeypatch.setattr(making, "_must_be_next", overtaken)
    assert (make(PAM).body["code"], order[1]) == ("run_open", "201")


def test_a_month_that_was_paid_is_not_paid_again(deployment: Deployment) -> None:
    run_id = approved()
    refused = make()
    assert (refused.status, refused.body["code"], refused.body["run_id"]) == (409, "period_has_run", run_id)


def test_the_same_request_makes_one_run(deployment: Deployment) -> None:
    first = PAM.post(RUNS, {"period": PERIOD}, key="k1")
    again = PAM.post(RUNS, {"period": PERIOD}, key="k1")
    assert (again.status, again.body["run_id"]) == (201, first.body["run_id"])
    assert PAM.post(RUNS, {"period": NEXT}, key="k1").body["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("what", ["calculate", "review", "cancel"])
def test_after_the_approval_nothing_changes(deployment: Deployment, what: str) -> None:
    run_id = approved()
    before = bytes_of(deployment, run_id)
    refused = act(PAM, run_id, what, {"reason": "x"} if what == "cancel" else {} if what == "review" else None)
    assert (refused.status, refused.body["code"]) == (409, "run_locked")
    where = f"{RUNS}/{run_id}/exclusions/{LILEI}"
    assert PAM.put(where, {"reason": "x"}, read=read(run_id)).body["code"] == "run_locked"
    assert bytes_of(deployment, run_id) == before


def test_vouchers_count_whatever_their_order_and_however_often_they_come(deployment: Deployment) -> None:
    run_id = approved()
    accrual, share, payment = (voucher(run_id, kind) for kind in ("accrual", "employer_share", "payment"))
    tell(voucher_posted(accrual))
    tell(voucher_posted(share))
    assert read(run_id).body["state"] == "approved"
    act(FIONA, run_id, "pay", {"paid_on": "2026-10-10"})
    extra = voucher(run_id, "accrual", "V2")
    tell(voucher_due(deployment, extra))
    assert tell(voucher_posted(payment)) == {"posted": False}
    assert read(run_id).body["state"] == "paid"
    assert tell(voucher_posted(extra)) == {"posted": True}
    assert tell(voucher_posted(extra)) == {"posted": False}
    assert tell(voucher_due(deployment, extra)) == {"posted": False}
    assert read(run_id).body["state"] == "posted"


def test_a_voucher_that_books_something_else_says_nothing(deployment: Deployment) -> None:
    run_id = approved()
    other = voucher(run_id, "accrual").model_copy(update={"books": "cost/c1"})
    assert tell(voucher_posted(other)) == {"posted": False}


def test_a_run_is_changed_in_the_version_that_was_read_alone(deployment: Deployment) -> None:
    run_id = make().body["run_id"]
    old = read(run_id)
    machine(asked(run_id))
    assert PAM.post(f"{RUNS}/{run_id}/review", {}, read=old).body["code"] == "precondition_failed"
    assert PAM.post(f"{RUNS}/{run_id}/review", {}).body["code"] == "precondition_required"


def test_every_step_and_every_reading_of_a_slip_is_in_the_audit_log(deployment: Deployment) -> None:
    run_id = approved()
    PAM.get(f"{RUNS}/{run_id}/slips/{LILEI}")
    links = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    steps = [one["detail"].get("act") for one in links if one["subject"] == run_id and one["detail"].get("act")]
    assert sorted(steps) == ["calculate", "create", "review"]
    assert [one["actor"] for one in links if one["action"] == "approve_payroll"] == ["paul"]
    [seen] = [one for one in links if one["detail"].get("part") == "slip"]
    assert (seen["subject"], seen["actor"], seen["detail"]["run_id"]) == (LILEI, "pam", run_id)


def test_an_employee_has_the_slips_of_approved_runs_alone(deployment: Deployment) -> None:
    first = approved()
    calculated(make(period=NEXT).body["run_id"])
    back = PAM.get(f"/v1/payroll/employees/{LILEI}/slips").body["items"]
    assert [(one["run_id"], one["period"]) for one in back] == [(first, PERIOD)]


def test_another_companys_runs_are_not_there(deployment: Deployment) -> None:
    from tests.builders.payroll_runs import Clerk

    run_id = approved()
    stranger = Clerk("eve", "payroll", tenant="evil")
    assert stranger.get(f"{RUNS}/{run_id}").body["code"] == "no_such_run"
    assert stranger.get(RUNS).body["items"] == []
