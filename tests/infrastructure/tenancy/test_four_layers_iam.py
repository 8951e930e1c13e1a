"""The last layer: with authorizer, policies and stores gone, IAM still confines a session to its tenant.

The statements are those of the synthesized template, evaluated by ``tests.builders.iam``.
"""

from typing import Any

import pytest

from tests.builders.deployment import Deployment, Json, listed
from tests.builders.iam import Asked, allowed
from tests.infrastructure.tenancy.test_tenant_isolation import flat

TABLE, BUCKET = "<table>", "<bucket>"
READS, WRITES = ("GetItem", "Query", "BatchGetItem"), ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")


@pytest.fixture
def statements(deployment: Deployment) -> list[Json]:
    """What the tenant role may do, with the names of table and bucket put in."""
    return [
        {**statement, "Resource": [_named(resource) for resource in listed(statement["Resource"])]}
        for resource, statement in deployment.statements()
        if resource.name.startswith("TenantData")
    ]


def _named(resource: Any) -> str:
    text = flat(resource)
    for kind, name in (("MainTable", TABLE), ("Media", BUCKET)):
        if text.startswith(f"<['{kind}") or text.startswith(f"<{kind}"):
            return name + text.partition(">")[2]
    return text


def rows(action: str, *keys: str, tenant: str = "acme") -> Asked:
    context: dict[str, str | list[str]] = {"aws:PrincipalTag/TenantId": tenant}
    if keys:
        context["dynamodb:LeadingKeys"] = list(keys)
    return Asked(f"dynamodb:{action}", TABLE, context)


def files(action: str, key: str, tenant: str = "acme") -> Asked:
    return Asked(f"s3:{action}", f"{BUCKET}/{key}", {"aws:PrincipalTag/TenantId": tenant})


@pytest.mark.parametrize("action", [*READS, *WRITES])
def test_a_session_reaches_its_own_rows_and_nobody_elses(statements: list[Json], action: str) -> None:
    assert allowed(statements, rows(action, "TENANT#acme#POSITION#pos_1"))
    for other in ("TENANT#globex#POSITION#pos_1", "TENANT#acme2#POSITION#pos_1", "PLATFORM#TENANTS", "X"):
        assert not allowed(statements, rows(action, other))


def test_one_foreign_key_among_own_ones_spoils_the_request(statements: list[Json]) -> None:
    assert not allowed(statements, rows("BatchGetItem", "TENANT#acme#A", "TENANT#globex#A"))


def test_a_request_without_keys_and_a_scan_are_refused(statements: list[Json]) -> None:
    assert not allowed(statements, rows("Query"))
    assert not allowed(statements, rows("Scan"))
    assert not allowed(statements, rows("Scan", "TENANT#acme#A"))


def test_a_session_without_a_tenant_reaches_nothing(statements: list[Json]) -> None:
    assert not allowed(statements, rows("GetItem", "TENANT#acme#A", tenant=""))
    assert not allowed(statements, files("GetObject", "uploads/acme/int_1/a.webm", tenant=""))


def test_a_tenant_reads_its_plan_and_cannot_change_it(statements: list[Json]) -> None:
    assert allowed(statements, rows("GetItem", "TENANT#acme#PLAN"))
    for action in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"):
        assert not allowed(statements, rows(action, "TENANT#acme#PLAN"))


def test_the_audit_log_is_appended_to_and_nothing_is_taken_from_it(statements: list[Json]) -> None:
    assert allowed(statements, rows("PutItem", "TENANT#acme#AUDIT#3"))
    assert allowed(statements, rows("UpdateItem", "TENANT#acme#AUDIT#3"))
    for action in ("DeleteItem", "BatchWriteItem"):
        assert not allowed(statements, rows(action, "TENANT#acme#AUDIT#3"))


@pytest.mark.parametrize("action", ["GetObject", "PutObject", "GetObjectVersion"])
def test_a_session_reaches_its_own_objects_and_nobody_elses(statements: list[Json], action: str) -> None:
    assert allowed(statements, files(action, "uploads/acme/int_1/a.webm"))
    for key in ("uploads/globex/int_1/a.webm", "uploads/acme2/int_1/a.webm", "uploads/acme", "secret/acme/x", "acme/x"):
        assert not allowed(statements, files(action, key))


def test_no_tenant_writes_anchors_of_its_audit_log(statements: list[Json]) -> None:
    assert allowed(statements, files("GetObject", "audit/acme/anchors/2026-11-22.json"))
    assert not allowed(statements, files("PutObject", "audit/acme/anchors/2026-11-22.json"))


def test_a_listing_shows_the_own_folders_only(statements: list[Json]) -> None:
    def listing(**context: str) -> Asked:
        named = {name.replace("_", ":"): value for name, value in context.items()}
        return Asked("s3:ListBucket", BUCKET, {"aws:PrincipalTag/TenantId": "acme", **named})

    assert allowed(statements, listing(s3_prefix="uploads/acme/int_1/"))
    assert not allowed(statements, listing(s3_prefix="uploads/globex/"))
    assert not allowed(statements, listing(s3_prefix=""))
    assert not allowed(statements, listing())


def test_nothing_can_be_deleted_from_the_bucket(statements: list[Json]) -> None:
    for action in ("DeleteObject", "DeleteObjectVersion"):
        assert not allowed(statements, files(action, "uploads/acme/int_1/a.webm"))
