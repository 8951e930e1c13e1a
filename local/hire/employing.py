"""The file is opened by itself; what is required is done, and the employment begins."""

from typing import Any

from local.demo.api import Api
from local.story.applying import awaited
from local.story.opening import Company

EMPLOYEES = "/v1/people/employees"


def begin_employment(company: Company, offer_id: str) -> dict[str, Any]:
    """Wait for the file that the acceptance opens, settle what is required, confirm the first day; return the file."""
    payroll = company.payroll.api
    awaited("the employee's file", lambda: _of_offer(payroll, offer_id) is not None)
    employee = _of_offer(payroll, offer_id)
    assert employee is not None  # noqa: S101 - awaited before
    path = f"{EMPLOYEES}/{employee['employee_id']}"
    checklist = payroll.get(f"{path}/onboarding")
    for task in checklist["tasks"]:
        if task["template"]["required"]:
            task_path = f"{path}/onboarding/{task['template']['task_id']}"
            checklist = payroll.put(task_path, {"state": "done"}, version=checklist["revision"])
    payroll.post(f"{path}/start", {}, version=employee["revision"])
    file: dict[str, Any] = payroll.get(path)
    return file


def _of_offer(payroll: Api, offer_id: str) -> dict[str, Any] | None:
    for line in payroll.get(f"{EMPLOYEES}?limit=100")["items"]:
        if line["employee"]["offer_id"] == offer_id:
            found: dict[str, Any] = line["employee"]
            return found
    return None
