"""The key table without backups, the narrow role of applicants, and who hears what of candidates."""

import json
from typing import Any

import pytest
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Template

from infra.constructs.applicant_role import ApplicantRole
from infra.constructs.candidate_events import CandidateEvents
from infra.constructs.key_table import KeyTable
from infra.constructs.tenant_role import TenantRole
from infra.options import ROOT
from tests.builders.bare_stack import bare_stack


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    bare = bare_stack(tmp_path_factory.mktemp("bare"), "Recruiting", region="eu-central-1")
    bucket = s3.Bucket(bare.stack, "Bucket")
    keys = KeyTable(bare.stack, "Keys", key=bare.key, protect=False)
    parts: dict[str, Any] = {"stage": "dev", "prefix": "bole-dev", "key": bare.key, "bucket": bucket}
    parts |= {"table": bare.table, "keys": keys}
    ApplicantRole(bare.stack, "Applicants", **parts)
    TenantRole(bare.stack, "Tenants", **parts)
    CandidateEvents(bare.stack, "Events", settings=bare.settings, bus=bare.bus, dead_letters=bare.dead_letters)
    return Template.from_stack(bare.stack)


def statements(template: Template, role: str) -> dict[str, dict[str, Any]]:
    policies = template.find_resources("AWS::IAM::Policy")
    [policy] = [policy for name, policy in policies.items() if name.startswith(role)]
    return {one["Sid"]: one for one in policy["Properties"]["PolicyDocument"]["Statement"]}


def test_the_key_table_has_no_backups_no_stream_and_no_index(template: Template) -> None:
    [table] = [
        table["Properties"]
        for name, table in template.find_resources("AWS::DynamoDB::Table").items()
        if name.startswith("Keys")
    ]
    assert "PointInTimeRecoverySpecification" not in table
    assert "StreamSpecification" not in table
    assert "GlobalSecondaryIndexes" not in table
    assert table["SSESpecification"]["SSEEnabled"] is True


def test_an_applicants_role_writes_applications_and_reads_links_alone(template: Template) -> None:
    granted = statements(template, "Applicants")
    rows = {
        sid: (one["Action"], one["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
        for sid, one in granted.items()
        if "dynamodb:LeadingKeys" in json.dumps(one)
    }
    tenant = "TENANT#${aws:PrincipalTag/TenantId}#"
    assert rows == {
        "Standing": ("dynamodb:GetItem", [f"{tenant}PLAN"]),
        "Links": (["dynamodb:GetItem", "dynamodb:UpdateItem"], [f"{tenant}APPLYLINK#*"]),
        "Counters": ("dynamodb:UpdateItem", [f"{tenant}APPLYRATE#*"]),
        "Applications": ("dynamodb:PutItem", [f"{tenant}INTAKE#*"]),
        "TenantKeys": ("dynamodb:PutItem", [f"{tenant}KEY#*"]),
    }
    assert granted["Resumes"]["Action"] == "s3:PutObject"
    for sid in ("DataKeysOfTheTenant", "DataKeysByTheTenantsOwnKey"):
        assert granted[sid]["Action"] == "kms:GenerateDataKey"


def test_keys_are_unwrapped_for_the_tenant_of_the_session_alone(template: Template) -> None:
    granted = statements(template, "Tenants")
    tag = "${aws:PrincipalTag/TenantId}"
    for sid in ("DataKeysOfTheTenant", "DataKeysByTheTenantsOwnKey"):
        assert granted[sid]["Condition"]["StringEquals"] == {"kms:EncryptionContext:tenant": tag}
    aliases = granted["DataKeysByTheTenantsOwnKey"]["Condition"]["ForAnyValue:StringEquals"]
    assert aliases == {"kms:ResourceAliases": f"alias/bole-dev-tenant-{tag}"}
    assert "dynamodb:DeleteItem" not in granted["TenantKeys"]["Action"]


def test_every_worker_hears_its_event_and_what_fails_is_kept(template: Template) -> None:
    rules = [rule["Properties"] for rule in template.find_resources("AWS::Events::Rule").values()]
    heard = [rule["EventPattern"]["detail-type"] for rule in rules]
    assert ["candidate_import_started.v1"] in heard
    assert ["application_submitted.v1"] in heard
    [timeline] = [types for types in heard if len(types) > 1]
    assert {"application_moved.v1", "report_ready.v1", "decision_recorded.v1", "interview_opened.v1"} <= set(timeline)
    assert all(target["DeadLetterConfig"]["Arn"] for rule in rules for target in rule["Targets"])
    functions = template.find_resources("AWS::Lambda::Function").values()
    for function in functions:
        module = function["Properties"]["Handler"].removesuffix(".handler").replace(".", "/")
        assert (ROOT / f"{module}.py").exists()
