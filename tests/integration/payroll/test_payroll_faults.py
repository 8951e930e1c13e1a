"""Who cannot be reckoned: named, excluded with a reason, or in the way of the approval."""

from tests.builders.aws import Deployment
from tests.builders.payroll_runs import (
    HANMEI,
    LILEI,
    PAM,
    PAUL,
    PERIOD,
    RUNS,
    ZHANG,
    act,
    calculated,
    hired,
    make,
    read,
    tell,
    terms,
)


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
