"""Payroll settings are kept in versions; a run goes by the one that held when it was calculated."""

import json
from collections.abc import Iterator

import pytest

from tests.builders.aws import Deployment, deployed
from tests.builders.http import Answer
from tests.builders.payroll_runs import FIONA, PAM, PAUL, RITA, act, asked, calculated, hired, machine, make, read, tell

SETTINGS = "/v1/payroll/settings"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


def changed(before: Answer, **rules: object) -> dict[str, object]:
    """What somebody sends who changes some of the rules."""
    return {"rules": {**before.body["rules"], **rules}, "unusual": {"gross_percent": 10}, "reason": "年度调整"}


def test_before_anybody_writes_any_the_standard_holds(deployment: Deployment) -> None:
    found = PAM.get(SETTINGS)
    assert (found.body["version"], found.headers["etag"]) == (0, '"0"')
    assert "base_salary" in {one["code"] for one in found.body["rules"]["components"]}
    assert PAM.get(f"{SETTINGS}/versions").body["items"] == []


def test_every_version_stays_readable(deployment: Deployment) -> None:
    standard = PAM.get(SETTINGS)
    first = PAM.put(SETTINGS, changed(standard, settings={"proration": "calendar_days"}), read=standard)
    assert (first.status, first.body["version"], first.body["changed_by"]) == (200, 1, "pam")
    second = PAM.put(SETTINGS, changed(first, settings={"proration": "paid_days"}), read=first)
    assert second.body["version"] == 2
    assert PAM.get(f"{SETTINGS}/versions/1").body["rules"]["settings"]["proration"] == "calendar_days"
    assert [one["version"] for one in PAM.get(f"{SETTINGS}/versions").body["items"]] == [2, 1]
    assert PAM.get(f"{SETTINGS}/versions/7").body["code"] == "no_such_settings_version"
    assert PAM.put(SETTINGS, changed(first), read=first).status == 412


def test_all_faults_of_the_rules_are_named_at_once(deployment: Deployment) -> None:
    standard = PAM.get(SETTINGS)
    wrong = [
        {"code": "one", "title": {"zh": "一"}, "formula": "two +"},
        {"code": "two", "title": {"zh": "二"}, "formula": "no_such_name * 2"},
    ]
    refused = PAM.put(SETTINGS, changed(standard, components=wrong, structures=[]), read=standard)
    assert (refused.status, refused.body["code"]) == (422, "wrong_payroll_rules")
    assert {"one", "two"} <= {fault.get("component") for fault in refused.body["errors"]}
    assert PAM.get(SETTINGS).body["version"] == 0


def test_payroll_writes_finance_reads_recruiters_neither(deployment: Deployment) -> None:
    standard = FIONA.get(SETTINGS)
    assert standard.status == 200
    assert FIONA.put(SETTINGS, changed(standard), read=standard).status == 403
    assert RITA.get(SETTINGS).status == 403


def test_a_change_is_in_the_audit_log(deployment: Deployment) -> None:
    standard = PAM.get(SETTINGS)
    PAM.put(SETTINGS, changed(standard), read=standard)
    [entry] = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert (entry["action"], entry["actor"], entry["detail"]) == ("manage_payroll_rules", "pam", {"version": 1})


def test_settings_that_change_during_a_calculation_do_not_mix_and_void_it(deployment: Deployment) -> None:
    tell(hired(deployment))
    run_id = make().body["run_id"]
    calculation = asked(run_id)
    standard = PAM.get(SETTINGS)
    machine(calculation)
    PAM.put(SETTINGS, changed(standard), read=standard)
    assert read(run_id).body["ground"]["settings_version"] == 0
    act(PAM, run_id, "review", {})
    assert act(PAUL, run_id, "approve", {}).body["code"] == "calculated_on_older_data"
    assert calculated(run_id).body["ground"]["settings_version"] == 1
    act(PAM, run_id, "review", {})
    assert act(PAUL, run_id, "approve", {}).status == 200
