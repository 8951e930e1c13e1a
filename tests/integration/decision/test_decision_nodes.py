"""Decisions at the nodes of a flow: where the application is, or where one says; each node by itself."""

from collections.abc import Iterator

import pytest

from shared.kernel.ids import PositionId
from shared.recruiting.applications.contracts import ApplicationMoved
from tests.builders.aws import Deployment, deployed
from tests.builders.decision import (
    ACME,
    APPLICATION,
    CANDIDATE,
    IVAN,
    MAX,
    RITA,
    WHERE,
    applied,
    call_panel,
    company,
    decision,
    invitation,
    opened,
    rate,
    reported,
    tell,
)

DECISIONS = f"{WHERE}/decisions"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        company(made)
        opened(made, application_id=APPLICATION)
        reported(made)
        yield made


def test_it_is_decided_where_the_application_is(deployment: Deployment) -> None:
    applied(deployment, "ai_interview")
    assert RITA.post(DECISIONS, decision()).body["node"] == "ai_interview"


def test_a_person_must_have_rated_before_a_human_interview_is_decided(deployment: Deployment) -> None:
    applied(deployment, "ai_interview")
    RITA.post(DECISIONS, decision())
    applied(deployment, "human_interview")
    assert RITA.post(DECISIONS, decision()).body["code"] == "ratings_awaited"
    call_panel(IVAN)
    assert [one["waiting"]["why"] for one in RITA.get("/v1/decision/waiting").body["items"]] == ["panel"]
    rate(IVAN, 4, 4, 4)
    made = RITA.post(DECISIONS, decision())
    assert (made.status, made.body["node"], made.body["number"]) == (201, "human_interview", 2)


def test_an_earlier_node_is_decided_once(deployment: Deployment) -> None:
    applied(deployment, "human_interview")
    assert RITA.post(DECISIONS, decision(at_node="ai_interview")).status == 201
    assert MAX.post(DECISIONS, decision(at_node="ai_interview")).body["code"] == "decided_already"


def test_the_flow_has_no_such_node(deployment: Deployment) -> None:
    applied(deployment, "ai_interview")
    assert RITA.post(DECISIONS, decision(at_node="moon")).body["code"] == "no_such_node"


@pytest.mark.parametrize("status", ["withdrawn", "hired"])
def test_about_an_application_that_is_over_nothing_is_decided(deployment: Deployment, status: str) -> None:
    applied(deployment, "ai_interview", status)
    assert RITA.post(DECISIONS, decision()).body["code"] == "application_over"


def moved(deployment: Deployment, status: str, to: str = "ai_interview") -> object:
    """The event that an application moved, as recruiting tells it."""
    return tell(
        ApplicationMoved(
            event_id="evt_3",
            tenant_id=ACME,
            occurred_at=deployment.clock.now(),
            application_id=APPLICATION,
            candidate_id=CANDIDATE,
            position_id=PositionId("pos_1"),
            from_node="ai_interview",
            to_node=to,
            node_kind=to,
            status=status,
            by="candidate:cnd_1",
            revision=2,
        )
    )


def test_when_an_application_ends_nobody_waits_for_a_decision_any_more(deployment: Deployment) -> None:
    assert len(RITA.get("/v1/decision/waiting").body["items"]) == 1
    moved(deployment, "active")
    assert len(RITA.get("/v1/decision/waiting").body["items"]) == 1
    moved(deployment, "withdrawn")
    moved(deployment, "withdrawn")
    assert RITA.get("/v1/decision/waiting").body["items"] == []


def test_a_review_that_was_asked_for_is_owed_whatever_became_of_the_application(deployment: Deployment) -> None:
    applied(deployment, "ai_interview")
    RITA.post(DECISIONS, decision("reject"))
    link = invitation(deployment)[1]
    link.post("requests", {"kind": "human_review"})
    moved(deployment, "rejected")
    assert [one["waiting"]["why"] for one in RITA.get("/v1/decision/waiting").body["items"]] == ["review"]


def test_who_reaches_a_persons_interview_waits_for_it_until_it_is_decided(deployment: Deployment) -> None:
    applied(deployment, "ai_interview")
    RITA.post(DECISIONS, decision())
    assert RITA.get("/v1/decision/waiting").body["items"] == []
    applied(deployment, "human_interview")
    moved(deployment, "active", "human_interview")
    assert [one["waiting"]["why"] for one in RITA.get("/v1/decision/waiting").body["items"]] == ["human_interview"]
    MAX.post(DECISIONS, decision(early_reason="本人已当面面试候选人"))
    moved(deployment, "active", "human_interview")
    assert RITA.get("/v1/decision/waiting").body["items"] == []


def test_a_correction_stands_at_the_node_of_what_it_corrects_wherever_the_application_is_now(
    deployment: Deployment,
) -> None:
    applied(deployment, "ai_interview")
    first = RITA.post(DECISIONS, decision()).body
    applied(deployment, "human_interview")
    order = decision("reject", correction_reason="报告属于另一位候选人")
    second = MAX.post(f"{DECISIONS}/{first['decision_id']}/corrections", order)
    assert (second.status, second.body["node"]) == (201, "ai_interview")
    assert RITA.post(DECISIONS, decision()).body["code"] == "ratings_awaited"
