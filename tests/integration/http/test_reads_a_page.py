"""What a page costs: at most three table queries, however much stands on it, and never a Scan.

Every list of the OpenAPI document is asked for a full page in a tenant that has one; one that is added to the document
must be added here, or in the file of its own stage. ``pytest -s`` prints what each one reads.
"""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.constructs.api_route import DOCUMENT, ApiRoute, routes
from tests.builders.aws import deployed
from tests.builders.counting import Calls, counting
from tests.builders.filled import PEOPLE, SOME, FilledTenant
from tests.builders.http import Answer, api_event, call

MOST_QUERIES = 3
COUNTED_BY_THEIR_STAGE = {
    "offer": "offer/test_lists_and_settings.py",
    "people": "people/test_reads_a_page.py",
    "payroll": "payroll/test_payroll_reads.py",
    "finance": "finance/test_finance_reads.py",
}
"""Stages whose lists are counted in a file of their own, below ``tests/integration``."""
FULL = 100
A_PAGE: dict[str, list[tuple[dict[str, str], int]]] = {
    "/v1/decision/assignments": [({}, SOME)],
    "/v1/decision/decisions": [({"position_id": "pos_1"}, SOME)],
    "/v1/decision/fairness/breakers": [({}, SOME)],
    "/v1/decision/fairness/breakers/{breaker}/history": [({}, SOME)],
    "/v1/decision/requests": [({}, SOME), ({"mine": "true"}, SOME)],
    "/v1/decision/waiting": [({}, SOME), ({"department": "R&D"}, SOME)],
    "/v1/interview/accommodations": [({}, SOME)],
    "/v1/recruiting/applications": [
        ({"position_id": "pos_1"}, FULL),
        ({"position_id": "pos_1", "node": "ai_interview"}, FULL),
        ({"position_id": "pos_1", "node": "ai_interview", "status": "active"}, FULL),
        ({"position_id": "pos_1", "status": "active"}, FULL),
        ({"candidate_id": "cnd_1"}, 1),
    ],
    "/v1/recruiting/applications/overdue": [({}, SOME)],
    "/v1/recruiting/applications/{application_id}/log": [({}, SOME)],
    "/v1/recruiting/candidate-imports": [({}, SOME)],
    "/v1/recruiting/candidate-imports/{import_id}/known": [({}, SOME)],
    "/v1/recruiting/candidates": [
        ({}, FULL),
        ({"tag": "内推"}, FULL),
        ({"source": "imported"}, FULL),
        ({"position_id": "pos_1"}, FULL),
        ({"name": "王"}, FULL),
        ({"name": "wang"}, FULL),
        ({"phone": "13800000001"}, 1),
        ({"email": "p1@example.com"}, 1),
    ],
    "/v1/recruiting/candidates/{candidate_id}/notes": [({}, SOME)],
    "/v1/recruiting/candidates/{candidate_id}/timeline": [({}, SOME)],
    "/v1/recruiting/duplicates": [({}, 6)],
    "/v1/recruiting/flows": [({}, SOME)],
    "/v1/recruiting/flows/{flow_id}/versions": [({}, 7)],
    "/v1/recruiting/history/imports": [({}, SOME)],
    "/v1/recruiting/invitation-batches": [({}, SOME)],
    "/v1/recruiting/invitation-batches/{batch_id}/recipients": [({}, SOME), ({"status": "skipped"}, SOME)],
    "/v1/recruiting/invitations": [
        ({"position_id": "{inviting}"}, SOME),
        ({"application_id": "{invited_application}"}, 1),
    ],
    "/v1/recruiting/message-templates/{kind}/{language}/versions": [({}, SOME)],
    "/v1/recruiting/positions": [({}, SOME), ({"department": "R&D"}, SOME)],
    "/v1/recruiting/question-templates": [({}, FULL), ({"competency": "teamwork"}, 1)],
    "/v1/recruiting/questions": [({}, SOME), ({"status": "draft", "competency": "execution"}, SOME)],
    "/v1/recruiting/requirements/analyses": [({}, SOME)],
    "/v1/recruiting/requisitions": [({}, SOME), ({"status": "draft"}, SOME)],
    "/v1/recruiting/requisitions/{requisition_id}/log": [({}, SOME)],
    "/v1/tenancy/audit": [({}, SOME), ({"candidate": "cnd_1"}, 4), ({"subject": "candidates"}, 4)],
    "/v1/tenancy/erasures": [({}, SOME)],
    "/v1/tenancy/holds": [({}, SOME)],
    "/v1/tenancy/users": [({}, SOME)],
}
"""Every list, with the queries to ask it by and how many things must come, so that the page is worth counting."""
OPENED = (
    "/v1/assessment/interviews/{reported}",
    "/v1/assessment/interviews/{reported}/report",
    "/v1/decision/interviews/{interview_id}/decisions",
    "/v1/decision/interviews/{interview_id}/panel",
    "/v1/decision/interviews/{interview_id}/ratings",
    "/v1/decision/requests/{request_id}",
    "/v1/interview/session",
    "/v1/recruiting/applications/{application_id}",
    "/v1/recruiting/candidates/{candidate_id}",
    "/v1/recruiting/candidates/{candidate_id}/merges",
    "/v1/recruiting/candidates/{candidate_id}/resumes",
    "/v1/recruiting/flows/{flow_id}",
    "/v1/recruiting/invitation-batches/{batch_id}",
    "/v1/recruiting/invitations/{invited}",
    "/v1/recruiting/positions/{position_id}",
    "/v1/recruiting/positions/{position_id}/funnel",
    "/v1/recruiting/positions/{position_id}/questions",
    "/v1/recruiting/questions/{question_id}",
    "/v1/recruiting/requirements/analyses/{analysis_id}",
    "/v1/recruiting/requisitions/{requisition_id}",
)
"""What is opened from a list."""
WHO = {"/v1/decision/assignments": ("ivan", "interviewer"), "/v1/decision/requests": ("rita", "recruiter")}
"""Who asks for their own things; everything else is asked for by an administrator."""
ALIASES = {"reported": "interview_id", "breaker": "position_id", "invited": "invitation_id"}


@dataclass(frozen=True)
class Filled:
    tenant: FilledTenant
    calls: Calls

    def ask(self, path: str, query: dict[str, str]) -> Answer:
        """Ask a route, and count from nothing."""
        known = self.tenant.at
        user, role = WHO.get(path, ("ada", "tenant_admin"))
        claims = {"sub": user, "custom:tenant": "acme", "cognito:groups": f"[{role}]", "iat": "1899999999"}
        candidate = _route(path).caller == "candidate"
        headers = {"authorization": f"Bearer {self.tenant.link.token}"} if candidate else {}
        query = {name: value.format(**known) for name, value in query.items()}
        event = api_event(
            "GET", path.format(**known), query=query, headers=headers, claims=None if candidate else claims
        )
        handler = importlib.import_module(f"functions.{_route(path).handler}").handler
        self.calls.made.clear()
        return call(handler, event)


def _route(path: str) -> ApiRoute:
    for alias, name in ALIASES.items():
        path = path.replace(f"{{{alias}}}", f"{{{name}}}")
    return next(route for route in routes() if (route.method, route.path) == ("GET", path))


@pytest.fixture(scope="module")
def filled() -> Iterator[Filled]:
    with (
        deployed(sender_address="hr@acme.example", send_at_once=1, mail_per_second=10_000) as deployment,
        counting(deployment.session) as calls,
    ):
        deployment.client("sesv2").create_email_identity(EmailIdentity="hr@acme.example")
        yield Filled(FilledTenant(deployment), calls)


def lists_of_the_document() -> set[str]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    return {
        path
        for path, methods in document["paths"].items()
        if path.split("/")[2] not in COUNTED_BY_THEIR_STAGE
        and any(
            parameter.get("name") in ("limit", "cursor") for parameter in methods.get("get", {}).get("parameters", ())
        )
    }


def test_every_list_of_the_document_is_counted_here() -> None:
    assert {_route(path).path for path in A_PAGE} == lists_of_the_document()


@pytest.mark.parametrize("file", COUNTED_BY_THEIR_STAGE.values())
def test_a_stage_that_counts_its_own_lists_does(file: str) -> None:
    text = (Path(__file__).parents[1] / file).read_text("utf-8")
    assert 'of("Query") <= 3' in text or "MOST_QUERIES" in text or "three_queries" in text


@pytest.mark.parametrize(
    ("path", "query", "least"), [(path, query, least) for path, asked in A_PAGE.items() for query, least in asked]
)
def test_a_page_takes_three_queries_at_most_and_no_scan(
    filled: Filled, path: str, query: dict[str, str], least: int
) -> None:
    answer = filled.ask(path, {**query, "limit": "100"})
    assert answer.status == 200, answer.body
    assert len(answer.body["items"]) >= least
    _told(f"{path} {query or ''} ({len(answer.body['items'])} items)", filled.calls)


@pytest.mark.parametrize("path", OPENED)
def test_opening_something_takes_three_queries_at_most_and_no_scan(filled: Filled, path: str) -> None:
    answer = filled.ask(path, {})
    assert answer.status == 200, answer.body
    _told(path, filled.calls)


def test_the_pages_are_those_of_a_tenant_with_more_than_a_page(filled: Filled) -> None:
    first = filled.ask("/v1/recruiting/candidates", {"limit": "100"})
    second = filled.ask("/v1/recruiting/candidates", {"limit": "100", "cursor": first.body["next"]})
    assert filled.calls.of("Query") == 1
    assert len(second.body["items"]) >= PEOPLE - FULL


def _told(what: str, calls: Calls) -> None:
    print(f"\n{what}: {calls.told}", end="")
    assert calls.of("Scan") == 0
    assert calls.of("Query") <= MOST_QUERIES
    assert calls.of("GetItem") <= FULL // 10, "things are read one by one"
