"""A finance system that is none (a Kingdee Cloud that checks signatures and keeps state) takes the vouchers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.home import CHECKOUT
from local.story.applying import awaited
from local.story.opening import DEPARTMENT, Company
from shared.kernel.errors import Unavailable

COST_CENTRE = "PROD-1"
VOUCHERS = "/v1/finance/vouchers"
POSTED = 300.0
"""Seconds: the clock of posting rings once a minute, and events wake it before."""


@contextmanager
def finance_system(kind: str = "kingdee_cloud") -> Iterator[dict[str, Any]]:
    """Run a finance system beside the local cloud; gives the connection to enter, with its secrets."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fake_erp", kind, COST_CENTRE, DEPARTMENT],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield _said(process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return the JSON that it prints first."""
    assert process.stdout is not None  # noqa: S101 - opened above
    text = ""
    for line in process.stdout:
        text += line
        try:
            said: dict[str, Any] = json.loads(text)
        except json.JSONDecodeError:
            continue
        return said
    raise Unavailable("The finance system to try with did not start.", "Run: python -m tests.fake_erp kingdee_cloud")


def connect(company: Company, said: dict[str, Any]) -> dict[str, Any]:
    """Enter the connection, and test it; return what the test found."""
    finance = company.finance.api
    name = said["settings"]["name"]
    secrets = {key: {"value": value} for key, value in said["secrets"].items()}
    path = f"/v1/finance/connections/{name}"
    there = finance.status("GET", path) == 200  # of an earlier demo in the same local cloud
    version = finance.get(path)["revision"] if there else None
    finance.put(path, {"settings": said["settings"], "secrets": secrets}, version=version)
    checked: dict[str, Any] = finance.post(f"{path}/check")
    return checked


def await_vouchers(company: Company, run_id: str) -> list[dict[str, Any]]:
    """Wait until every voucher of a run is posted, and payroll knows; return the vouchers with their lines."""
    finance = company.finance.api

    def of_run() -> list[dict[str, Any]]:
        listed = finance.get(f"{VOUCHERS}?limit=100")["items"]
        return [each for each in listed if each["books"] == f"payroll/{run_id}"]

    def posted() -> bool:
        stuck = next((each for each in of_run() if each["state"] == "needs_attention"), None)
        if stuck is not None:
            problems = [posting["problem"] for posting in stuck["postings"].values() if posting["problem"]]
            raise Unavailable(f"{stuck['summary']} was not taken: {problems}.", "GET /v1/finance/vouchers says more.")
        return bool(finance.get(f"/v1/payroll/runs/{run_id}")["state"] == "posted")

    awaited("the posting of the run's vouchers", posted, POSTED)
    return [finance.get(f"{VOUCHERS}/{each['voucher_id']}") for each in of_run()]


def trace(company: Company, voucher_id: str) -> dict[str, Any]:
    """Return the way back from a voucher to the evidence."""
    found: dict[str, Any] = company.auditor.api.get(f"{VOUCHERS}/{voucher_id}/trace")
    return found
