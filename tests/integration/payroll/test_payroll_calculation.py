"""The calculation of a run: the same bytes again, carried on where it was cut short, void when its ground changes."""

from datetime import date

import pytest

from tests.builders.aws import Deployment
from tests.builders.payroll_runs import (
    HANMEI,
    LILEI,
    NEXT,
    PAM,
    PAUL,
    PERIOD,
    RUNS,
    act,
    approved,
    asked,
    bytes_of,
    calculated,
    gone,
    hired,
    machine,
    make,
    read,
    slips_of,
    tell,
    terms,
)


def test_a_rerun_gives_the_same_bytes(deployment: Deployment) -> None:
    tell(hired(deployment, terms(HANMEI, salary=2_222_222), "cnd_2"))
    run_id = make().body["run_id"]
    calculated(run_id)
    first = bytes_of(deployment, run_id)
    calculated(run_id)
    assert len(first) == 2
    assert bytes_of(deployment, run_id) == first


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
