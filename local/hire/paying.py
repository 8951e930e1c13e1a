"""The payroll run of the month: calculated, looked through, approved by a second person, paid."""

from datetime import date
from typing import Any

from local.story.applying import awaited
from local.story.opening import Company

RUNS = "/v1/payroll/runs"
CALCULATED = 300.0
"""Seconds for a calculation on two busy cores."""


def _let_unpublished_years_pass(company: Company) -> None:
    """A year whose holidays nobody has published yet is reckoned by weekdays: this month may belong to one."""
    payroll, path = company.payroll.api, "/v1/payroll/settings"
    held = payroll.get(path)
    if held["rules"]["settings"]["unknown_year"] != "weekdays":
        held["rules"]["settings"]["unknown_year"] = "weekdays"
        draft = {"rules": held["rules"], "unusual": held["unusual"], "reason": "节假日安排公布前按周一至周五计算"}
        payroll.put(path, draft, version=held["version"])


def run_payroll(company: Company, employee_id: str, month: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run the month's payroll until it is paid; return the run and the employee's slip."""
    preparer, second = company.payroll.api, company.finance.api
    known = f"/v1/payroll/employees/{employee_id}"
    awaited("payroll's file of the employee", lambda: preparer.status("GET", known) == 200)
    _let_unpublished_years_pass(company)
    run = preparer.post(RUNS, {"period": f"{month:%Y-%m}"})
    path = f"{RUNS}/{run['run_id']}"
    run = preparer.post(f"{path}/calculate", version=run["revision"])
    awaited("the calculation", lambda: preparer.get(path)["state"] not in ("draft", "calculating"), CALCULATED)
    run = preparer.get(path)
    run = preparer.post(f"{path}/review", {"note": "逐项核对无误"}, version=run["revision"])
    run = second.post(f"{path}/approve", {"note": "同意发放"}, version=run["revision"])
    run = second.post(f"{path}/pay", {"paid_on": date.today().isoformat()}, version=run["revision"])
    slip: dict[str, Any] = preparer.get(f"{path}/slips/{employee_id}")
    return run, slip
