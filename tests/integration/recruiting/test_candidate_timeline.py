"""What every stage does with a candidate is a line of one timeline; managers read that of their own applicants."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.recruiting.api import handler as api
from functions.recruiting.note_on_timeline import handler as note
from shared.catalogue import CONTRACTS
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.ids import InterviewId
from shared.recruiting.candidates.timeline_events import KINDS, kind_of
from tests.builders.aws import Deployment
from tests.builders.candidates import CANDIDATES, added, ask, known_tenants, person
from tests.builders.http import api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, position_draft
from tests.integration.recruiting.test_candidate_duplicates import applied, merge

EVENTS = Path(__file__).parents[3] / "events"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def told(name: str, **changed: Any) -> dict[str, Any]:
    """An event of the bus, as its published example has it, of Acme."""
    kind = kind_of(name)
    assert kind is not None
    example = json.loads((EVENTS / kind.stage / f"{name}.example.json").read_text(encoding="utf-8"))
    return {"detail-type": name, "detail": {**example, "tenant_id": "acme", **changed}}


def lines(candidate: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("GET", f"{CANDIDATES}/{candidate}/timeline").body["items"]
    return found


PUBLISHED = [event for event in KINDS if event in CONTRACTS]
"""Those with an example; what offers and employments tell is in ``test_offer_events``, too."""


@pytest.mark.parametrize("name", [event.detail_type() for event in PUBLISHED if "candidate_id" in event.model_fields])
def test_each_event_becomes_a_line_once(name: str) -> None:
    candidate = added()
    event = told(name, candidate_id=candidate)
    assert [note(event, FakeContext()) for _ in range(2)] == [{"noted": True}] * 2
    assert [line["kind"] for line in lines(candidate)].count(KINDS[kind_of(name)]) == 1  # type: ignore[index]


def test_a_report_is_found_by_its_interview(deployment: Deployment) -> None:
    candidate = added()
    example = json.loads((EVENTS / "interview" / "interview_plan.v1.example.json").read_text(encoding="utf-8"))
    plan = InterviewPlan.model_validate({**example, "tenant_id": "acme", "candidate_id": candidate})
    deployment.platform.bucket(ACME).put_document(plan_key(ACME, InterviewId("int_1")), plan)
    note(told("report_ready.v1", interview_id="int_1"), FakeContext())
    [line] = [line for line in lines(candidate) if line["kind"] == "report_ready"]
    assert line["ref"] == "int_1"


def test_an_event_about_a_merged_record_is_noted_with_the_survivor() -> None:
    survivor, absorbed = added(), added(name={"full": "Wang Xiaoming"})
    merge(survivor, absorbed)
    note(told("application_moved.v1", candidate_id=absorbed), FakeContext())
    assert "application_moved" in [line["kind"] for line in lines(survivor)]


def test_an_event_that_no_timeline_shows_is_left() -> None:
    assert note({"detail-type": "answer_settled.v1", "detail": {}}, FakeContext()) == {"noted": False}


def manager(path: str, query: dict[str, str] | None = None) -> int:
    claims = {**staff_claims("acme", "manager"), "custom:departments": "研发"}
    return call(api, api_event("GET", path, claims=claims, query=query)).status


def test_a_manager_reads_who_applied_to_the_own_department_and_nobody_else(deployment: Deployment) -> None:
    mine = ask("POST", "/v1/recruiting/positions", position_draft(department="研发")).body["position_id"]
    theirs = ask("POST", "/v1/recruiting/positions", position_draft(department="销售")).body["position_id"]
    own, other = added(), added(**person(name={"full": "李雷"}, phones=["13900139000"], emails=[]))
    applied(deployment, own, mine)
    applied(deployment, other, theirs)
    for part in ("", "/notes", "/timeline", "/resumes"):
        assert manager(f"{CANDIDATES}/{own}{part}") == 200
        assert manager(f"{CANDIDATES}/{other}{part}") == 403
    assert manager(CANDIDATES) == 403
    assert manager(CANDIDATES, {"position_id": mine}) == 200
    assert manager(CANDIDATES, {"position_id": theirs}) == 403
