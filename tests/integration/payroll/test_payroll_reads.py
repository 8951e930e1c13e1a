"""What a page of payroll costs: at most three queries, no scan, whatever the size; pages follow by cursor."""

from collections.abc import Iterator

import pytest

from tests.builders.aws import Deployment, deployed
from tests.builders.counting import Calls, counting
from tests.builders.payroll_runs import ACME, FIONA, LILEI, PAM, PERIOD, RUNS, approved, hired, tell, terms

EMPLOYEES = 7
LISTS = (
    "/v1/payroll/employees",
    f"/v1/payroll/employees/{LILEI}/slips",
    f"/v1/payroll/inputs/{PERIOD}",
    "/v1/payroll/settings/versions",
    RUNS,
)
OF_RUN = ("slips", "variance", "faults", "left-out")
OPENED = (f"/v1/payroll/employees/{LILEI}", f"/v1/payroll/employees/{LILEI}/inputs/{PERIOD}", "/v1/payroll/settings")


@pytest.fixture
def counted() -> Iterator[tuple[Deployment, Calls]]:
    with deployed() as made, counting(made.session) as calls:
        for number in range(1, EMPLOYEES + 1):
            tell(hired(made, terms(f"emp_{number}"), f"cnd_{number}"))  # type: ignore[arg-type]
        inputs = {"lines": [{"employee_id": f"emp_{number}", "inputs": {}} for number in range(1, EMPLOYEES + 1)]}
        assert PAM.post(f"/v1/payroll/inputs/{PERIOD}/import", inputs).status == 200
        yield made, calls


def test_no_list_and_no_opened_thing_costs_more_than_three_queries(counted: tuple[Deployment, Calls]) -> None:
    _deployment, calls = counted
    run_id = approved()
    paths = [*LISTS, *OPENED, f"{RUNS}/{run_id}", f"{RUNS}/{run_id}/slips/{LILEI}"]
    for path in [*paths, *(f"{RUNS}/{run_id}/{name}" for name in OF_RUN)]:
        calls.made.clear()
        assert FIONA.get(path).status == 200, path
        assert calls.of("Query") <= 3, (path, calls.told)
        assert calls.of("Scan") == 0, path


@pytest.mark.parametrize("name", ["slips", "variance"])
def test_pages_of_a_run_follow_each_other_and_miss_nobody(counted: tuple[Deployment, Calls], name: str) -> None:
    run_id = approved()
    seen: list[str] = []
    page = PAM.get(f"{RUNS}/{run_id}/{name}", limit="3").body
    while page["next"]:
        seen += [one["employee_id"] for one in page["items"]]
        page = PAM.get(f"{RUNS}/{run_id}/{name}", limit="3", cursor=page["next"]).body
    seen += [one["employee_id"] for one in page["items"]]
    assert seen == [f"emp_{number}" for number in range(1, EMPLOYEES + 1)]


def test_a_cursor_leads_into_no_other_list(counted: tuple[Deployment, Calls]) -> None:
    cursor = PAM.get("/v1/payroll/employees", limit="3").body["next"]
    assert PAM.get(f"/v1/payroll/inputs/{PERIOD}", cursor=cursor).body["code"] == "bad_cursor"


def test_the_index_of_a_run_is_in_the_order_of_the_employees(counted: tuple[Deployment, Calls]) -> None:
    from shared.kernel.ids import RunId
    from shared.payroll.contracts import RunIndex, index_key

    deployment, _calls = counted
    run_id = RunId(approved())
    index = deployment.platform.bucket(ACME).get_document(index_key(ACME, run_id), RunIndex)
    assert [one.employee_id for one in index.slips] == [f"emp_{number}" for number in range(1, EMPLOYEES + 1)]
