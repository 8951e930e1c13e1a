"""What staff read, in a tenant of a thousand candidates and in one of a hundred thousand: it must cost the same.

Every request goes through the deployed handlers of this process, from the gateway's event to its answer, with
permission, audit entry and unsealing. Each one begins with no data key known, as in a process that just started.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.hiring_local import person
from bench.many_candidates import ACME, Tenant, tenant_of
from bench.table import Row
from functions.assessment.aggregate import handler as aggregate
from functions.assessment.api import handler as assessment
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from functions.recruiting.api import handler as recruiting
from shared.kernel.errors import Unavailable
from shared.kernel.ids import CandidateId, InterviewId
from tests.builders.assessment import Stage, plan
from tests.builders.http import api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext

TIMES = 25
PAGE, PAGES = 20, 50
MOST_QUERIES = 3
CANDIDATES, APPLICATIONS = "/v1/recruiting/candidates", "/v1/recruiting/applications"
PINYIN = ("zhao", "qian", "zhou")
CONTEXT: Any = FakeContext()


@dataclass(frozen=True)
class Asked:
    """A request: ``turn`` gives the path and the query of its n-th time."""

    what: str
    turn: Callable[[Tenant, int], tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Cost:
    """What one request costs: seconds and processor seconds in the median, and what was read, at most."""

    seconds: float
    busy: float
    queries: int
    reads: str
    units: float
    keys: int


def run(sizes: Sequence[int]) -> list[Row]:
    """Fill a tenant of each size, ask everything, and set the sizes beside each other."""
    rows: list[Row] = []
    found: dict[int, dict[str, Cost]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            began, told = time.monotonic(), [0]
            with tenant_of(size, Path(folder), lambda count, told=told: told.append(count)) as tenant:  # type: ignore[misc]
                rows.append(_filled(size, time.monotonic() - began, told[-1]))
                _reported(tenant)
                asked = [*_requests(), _page_fifty(tenant)]
                found[size] = {one.what: _cost(one, tenant) for one in asked}
    return [*rows, *(_row(what, found, sizes) for what in found[sizes[0]]), _whole(found)]


def _requests() -> list[Asked]:
    def candidates(**query: Callable[[Tenant, int], str]) -> Callable[[Tenant, int], tuple[str, dict[str, str]]]:
        return lambda tenant, n: (CANDIDATES, {name: value(tenant, n) for name, value in query.items()})

    def applications(**more: str) -> Callable[[Tenant, int], tuple[str, dict[str, str]]]:
        return lambda tenant, n: (APPLICATIONS, {"position_id": tenant.positions[n % len(tenant.positions)], **more})

    def of(kind: str, path: str) -> Callable[[Tenant, int], tuple[str, dict[str, str]]]:
        return lambda tenant, n: (path.format(getattr(tenant, kind)[_place(tenant, n)]), {})

    def twenty(_tenant: Tenant, _n: int) -> str:
        return str(PAGE)

    return [
        Asked("list candidates, first page of 50", candidates()),
        Asked("candidates with a tag that a third has", candidates(tag=lambda _, n: ("校招", "内推", "社招")[n % 3])),
        Asked("candidates of a source", candidates(source=lambda _, n: ("added", "referral")[n % 2])),
        Asked("candidates of a position", candidates(position_id=lambda t, n: t.positions[n % len(t.positions)])),
        Asked("search by phone", candidates(phone=lambda t, n: person(_place(t, n))[1])),
        Asked("search by e-mail", candidates(email=lambda t, n: person(_place(t, n))[2])),
        Asked(f"search by surname, {PAGE} of many", candidates(name=lambda _, n: person(n)[0][:1], limit=twenty)),
        Asked(f"the same in pinyin, {PAGE} of many", candidates(name=lambda _, n: PINYIN[n % 3], limit=twenty)),
        Asked("search by a whole name", candidates(name=lambda t, n: person(_place(t, n))[0])),
        Asked("open a candidate", of("candidates", CANDIDATES + "/{}")),
        Asked("a candidate's timeline", of("candidates", CANDIDATES + "/{}/timeline")),
        Asked("applications of a position", applications()),
        Asked("applications at a node", applications(node="ai_interview", status="active")),
        Asked("open an application", of("applications", APPLICATIONS + "/{}")),
        Asked("open a report", lambda _t, _n: ("/v1/assessment/interviews/int_1/report", {})),
    ]


def _place(tenant: Tenant, n: int) -> int:
    """Return somebody else each time, from the whole breadth of the tenant."""
    return (n * 7919) % len(tenant.candidates)


def _page_fifty(tenant: Tenant) -> Asked:
    cursor = ""
    for _ in range(PAGES - 1):
        query = {"limit": str(PAGE)} | ({"cursor": cursor} if cursor else {})
        cursor = str(_answered(CANDIDATES, query)["next"])
    return Asked(
        f"list candidates, page {PAGES} of {PAGE}", lambda *_: (CANDIDATES, {"limit": str(PAGE), "cursor": cursor})
    )


def _reported(tenant: Tenant) -> None:
    """An interview of one answer with its report, made by the functions that make it as deployed."""
    asked = plan(answers=1, interview_id=InterviewId("int_1"), candidate_id=CandidateId(tenant.candidates[0]))
    stage = Stage(tenant.deployment, asked)
    stage.publish_plan()
    stage.assess("a1")
    made = aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT)
    notify(report(propose(norm(made, CONTEXT), CONTEXT), CONTEXT), CONTEXT)


def _cost(asked: Asked, tenant: Tenant) -> Cost:
    wiring, seconds, busy, units, keys = tenant.wiring, [], [], [], []
    operations: dict[str, int] = {}
    _answered(*asked.turn(tenant, 0))
    for n in range(1, TIMES + 1):
        path, query = asked.turn(tenant, n)
        wiring.forget_keys()
        began, worked = time.monotonic(), time.process_time()
        _answered(path, query)
        seconds.append(time.monotonic() - began)
        busy.append(time.process_time() - worked)
        units.append(wiring.rows.reads.units + wiring.keys.reads.units)
        keys.append(wiring.kms.calls["Decrypt"])
        for name, count in (wiring.rows.reads.operations + wiring.keys.reads.operations).items():
            operations[name] = max(operations.get(name, 0), count)
    queries = operations.get("Query", 0)
    reads = " + ".join(f"{count} {name}" for name, count in sorted(operations.items()) if "Write" not in name)
    middle = statistics.median
    return Cost(middle(seconds), middle(busy), queries, reads, middle(units), max(keys))


def _answered(path: str, query: dict[str, str]) -> Any:
    handler = assessment if path.startswith("/v1/assessment") else recruiting
    answer = call(handler, api_event("GET", path, claims=staff_claims(str(ACME), "tenant_admin"), query=query))
    if answer.status != 200 or ("items" in answer.body and not answer.body["items"]):
        raise Unavailable(f"{path} {query} answered {answer.status}: {answer.body}", "This is a defect.")
    return answer.body


def _filled(size: int, seconds: float, rows: int) -> Row:
    return Row(
        f"a tenant of {size:,} candidates, filled",
        f"{seconds:.0f} s, {rows:,} rows",
        how=f"{size:,} data keys, sealed profiles, applications; written in bulk; then medians of {TIMES} requests; "
        f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores",
    )


def _row(what: str, found: dict[int, dict[str, Cost]], sizes: Sequence[int]) -> Row:
    small, large = found[sizes[0]][what], found[sizes[-1]][what]
    return Row(
        what,
        _told(large),
        f"{_told(small)} at {sizes[0]:,}",
        target=f"{large.queries} of ≤ {MOST_QUERIES} queries",
        how=f"{large.busy / small.busy:.2f} times the processor time; {large.reads}; {large.keys} keys unwrapped",
    )


def _told(cost: Cost) -> str:
    return f"{1000 * cost.seconds:.0f} ms ({1000 * cost.busy:.0f} ms processor), {cost.units:g} read units"


def _whole(found: dict[int, dict[str, Cost]]) -> Row:
    costs = [cost for each in found.values() for cost in each.values()]
    most = max(cost.queries for cost in costs)
    if most > MOST_QUERIES:
        raise Unavailable(f"A page took {most} queries.", "See the rows above.")
    return Row(
        "table queries a page", f"{most} at most", target=f"≤ {MOST_QUERIES}", how="all of these; no Scan exists there"
    )
