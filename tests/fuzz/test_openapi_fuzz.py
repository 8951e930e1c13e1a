"""Whatever is sent to a route of the OpenAPI document, it answers with what the document says, and never breaks.

Schemathesis makes the requests: valid ones, and ones at and beyond every bound that the document states.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from functions.tenancy.create_tenant import handler as create_tenant
from infra.constructs.api_route import DOCUMENT
from tests.builders.aws import Deployment, deployed
from tests.builders.gateway import Gateway
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

schema = schemathesis.openapi.from_path(str(DOCUMENT))
schema.app = Gateway()
SENT: Counter[str] = Counter()
MOST = int(os.environ.get("FUZZ_REQUESTS", "60"))
"""Requests to one route. A large body has six hundred bounds; ``FUZZ_REQUESTS=10000`` sends all of them."""


@pytest.fixture(scope="module", autouse=True)
def _deployment() -> Iterator[Deployment]:
    with deployed() as deployment:
        create_tenant(order(), FakeContext())
        yield deployment


@schema.parametrize()
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_route_answers_as_the_document_says(case: Any) -> None:
    SENT[case.operation.label] += 1
    if SENT[case.operation.label] > MOST:
        return
    role = "staff.acme.tenant_admin" if case.operation.definition.raw.get("security") else ""
    case.headers = {**(case.headers or {}), **({"Authorization": f"Bearer {role}"} if role else {})}
    response = case.call()
    case.validate_response(
        response,
        checks=[
            CHECKS.get_one("not_a_server_error"),
            status_code_conformance,
            content_type_conformance,
            response_headers_conformance,
            response_schema_conformance,
        ],
    )
