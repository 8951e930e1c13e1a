"""A payroll run from the hire to the books: made, calculated, looked through, approved by another, paid, posted."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid, RunIndex, SalarySlip
from tests.builders.aws import Deployment, deployed
from tests.builders.payroll_runs import (
    ACME,
    FIONA,
    HANMEI,
    LILEI,
    NEXT,
    PAM,
    PAUL,
    PERIOD,
    RITA,
    RUNS,
    ZHANG,
    act,
    approve,
    approved,
    asked,
    calculated,
    gone,
    hired,
    machine,
    make,
    read,
    tell,
    terms,
    told,
    voucher,
    voucher_due,
    voucher_posted,
)


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        tell(hired(made))
        yield made


def index_of(deployment: Deployment, run_id: str) -> RunIndex:
    """The index that finance reads, its hash checked."""
    [event] = [one for one in told(deployment, "run_approved") if one["run_id"] == run_id]
    approved_event = PayrollRunApproved.model_validate(event)
    return deployment.platform.bucket(ACME).get_document(approved_event.index, RunIndex)


def slips_of(deployment: Deployment, run_id: str) -> dict[str, SalarySlip]:
    """The slips that an index leads to, their hashes checked."""
    bucket = deployment.platform.bucket(ACME)
    return {one.employee_id: bucket.get_document(one.slip, SalarySlip) for one in index_of(deployment, run_id).slips}


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
    off_cycle = make(kind="off_cycle", reason="补发", lines=[line(LILEI)])
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


def test_a_rerun_gives_the_same_bytes(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI, salary=2_222_222), "cnd_2"))
    run_id = make().body["run_id"]
    calculated(run_id)
    first = bytes_of(deployment, run_id)
    calculated(run_id)
    assert len(first) == 2
    assert bytes_of(deployment, run_id) == first


def bytes_of(deployment: Deployment, run_id: str) -> dict[str, bytes]:
    """The slips of a run as they lie in the bucket."""
    bucket = deployment.platform.bucket(ACME)
    keys = deployment.objects(f"payroll/{ACME}/runs/{run_id}/slips/")
    return {key: bucket.get_bytes(key) for key in keys}


def test_a_calculation_that_was_cut_short_goes_on_where_it_stopped(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.kernel.errors import Unavailable
    from shared.payroll.runs import computing, listing
    from shared.payroll.runs.store import RunStore

    for number in (2, 3):
        tell(hired(deployment, terms(f"emp_{number}"), f"cnd_{number}"))  # type: ignore[arg-type]
    monkeypatch.setattr(listing, "A_BATCH", 1)
    keep, reckoned = RunStore.keep_slip, vars(computing)["salary_slip"]
    seen: list[str] = []

    def breaking(store: RunStore, row: object) -> None:
        if len(seen) == 2:
            raise Unavailable("The database does not answer.", "Try again.")
        keep(store, row)  # type: ignore[arg-type]

    def counted(order: object) -> object:
        seen.append(order.employee_id)  # type: ignore[attr-defined]
        return reckoned(order)

    monkeypatch.setattr(computing, "salary_slip", counted)
    monkeypatch.setattr(RunStore, "keep_slip", breaking)
    run_id = make().body["run_id"]
    machine(asked(run_id))
    stopped = read(run_id).body
    assert (stopped["state"], stopped["failure"]) == ("failed", "Unavailable")
    monkeypatch.setattr(RunStore, "keep_slip", keep)
    assert calculated(run_id).body["totals"]["employees"] == 3
    assert read(run_id).body["calculation"] == 1
    assert seen == ["emp_1", "emp_2", "emp_2", "emp_3"]


def test_a_redelivered_calculation_changes_nothing(deployment: Deployment) -> None:
    run_id = make().body["run_id"]
    calculation = asked(run_id)
    machine(calculation)
    before = read(run_id)
    assert machine(calculation)["outcome"] == "ignored"
    assert read(run_id).headers["etag"] == before.headers["etag"]


def test_a_calculation_of_which_nothing_was_heard_is_asked_for_again(deployment: Deployment) -> None:
    from datetime import timedelta

    run_id = make().body["run_id"]
    asked(run_id)
    assert act(PAM, run_id, "calculate").body["code"] == "run_wrong_state"
    deployment.clock.instant += timedelta(minutes=31)
    assert calculated(run_id).body["state"] == "calculated"


def test_who_is_hired_after_the_month_is_left_out_with_a_word(deployment: Deployment) -> None:
    later = terms(HANMEI, effective_from=date(2026, 10, 8), start_date=date(2026, 10, 8))
    tell(hired(deployment, later, "cnd_2"))
    run_id = make().body["run_id"]
    ready = calculated(run_id)
    assert (ready.body["totals"]["employees"], ready.body["left_out"]) == (1, 1)
    [out] = PAM.get(f"{RUNS}/{run_id}/left-out").body["items"]
    assert (out["employee_id"], out["code"]) == (HANMEI, "hired_later")
    assert "2026-10-08" in out["words"]["zh"]


def test_who_left_before_the_month_is_named_and_not_paid(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI), "cnd_2"))
    tell(gone(HANMEI, date(2026, 9, 15)))
    part = slips_of(deployment, approved())[HANMEI]
    assert 0 < part.gross_fen < 3_000_000
    assert calculated(make(period=NEXT).body["run_id"]).body["totals"]["employees"] == 1
    [run] = [one for one in PAM.get(RUNS).body["items"] if one["period"] == NEXT]
    [out] = PAM.get(f"{RUNS}/{run['run_id']}/left-out").body["items"]
    assert (out["employee_id"], out["code"]) == (HANMEI, "left_before")


def line(employee_id: str, amount_fen: int = 500_000, component: str = "commission") -> dict[str, object]:
    """What an off-cycle run pays somebody."""
    return {"employee_id": employee_id, "items": [{"component": component, "amount_fen": amount_fen}]}


def faulty(deployment: Deployment) -> str:
    """A run in which one of two cannot be reckoned: more leave than pay."""
    tell(hired(deployment, terms(ZHANG, social={"city": "atlantis"}, salary=1_000_000), "cnd_3"))
    where = f"/v1/payroll/employees/{ZHANG}/inputs/{PERIOD}"
    inputs = {"items": [{"component": "correction", "amount_fen": -9_000_000}]}
    assert PAM.put(where, inputs, read='"0"').status == 200
    run_id = str(make().body["run_id"])
    calculated(run_id)
    return run_id


def test_a_run_with_faults_is_not_approved_until_each_is_excluded_by_name_with_a_reason(
    deployment: Deployment,
) -> None:
    run_id = faulty(deployment)
    ready = read(run_id).body
    assert (ready["faults"], ready["totals"]["employees"]) == (1, 1)
    [standing] = PAM.get(f"{RUNS}/{run_id}/faults").body["items"]
    assert standing["fault"]["employee_id"] == ZHANG
    assert standing["fault"]["problem"]
    act(PAM, run_id, "review", {})
    refused = act(PAUL, run_id, "approve", {})
    assert (refused.body["code"], refused.body["employees"]) == ("faults_stand", [ZHANG])
    where = f"{RUNS}/{run_id}/exclusions/{ZHANG}"
    assert PAM.put(where, {"reason": ""}, read=read(run_id)).status == 422
    excluded = PAM.put(where, {"reason": "数据待核实，下月补发"}, read=read(run_id))
    assert excluded.body["state"] == "calculated"
    act(PAM, run_id, "review", {})
    assert act(PAUL, run_id, "approve", {}).body["state"] == "approved"
    [shown] = PAM.get(f"{RUNS}/{run_id}/faults").body["items"]
    assert (shown["excluded"]["reason"], shown["excluded"]["by"]) == ("数据待核实，下月补发", "pam")


def test_an_employee_with_a_slip_who_is_excluded_makes_a_new_calculation_necessary(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI), "cnd_2"))
    run_id = make().body["run_id"]
    calculated(run_id)
    where = f"{RUNS}/{run_id}/exclusions/{HANMEI}"
    assert PAM.put(where, {"reason": "停薪"}, read=read(run_id)).body["state"] == "draft"
    again = calculated(run_id).body
    assert (again["totals"]["employees"], again["left_out"], again["calculation"]) == (1, 1, 2)
    assert [one["employee_id"] for one in PAM.get(f"{RUNS}/{run_id}/slips").body["items"]] == [LILEI]
    assert PAM.get(f"{RUNS}/{run_id}/slips/{HANMEI}").body["code"] == "no_such_slip"
    assert PAM.delete(where, read=read(run_id)).body["state"] == "draft"
    assert calculated(run_id).body["totals"]["employees"] == 2


def test_what_changes_after_the_calculation_makes_it_void(deployment: Deployment) -> None:
    from datetime import timedelta

    run_id = make().body["run_id"]
    calculated(run_id)
    act(PAM, run_id, "review", {})
    where = f"/v1/payroll/employees/{LILEI}"
    assert PAM.put(f"{where}/inputs/{PERIOD}", {"leave_without_pay_days": "1"}, read='"0"').status == 200
    assert act(PAUL, run_id, "approve", {}).body["code"] == "calculated_on_older_data"
    calculated(run_id)
    act(PAM, run_id, "review", {})
    deployment.clock.instant += timedelta(seconds=1)
    assert PAM.put(f"{where}/tax", {}, read=PAM.get(where)).status == 200
    assert act(PAUL, run_id, "approve", {}).body["code"] == "calculated_on_older_data"
    calculated(run_id)
    act(PAM, run_id, "review", {})
    assert act(PAUL, run_id, "approve", {}).status == 200


def test_what_changes_for_later_months_does_not(deployment: Deployment) -> None:
    from datetime import timedelta

    run_id = make().body["run_id"]
    calculated(run_id)
    act(PAM, run_id, "review", {})
    deployment.clock.instant += timedelta(seconds=1)
    later = terms(HANMEI, effective_from=date(2026, 10, 8), start_date=date(2026, 10, 8))
    tell(hired(deployment, later, "cnd_2"))
    account = {"holder": "李雷", "number": "6222021234567890", "bank": "ICBC"}
    where = f"/v1/payroll/employees/{LILEI}"
    assert PAM.put(f"{where}/account", account, read=PAM.get(where)).status == 200
    assert act(PAUL, run_id, "approve", {}).status == 200


def test_inputs_wait_while_the_month_is_calculated_and_are_closed_after_it_was_paid(deployment: Deployment) -> None:
    where = f"/v1/payroll/employees/{LILEI}/inputs/{PERIOD}"
    run_id = make().body["run_id"]
    calculation = asked(run_id)
    assert PAM.put(where, {}, read='"0"').body["code"] == "period_being_calculated"
    machine(calculation)
    act(PAM, run_id, "review", {})
    act(PAUL, run_id, "approve", {})
    assert PAM.put(where, {}, read='"0"').body["code"] == "period_closed"
    many = {"lines": [{"employee_id": LILEI, "inputs": {}}]}
    assert PAM.post(f"/v1/payroll/inputs/{PERIOD}/import", many).body["code"] == "period_closed"


@pytest.mark.parametrize("what", ["calculate", "review", "cancel"])
def test_after_the_approval_nothing_changes(deployment: Deployment, what: str) -> None:
    run_id = approved()
    before = bytes_of(deployment, run_id)
    refused = act(PAM, run_id, what, {"reason": "x"} if what == "cancel" else {} if what == "review" else None)
    assert (refused.status, refused.body["code"]) == (409, "run_locked")
    where = f"{RUNS}/{run_id}/exclusions/{LILEI}"
    assert PAM.put(where, {"reason": "x"}, read=read(run_id)).body["code"] == "run_locked"
    assert bytes_of(deployment, run_id) == before


def test_a_reversal_takes_everything_back_and_the_month_is_paid_anew(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI, salary=1_234_567), "cnd_2"))
    first = approved()
    refused = PAM.post(f"{RUNS}/{first}/reverse", {})
    assert refused.status == 422
    reversal = PAM.post(f"{RUNS}/{first}/reverse", {"reason": "考勤有误"})
    assert (reversal.status, reversal.body["kind"], reversal.body["reverses"]) == (201, "reversal", first)
    assert make().body["code"] == "run_open"
    approve(reversal.body["run_id"])
    paid, back = slips_of(deployment, first), slips_of(deployment, reversal.body["run_id"])
    assert paid.keys() == back.keys() == {LILEI, HANMEI}
    for who, slip in paid.items():
        assert back[who].reverses == slip.slip_id
        assert [line.amount_fen for line in back[who].lines] == [-line.amount_fen for line in slip.lines]
        for name in ("gross_fen", "net_fen", "tax_fen", "insurance_fen", "fund_fen", "other_fen", "employer_fen"):
            assert getattr(back[who], name) + getattr(slip, name) == 0
    assert read(first).body["reversed_by"] == reversal.body["run_id"]
    assert PAM.post(f"{RUNS}/{first}/reverse", {"reason": "again"}).body["code"] == "run_reversed"
    second = approved()
    anew = slips_of(deployment, second)
    assert {who: slip.net_fen for who, slip in anew.items()} == {who: slip.net_fen for who, slip in paid.items()}
    assert [slip.tax for slip in anew.values()] == [slip.tax for slip in paid.values()]


def test_a_month_on_which_later_ones_rest_is_not_reversed_before_them(deployment: Deployment) -> None:
    first, second = approved(), approved(NEXT)
    refused = PAM.post(f"{RUNS}/{first}/reverse", {"reason": "x"})
    assert (refused.body["code"], refused.body["run_id"]) == ("later_runs_rest_on_it", second)
    assert make(period="2026-08").body["code"] == "later_runs_rest_on_it"


def test_a_month_is_not_approved_while_the_one_before_is_open(deployment: Deployment) -> None:
    first, second = make().body["run_id"], make(period=NEXT).body["run_id"]
    calculated(second)
    act(PAM, second, "review", {})
    refused = act(PAUL, second, "approve", {})
    assert (refused.body["code"], refused.body["run_id"]) == ("run_open", first)
    approve(first)
    assert act(PAUL, second, "approve", {}).body["code"] == "calculated_on_older_data"
    approve(second)


def test_a_run_that_was_not_approved_is_cancelled_not_reversed(deployment: Deployment) -> None:
    run_id = make().body["run_id"]
    assert PAM.post(f"{RUNS}/{run_id}/reverse", {"reason": "x"}).body["code"] == "run_wrong_state"
    assert act(PAM, run_id, "cancel", {"reason": "误建"}).body["state"] == "cancelled"
    assert make().status == 201


def test_an_off_cycle_run_pays_its_lines_alone(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI), "cnd_2"))
    approved()
    assert make(kind="off_cycle").status == 422
    run_id = approved(kind="off_cycle", reason="项目提成", lines=[line(LILEI)])
    [slip] = slips_of(deployment, run_id).values()
    assert (slip.run_kind, slip.employee_id, slip.gross_fen) == ("off_cycle", LILEI, 500_000)
    assert make().body["code"] == "period_has_run"


def test_the_next_months_tax_goes_on_from_all_that_was_approved(deployment: Deployment) -> None:
    first = slips_of(deployment, approved())[LILEI]
    bonus = slips_of(deployment, approved(kind="off_cycle", reason="提成", lines=[line(LILEI)]))[LILEI]
    second = slips_of(deployment, approved(NEXT))[LILEI]
    assert second.tax is not None
    assert second.tax.income_fen == first.gross_fen + bonus.gross_fen + second.gross_fen
    assert second.tax.withheld_before_fen == first.tax_fen + bonus.tax_fen


def test_a_raise_that_comes_late_is_paid_for_the_months_before(deployment: Deployment) -> None:
    from tests.builders.payroll_runs import changed

    approved()
    tell(changed(deployment, terms(number=2, salary=3_300_000, effective_from=date(2026, 9, 1))))
    slip = slips_of(deployment, approved(NEXT))[LILEI]
    arrears = [one for one in slip.lines if one.for_period == PERIOD and one.kind == "earning"]
    assert sum(one.amount_fen for one in arrears) == 300_000
    third = slips_of(deployment, approved("2026-11"))[LILEI]
    assert [one for one in third.lines if one.for_period] == []


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


def test_a_reversal_is_posted_by_its_own_voucher(deployment: Deployment) -> None:
    first = approved()
    back = approve(PAM.post(f"{RUNS}/{first}/reverse", {"reason": "x"}).body["run_id"])
    tell(voucher_posted(voucher(back, "reversal")))
    assert act(FIONA, back, "pay", {"paid_on": "2026-10-10"}).body["state"] == "posted"


def test_variance_explains_line_by_line_and_flags_what_is_unusual(deployment: Deployment) -> None:
    approved()
    where = f"/v1/payroll/employees/{LILEI}/inputs/{NEXT}"
    assert PAM.put(where, {"items": [{"component": "commission", "amount_fen": 5_000_000}]}, read='"0"').status == 200
    run_id = make(period=NEXT).body["run_id"]
    assert calculated(run_id).body["flagged"] == 1
    [shown] = PAM.get(f"{RUNS}/{run_id}/variance", flagged="true").body["items"]
    assert shown["variance"]["against"] == PERIOD
    [change] = [one for one in shown["variance"]["changes"] if one["code"] == "commission"]
    assert (change["because"], change["before_fen"], change["after_fen"]) == ("new_line", None, 5_000_000)
    codes = {flag["code"] for flag in shown["variance"]["flags"]}
    assert {"gross_changed", "net_changed"} <= codes
    assert all(flag["words"]["zh"] and flag["words"]["en"] for flag in shown["variance"]["flags"])


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
