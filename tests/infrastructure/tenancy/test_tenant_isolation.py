"""Whoever acts for a tenant sees that tenant, whatever the code asks for."""

import inspect
import re
from typing import Any

import pytest

from infra.constructs.media_bucket import TENANT_PREFIXES
from shared.assessment import keys as assessment_keys
from shared.interview import keys as interview_keys
from shared.recruiting import contracts as recruiting_contracts
from shared.tenancy import contracts as tenancy_contracts
from tests.builders.deployment import Deployment, Json, Resource, listed

TENANT = "${aws:PrincipalTag/TenantId}"
GUARD = {"dynamodb:LeadingKeys": "false"}


def flat(value: Any) -> str:
    """Return a template's text with its joins put together and its references as ``<…>``."""
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator).join(flat(part) for part in parts)
    (reference,) = value.values()
    return f"<{reference}>"


def role(deployment: Deployment, begins: str) -> Resource:
    (found,) = [each for each in deployment.resources("AWS::IAM::Role") if each.name.startswith(begins)]
    return found


def statements_of(deployment: Deployment, begins: str, service: str) -> list[Json]:
    return [
        statement
        for resource, statement in deployment.statements()
        if resource.name.startswith(begins)
        and listed(statement["Action"])[0].startswith(f"{service}:")
        and statement["Effect"] == "Allow"
    ]


def test_rows_are_confined_to_the_tenant_of_the_session(deployment: Deployment) -> None:
    rows, keys = statements_of(deployment, "TenantData", "dynamodb")
    assert rows["Condition"]["ForAllValues:StringLike"] == {"dynamodb:LeadingKeys": [f"TENANT#{TENANT}#*"]}
    assert keys["Condition"]["ForAllValues:StringLike"] == {"dynamodb:LeadingKeys": [f"TENANT#{TENANT}#KEY#*"]}


def test_a_request_without_keys_is_refused(deployment: Deployment) -> None:
    for statement in statements_of(deployment, "TenantData", "dynamodb"):
        assert statement["Condition"]["Null"] == GUARD
        assert "dynamodb:Scan" not in statement["Action"]


def test_every_statement_on_rows_names_whose_rows(deployment: Deployment) -> None:
    rows = ("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchGetItem", "BatchWriteItem", "Scan")
    unguarded = [
        str(resource)
        for resource, statement in deployment.statements()
        if {f"dynamodb:{action}" for action in rows} & set(listed(statement["Action"]))
        and statement.get("Condition", {}).get("Null") != GUARD
        and statement["Effect"] == "Allow"
        and statement.get("Sid") != "LookThroughEverything"
    ]
    assert unguarded == []


def test_only_an_operators_export_and_purge_may_scan(deployment: Deployment) -> None:
    holders = {
        resource.name.split("Role")[0]
        for resource, statement in deployment.statements()
        if "dynamodb:Scan" in listed(statement["Action"])
    }
    assert holders == {"OperatorsExportTenant", "OperatorsPurgeTenant"}


def test_nobody_may_speak_partiql_which_reads_through_a_table_where_it_names_no_key(deployment: Deployment) -> None:
    speaking = [
        f"{resource}: {action}"
        for resource, statement in deployment.statements()
        for action in listed(statement["Action"])
        if action.startswith("dynamodb:PartiQL") or action in ("dynamodb:*", "*")
    ]
    assert speaking == []


def test_objects_are_confined_to_the_tenants_own_folders(deployment: Deployment) -> None:
    for begins in ("TenantData", "TenantMedia"):
        objects, _listings = statements_of(deployment, begins, "s3")
        folders = {flat(resource).partition("/")[2] for resource in objects["Resource"]}
        assert folders == {f"{prefix}/{TENANT}/*" for prefix in TENANT_PREFIXES}


def test_a_listing_must_name_the_tenants_own_folder(deployment: Deployment) -> None:
    for begins in ("TenantData", "TenantMedia"):
        _objects, listings = statements_of(deployment, begins, "s3")
        assert listed(listings["Action"]) == ["s3:ListBucket"]
        assert set(listings["Condition"]["StringLike"]["s3:prefix"]) == {f"{p}/{TENANT}/*" for p in TENANT_PREFIXES}
        assert listings["Condition"]["Null"] == {"s3:prefix": "false"}


def test_nobody_else_may_touch_objects(deployment: Deployment) -> None:
    holders = {
        resource.name.split("Role")[0]
        for resource, statement in deployment.statements()
        if any(action.startswith("s3:") for action in listed(statement["Action"]))
    }
    assert holders == {"TenantData", "TenantMedia", "TenantEraser", "Applicants", "OperatorsPurgeTenant", "AuditAnchor"}


def test_the_purge_deletes_and_never_reads_and_the_anchor_sees_its_own_folder_alone(deployment: Deployment) -> None:
    purge = {action for each in statements_of(deployment, "OperatorsPurge", "s3") for action in listed(each["Action"])}
    assert not purge & {"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"}
    for statement in statements_of(deployment, "AuditAnchor", "s3"):
        resources = [flat(resource) for resource in listed(statement["Resource"])]
        assert all(resource.endswith("/audit/*") for resource in resources) or "Condition" in statement


@pytest.mark.parametrize("begins", ["TenantData", "TenantMedia", "Applicants"])
def test_only_roles_of_the_project_may_act_for_a_tenant_and_must_say_for_which(
    deployment: Deployment, begins: str
) -> None:
    trust = role(deployment, begins).properties["AssumeRolePolicyDocument"]["Statement"]
    assert {action for statement in trust for action in listed(statement["Action"])} == {
        "sts:AssumeRole",
        "sts:TagSession",
    }
    for statement in trust:
        condition = statement["Condition"]
        assert flat(condition["ArnLike"]["aws:PrincipalArn"]).endswith(f":role/bole/{deployment.stage}/tenant/*")
        assert condition["Null"] == {"aws:RequestTag/TenantId": "false"}
        assert condition["StringLike"] == {"aws:RequestTag/TenantId": "?*"}
        assert condition["ForAllValues:StringEquals"] == {"aws:TagKeys": ["TenantId"]}


def test_who_may_act_for_tenants_is_on_that_path_and_nobody_else_is(deployment: Deployment) -> None:
    path = f"/bole/{deployment.stage}/tenant/"
    on_path = {each.name for each in deployment.resources("AWS::IAM::Role") if each.properties.get("Path") == path}
    acting = {
        target["Ref"]
        for resource, statement in deployment.statements()
        if "sts:TagSession" in listed(statement["Action"])
        for target in resource.properties["Roles"]
    }
    assert on_path == acting
    assert not [name for name in on_path if name.startswith("OutboxPublish")]


def test_workers_see_media_and_no_rows(deployment: Deployment) -> None:
    assert statements_of(deployment, "TenantMedia", "dynamodb") == []
    wanted = [
        flat(statement["Resource"])
        for resource, statement in deployment.statements()
        if resource.name.startswith("Workers") and "sts:TagSession" in listed(statement["Action"])
    ]
    assert len(wanted) == 2
    assert all("TenantMedia" in target for target in wanted)


def test_only_operators_and_what_works_through_all_tenants_read_the_list_of_tenants(deployment: Deployment) -> None:
    readers = {
        resource.name.split("Role")[0]: statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        for resource, statement in deployment.statements()
        if statement.get("Sid") == "PlatformRows"
    }
    steering = ["PLATFORM#*", "TENANT#*#TENANCY", "TENANT#*#PLAN", "TENANT#*#AUDIT#*"]
    writers = {name: keys for name, keys in readers.items() if keys != ["PLATFORM#*"]}
    assert writers == {
        "OperatorsCreateTenant": steering[:2],
        "OperatorsManageTenant": steering,
        "OperatorsPurgeTenant": [*steering, "TENANT#*#USERS"],
    }
    assert {"SweeperSweep", "AuditAnchor"} <= set(readers)


def test_every_folder_that_a_stage_writes_is_one_that_the_policy_knows() -> None:
    folders = {
        folder
        for module in (assessment_keys, interview_keys, recruiting_contracts, tenancy_contracts)
        for folder in re.findall(r'return f"([a-z]+)/\{', inspect.getsource(module))
    }
    assert {"uploads", "reports"} <= folders
    assert folders <= set(TENANT_PREFIXES)
