"""What a page of people costs: at most three table queries, however much stands on it, and never a Scan."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from functions.people.on_offer_accepted import handler as on_offer_accepted
from tests.builders.aws import Deployment, deployed
from tests.builders.counting import Calls, counting
from tests.builders.http import Answer
from tests.builders.lambda_context import FakeContext
from tests.builders.people import EMPLOYEE, accepted, ask, assessed, told

ONE = f"/v1/people/employees/{EMPLOYEE}"
MOST_QUERIES = 3
SOME = 12
IMPORTED = 100
HEADER = "工号,姓名,部门,职位,入职日期,参保城市,基本工资"
PAGES = {
    "/v1/people/employees?limit=100": 100,
    "/v1/people/employees?limit=100&status=active": 100,
    "/v1/people/employees?limit=100&department=研发": SOME,
    "/v1/people/onboarding/overdue?limit=100": SOME,
}
OPENED = (ONE, f"{ONE}/terms", f"{ONE}/onboarding", f"{ONE}/development", f"{ONE}/outcomes", f"{ONE}/access")
FILES = ("/v1/people/employees/export", "/v1/people/employees/export?kind=xlsx", "/v1/people/outcomes/history")


@dataclass(frozen=True)
class Filled:
    deployment: Deployment
    calls: Calls

    def ask(self, path: str) -> Answer:
        """Ask a route as an administrator, and count from nothing."""
        where, _, query = path.partition("?")
        asked = dict(part.split("=", 1) for part in query.split("&") if part)
        self.calls.made.clear()
        return ask("GET", where, role="tenant_admin", query=asked or None)


@pytest.fixture(scope="module")
def filled() -> Iterator[Filled]:
    with deployed() as deployment, counting(deployment.session) as calls:
        scores = {"teamwork": (41.0, 33.0, 50.0), "execution": (95.0, 90.0, 99.0)}
        assessed(deployment, scores, agree=("competency_scores", "requirement_analysis"), start_date="2025-12-01")  # type: ignore[arg-type]
        assert ask("POST", f"{ONE}/development", role="tenant_admin").status == 201
        _reviewed_and_promoted()
        _preboarding(deployment)
        _imported()
        deployment.clock.instant = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
        yield Filled(deployment, calls)


def _reviewed_and_promoted() -> None:
    for number in range(1, 6):
        review = {"since": f"2026-0{number}-01", "until": f"2026-0{number}-28", "rating": "A", "note": "x"}
        assert ask("POST", f"{ONE}/reviews", review, role="tenant_admin", match=str(3 + number)).status == 201
        change = {"effective_from": f"2026-0{number}-15", "reason": "promotion", "note": "x", "grade": f"P{number}"}
        if number == 5:
            assert ask("POST", f"{ONE}/terms", change, match="9").status == 201


def _preboarding(deployment: Deployment) -> None:
    candidate = ask("GET", ONE).body["employee"]["candidate_id"]
    for number in range(2, SOME + 2):
        offer = accepted(candidate, offer_id=f"off_{number}")
        assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}


def _imported() -> None:
    rows = [f"N{number:03},员工{number},销售,代表,2024-03-01,北京,12000" for number in range(IMPORTED)]
    file = {"filename": "a.csv", "content": base64.b64encode("\n".join([HEADER, *rows]).encode()).decode()}
    digest = ask("POST", "/v1/people/employee-imports/previews", file).body["digest"]
    assert ask("POST", "/v1/people/employee-imports", file | {"digest": digest}).status == 201


@pytest.mark.parametrize(("path", "least"), PAGES.items())
def test_a_page_takes_three_queries_at_most_and_no_scan(filled: Filled, path: str, least: int) -> None:
    answer = filled.ask(path)
    assert answer.status == 200, answer.body
    assert len(answer.body["items"]) >= least
    _told(path, filled.calls)


@pytest.mark.parametrize("path", OPENED)
def test_opening_something_takes_three_queries_at_most_and_no_scan(filled: Filled, path: str) -> None:
    answer = filled.ask(path)
    assert answer.status == 200, answer.body
    _told(path, filled.calls)


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_a_hundred_employees_takes_three_queries_at_most_and_no_scan(filled: Filled, path: str) -> None:
    answer = filled.ask(path)
    assert answer.status == 200, answer.body
    _told(path, filled.calls)


def _told(what: str, calls: Calls) -> None:
    print(f"\n{what}: {calls.told}", end="")
    assert calls.of("Scan") == 0
    assert calls.of("Query") <= MOST_QUERIES
    assert calls.of("GetItem") <= 10, "things are read one by one"
