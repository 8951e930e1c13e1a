"""What is sent as a body is refused in words before anything reads it, where it cannot be read."""

import base64
import json

import pytest

from functions.recruiting.api import handler
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call, staff_claims

FLOWS = "/v1/recruiting/flows/validate"


@pytest.fixture(autouse=True)
def _deployed(deployment: Deployment) -> None:
    pass


def sent(body: str, *, kind: str = "application/json", binary: bool = False) -> Answer:
    event = api_event("POST", FLOWS, body, headers={"content-type": kind}, claims=staff_claims())
    return call(handler, event | {"isBase64Encoded": binary})


def test_json_that_is_nested_beyond_reason() -> None:
    answer = sent("[" * 100_000)
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert "nested" in answer.body["detail"]


def test_what_is_no_json() -> None:
    answer = sent("{", kind="application/json; charset=utf-8")
    assert (answer.status, answer.body["code"]) == (422, "invalid")


def test_another_kind_of_content() -> None:
    answer = sent("a=b", kind="application/x-www-form-urlencoded")
    assert (answer.status, answer.body["code"]) == (415, "unsupported_media")


def test_too_much() -> None:
    answer = sent(json.dumps({"name": "x" * (5 * 1024**2)}))
    assert (answer.status, answer.body["code"]) == (413, "too_large")


def test_bytes_that_are_no_text() -> None:
    answer = sent(base64.b64encode(b"\xff\xfe{").decode(), binary=True)
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert "UTF-8" in answer.body["detail"]


def test_a_refusal_is_a_problem_that_is_not_kept() -> None:
    answer = sent("a=b", kind="text/csv")
    assert answer.content_type == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
