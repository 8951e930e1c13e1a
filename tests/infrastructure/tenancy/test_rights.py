"""Who may erase, what starts it, and what hears when somebody's data end."""

import json
from typing import Any

import pytest

from infra.constructs.eraser_role import ERASED, KEPT
from infra.constructs.media_bucket import TENANT_PREFIXES
from infra.constructs.rights import HEARD, STAGES
from tests.builders.iam import Asked, allowed
from tests.builders.rights_stack import rights_template

Template = dict[str, Any]
BUCKET = "arn:aws:s3:::media"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return rights_template(tmp_path_factory.mktemp("rights"))


def of_kind(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in template["Resources"].items() if each["Type"] == kind}


def statements(template: Template, role: str) -> list[dict[str, Any]]:
    """The statements of the role whose logical id begins so, with the bucket's ARN filled in.

    What an inline policy has no room for, CDK puts into managed ones.
    """
    found = []
    for policy in (of_kind(template, "AWS::IAM::Policy") | of_kind(template, "AWS::IAM::ManagedPolicy")).values():
        if policy["Roles"][0]["Ref"].startswith(role):
            found += policy["PolicyDocument"]["Statement"]
    return [json.loads(_filled(json.dumps(each))) for each in found]


def _filled(text: str) -> str:
    def walk(value: Any) -> Any:
        if isinstance(value, dict) and "Fn::GetAtt" in value:
            return BUCKET if value["Fn::GetAtt"][0].startswith("Media") else "arn:aws:other"
        if isinstance(value, dict) and "Fn::Join" in value:
            return "".join(str(walk(part)) for part in value["Fn::Join"][1])
        if isinstance(value, dict) and "Ref" in value:
            return str(value["Ref"])
        if isinstance(value, dict):
            return {name: walk(inner) for name, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    return json.dumps(walk(json.loads(text)))


def may(template: Template, action: str, key: str, tenant: str = "acme", **context: str) -> bool:
    said = {"aws:PrincipalTag/TenantId": tenant, **context}
    resource = f"{BUCKET}/{key}" if key else BUCKET
    return allowed(statements(template, "Eraser"), Asked(action, resource, said))


def test_the_eraser_deletes_versions_of_its_own_tenant_alone(template: Template) -> None:
    assert may(template, "s3:DeleteObjectVersion", "uploads/acme/int_1/a1/upl_1")
    assert not may(template, "s3:DeleteObjectVersion", "uploads/globex/int_1/a1/upl_1")
    prefix = {"s3:prefix": "uploads/acme/int_1/"}
    assert may(template, "s3:ListBucketVersions", "", **prefix)
    assert not may(template, "s3:ListBucketVersions", "", **{"s3:prefix": "uploads/globex/int_1/"})
    assert not may(template, "s3:ListBucketVersions", "")


def test_certificates_settings_and_anchors_are_out_of_its_reach(template: Template) -> None:
    for folder in ("certificates", "settings", "audit"):
        assert not may(template, "s3:DeleteObjectVersion", f"{folder}/acme/x.json")
    assert may(template, "s3:PutObject", "certificates/acme/ers_1/certificate.json")
    assert set(ERASED) | KEPT == set(TENANT_PREFIXES)


def test_only_erasure_and_retention_act_by_that_role(template: Template) -> None:
    functions = of_kind(template, "AWS::Lambda::Function")
    by_eraser = {
        properties["Handler"]
        for properties in functions.values()
        if "Fn::GetAtt" in str(properties.get("Environment", {}).get("Variables", {}).get("BOLE_TENANT_ROLE_ARN", ""))
    }
    assert by_eraser == {
        *(f"functions.{stage}.erase.handler" for stage in STAGES),
        "functions.tenancy.erase.handler",
        "functions.tenancy.certify_erasure.handler",
        "functions.tenancy.expire.handler",
    }


def test_a_request_starts_its_machine_with_the_event_itself(template: Template) -> None:
    rules = of_kind(template, "AWS::Events::Rule").values()
    started = {
        rule["EventPattern"]["detail-type"][0]: rule["Targets"][0]
        for rule in rules
        if "EventPattern" in rule and "RoleArn" in rule["Targets"][0]
    }
    assert set(started) == {"erasure_requested.v1", "export_requested.v1"}
    assert all(target["InputPath"] == "$.detail" for target in started.values())
    assert all("DeadLetterConfig" in target for target in started.values())


def test_retention_hears_whatever_changes_an_end_and_looks_every_night(template: Template) -> None:
    rules = list(of_kind(template, "AWS::Events::Rule").values())
    heard = {rule["EventPattern"]["detail-type"][0] for rule in rules if "EventPattern" in rule}
    assert {event.detail_type() for event in HEARD} <= heard
    [night] = [rule["ScheduleExpression"] for rule in rules if "ScheduleExpression" in rule]
    assert night == "cron(40 2 * * ? *)"


def test_certificates_and_what_is_held_have_no_end_of_their_own(template: Template) -> None:
    buckets = of_kind(template, "AWS::S3::Bucket").values()
    rules = [rule for bucket in buckets for rule in bucket["LifecycleConfiguration"]["Rules"]]
    prefixes = {rule.get("Prefix") for rule in rules if "ExpirationInDays" in rule}
    assert not {"certificates/", "held/"} & prefixes
    assert "exports/" in prefixes
