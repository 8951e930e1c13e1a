"""What a list of finance, or an opened voucher, costs: at most three table queries, and never a Scan."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.finance.book_payroll import handler as book
from infra.constructs.api_route import DOCUMENT
from tests.builders.aws import Deployment, deployed
from tests.builders.counting import Calls, counting
from tests.builders.finance import FIONA, FinanceSystem, approved, connect, on_bus, publish_run, slip
from tests.builders.lambda_context import FakeContext

PATHS: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))["paths"]
LISTS = sorted(
    path.removeprefix("/v1/finance/")
    for path, methods in PATHS.items()
    if path.startswith("/v1/finance/")
    and any(each["name"] == "limit" for each in methods.get("get", {}).get("parameters", ()))
)


@pytest.fixture
def counted(kingdee: FinanceSystem) -> Iterator[Calls]:
    """A tenant with vouchers, and the calls from now on."""
    with deployed() as deployment, counting(deployment.session) as calls:
        filled(deployment)
        yield calls


def filled(deployment: Deployment) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())


def test_there_are_lists_of_finance() -> None:
    assert {"vouchers", "bookings", "budgets", "costs", "reconciliations"} <= set(LISTS)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_three_queries_at_most_and_no_scan(counted: Calls, path: str) -> None:
    asked = {"month": "2026-11"} if path == "costs" else {}
    counted.made.clear()
    answer = FIONA.get(path.format(what="chart"), **asked)
    assert answer.status == 200, answer.body
    assert counted.of("Query") <= 3, counted.told
    assert counted.of("Scan") == 0


def test_an_opened_voucher_takes_three_queries_at_most(counted: Calls) -> None:
    voucher_id = FIONA.get("vouchers").body["items"][0]["voucher_id"]
    counted.made.clear()
    assert FIONA.get(f"vouchers/{voucher_id}").status == 200
    assert counted.of("Query") <= 3, counted.told
