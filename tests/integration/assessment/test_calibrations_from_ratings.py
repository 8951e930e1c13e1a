"""A tenant's administrator sends people's ratings: proposals come of them, and a score once one is accepted."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.assessment.api import handler
from shared.assessment.local_judge import weights
from shared.assessment.service import calibrate
from shared.assessment.service.scope import scope_of
from shared.platform import judges
from tests.builders.assessment import ACME
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.rated import TEXTS, level_by, rating, written
from tests.builders.stored import SteadyEmbedder

CALIBRATIONS = "/v1/assessment/calibrations"
RATED = 34
NOWHERE = [
    {
        "interview_id": f"int_{row}",
        "competency": "ownership",
        "level": 3,
        "rater": "ann",
        "blind": True,
        "rated_at": "2026-11-02T00:00:00Z",
    }
    for row in range(RATED)
]


@pytest.fixture(autouse=True)
def _light_embedder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(judges, "open_embedder", SteadyEmbedder)
    yield
    judges.forget()


def send(body: Any, path: str = "", tenant: str = "acme", role: str = "tenant_admin") -> Answer:
    return call(handler, api_event("POST", f"{CALIBRATIONS}{path}", body, claims=staff_claims(tenant, role)))


def test_ratings_become_a_proposal_and_once_accepted_a_score_by_the_new_weights(deployment: Deployment) -> None:
    answers = [written(deployment, f"int_{row:03d}", TEXTS[row]) for row in range(RATED)]
    # This rater looks at who did it alone, which the standard weights hardly do.
    told = [rating(answer, level_by(answer, "collective_agency")) for answer in answers]
    told += [rating(answer, 1.0, rater="bob", blind=False) for answer in answers[:3]]
    told += [rating(answer, 4.0, competency="teamwork") for answer in answers[:5]]
    groups = {answer.interview_id: {"sex": "fm"[row % 2]} for row, answer in enumerate(answers)}
    made = send({"ratings": told, "groups": groups})
    assert made.status == 201, made.body
    [proposal] = made.body["proposals"]
    assert (proposal["competency"], proposal["status"]) == ("ownership", "proposed")
    assert (proposal["base_version"], proposal["history"][0]["by"]) == (weights().version, "user-1")
    assert (proposal["evidence"]["interviews"], proposal["evidence"]["not_blind"]) == (RATED, 3)
    assert proposal["after"]["r"] > proposal["before"]["r"] > 0
    assert proposal["weights_after"]["collective_agency"] > 0.5 > proposal["weights_before"]["collective_agency"]
    assert {group["value"] for group in proposal["groups"]} == {"f", "m"}
    assert (proposal["advice"], proposal["reasons"]) == ("adopt", ["agrees_better"])
    assert made.body["not_blind"] == [{"competency": "ownership", "rater": "bob", "ratings": 3}]
    [few] = made.body["not_fitted"]
    assert few["competency"] == "teamwork"
    assert "0 blindly rated answers in 5 interviews; it takes 60 answers or 30 interviews" in few["problem"]

    unchanged = written(deployment, "int_before", TEXTS[0])
    assert unchanged.scores == answers[0].scores
    assert send({}, f"/{proposal['proposal_id']}/accept").body["status"] == "accepted"
    scope = scope_of(deployment.platform, ACME)
    held = calibrate.accepted_weights(scope, weights().version)
    now = written(deployment, "int_after", TEXTS[0])
    assert now.receipt is not None
    assert now.receipt.weights_version == f"local {weights().version}+{calibrate.version_of(held)}"
    assert now.scores[0].score != answers[0].scores[0].score
    assert now.features == answers[0].features


def test_too_few_are_refused_in_words_for_each_competency(deployment: Deployment) -> None:
    told = [*NOWHERE[:4], {**NOWHERE[5], "blind": False}, {**NOWHERE[0], "competency": "teamwork"}]
    refused = send({"ratings": told})
    assert (refused.status, refused.body["code"]) == (422, "invalid")
    assert "ownership has 0 blindly rated answers in 4 interviews; it takes" in refused.body["detail"]
    assert "1 ratings were not blind and do not count." in refused.body["detail"]
    assert "teamwork has 0 blindly rated answers in 1 interviews; it takes" in refused.body["detail"]
    one = send({"ratings": told, "competency": "teamwork"})
    assert "ownership" not in one.body["detail"]
    assert send({"ratings": told, "competency": "leadership"}).status == 422
    assert calibrate.proposals(scope_of(deployment.platform, ACME)) == []


def test_ratings_of_interviews_that_nobody_assessed_here_are_refused(deployment: Deployment) -> None:
    refused = send({"ratings": NOWHERE})
    assert refused.status == 422
    assert "None of the interviews that were rated for ownership" in refused.body["detail"]


def test_more_than_one_request_can_read_is_refused_in_words(deployment: Deployment) -> None:
    many = [{**NOWHERE[0], "interview_id": f"int_{row}"} for row in range(301)]
    refused = send({"ratings": many})
    assert (refused.status, "301 interviews" in refused.body["detail"]) == (422, True)
    assert "one competency at a time" in refused.body["remedy"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.ratings"),
        ({"ratings": []}, "body.ratings"),
        ({"ratings": [NOWHERE[0]] * 5001}, "body.ratings"),
        ({"ratings": [{**NOWHERE[0], "blind": "yes"}, NOWHERE[1]]}, "body.ratings.0.blind"),
        ({"ratings": [{**NOWHERE[0], "level": 3.25}, NOWHERE[1]]}, "body.ratings.0.level"),
        ({"ratings": [{**NOWHERE[0], "interview_id": "x" * 201}, NOWHERE[1]]}, "body.ratings.0.interview_id"),
        ({"ratings": NOWHERE, "groups": {"int_0": {"sex": ""}}}, "body.groups.int_0.sex"),
        ({"ratings": NOWHERE, "basis": {}}, "body.basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_its_field(deployment: Deployment, body: Any, field: str) -> None:
    refused = send(body)
    assert (refused.status, [fault["field"] for fault in refused.body["errors"]]) == (422, [field])


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer"])
def test_only_the_tenants_administrator_sends_ratings(deployment: Deployment, role: str) -> None:
    assert send({"ratings": NOWHERE}, role=role).status == 403
