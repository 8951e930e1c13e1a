"""The PDFs and the candidate's version: made with the report, kept beside it, and reached by an address that ends."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.api import handler
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.pipeline import ReportedInterview
from shared.assessment.report.candidate_contracts import CandidateFeedback
from tests.builders.assessment import Stage, plan
from tests.builders.aws import BUCKET, deployed
from tests.builders.http import api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()
INTERVIEW = "/v1/assessment/interviews/int_1"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with deployed() as deployment:
        one = Stage(deployment, plan(answers=1))
        one.publish_plan()
        one.assess("a1")
        yield one


@pytest.fixture
def made(stage: Stage) -> ReportedInterview:
    """The report of an interview of one answer, told to everybody."""
    aggregated = aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT)
    told = report(propose(norm(aggregated, CONTEXT), CONTEXT), CONTEXT)
    notify(told, CONTEXT)
    return ReportedInterview.model_validate(told)


def get(path: str, tenant: str = "acme", *groups: str, **query: str) -> dict[str, Any]:
    event = api_event("GET", f"{INTERVIEW}/{path}", claims=staff_claims(tenant, *groups))
    event["queryStringParameters"] = query or None
    event["rawQueryString"] = "&".join(f"{name}={value}" for name, value in query.items())
    answer: dict[str, Any] = handler(event, CONTEXT)
    return answer


def header(answer: dict[str, Any], name: str) -> str:
    held = {**answer.get("headers", {}), **answer.get("multiValueHeaders", {})}
    value = held[name]
    return value if isinstance(value, str) else str(value[0])


def test_both_versions_are_made_in_both_languages(stage: Stage, made: ReportedInterview) -> None:
    assert set(made.documents) == {
        f"{purpose}_{language}"
        for purpose in ("pdf", "candidate_pdf", "candidate_html", "candidate_json")
        for language in ("zh", "en")
    }
    for name, kept in made.documents.items():
        body = stage.scope.documents.get_bytes(kept)
        assert body.startswith(b"%PDF") == ("pdf" in name)


def test_they_lie_beside_the_report_they_were_made_from(made: ReportedInterview) -> None:
    folder = made.report.key.rpartition("/")[0]
    assert {kept.key.rpartition("/")[0] for kept in made.documents.values()} == {folder}


def test_the_candidates_version_is_a_document(stage: Stage, made: ReportedInterview) -> None:
    feedback = stage.scope.documents.get_document(made.documents["candidate_json_en"], CandidateFeedback)
    assert (feedback.candidate, feedback.language) == ("Li Lei", "en")


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("report.pdf", {"language": "zh"}, "report.zh.pdf"),
        ("report.pdf", {}, "report.en.pdf"),
        ("feedback.pdf", {"language": "zh"}, "feedback.zh.pdf"),
    ],
)
def test_a_route_leads_to_the_document(
    stage: Stage, made: ReportedInterview, path: str, query: dict[str, str], name: str
) -> None:
    answer = get(path, **query)
    assert answer["statusCode"] == 307
    assert f"/{name}?" in header(answer, "Location")
    assert "Signature" in header(answer, "Location")
    assert header(answer, "Cache-Control") == "no-store"


def test_the_feedback_can_be_previewed_in_a_language(made: ReportedInterview) -> None:
    answer = get("feedback", language="zh")
    assert answer["statusCode"] == 200
    assert "面试反馈" in answer["body"]
    assert "text/html" in json.dumps(answer["headers"])


def test_another_tenants_staff_gets_none_of_it(made: ReportedInterview) -> None:
    for path in ("report.pdf", "feedback", "feedback.pdf"):
        assert get(path, "rival", language="zh")["statusCode"] == 404


def test_whoever_is_not_signed_in_is_turned_away(made: ReportedInterview) -> None:
    assert call(handler, api_event("GET", f"{INTERVIEW}/report.pdf")).status == 401


def test_before_the_report_there_is_no_document(stage: Stage) -> None:
    assert get("report.pdf", language="zh")["statusCode"] == 409


def test_a_report_from_before_such_documents_says_to_make_it_again(stage: Stage, made: ReportedInterview) -> None:
    stage.deployment.client("s3").delete_object(Bucket=BUCKET, Key=made.documents["pdf_zh"].key)
    answer = get("report.pdf", language="zh")
    assert answer["statusCode"] == 409
    assert "make the report again" in answer["body"]
