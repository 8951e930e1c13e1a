"""Operators steer a tenant: plan, suspension, export, deletion; the tenant itself cannot."""

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from functions.tenancy.api import handler as tenancy
from functions.tenancy.create_tenant import handler as create_tenant
from functions.tenancy.export_tenant import handler as export_tenant
from functions.tenancy.manage_tenant import handler as manage
from functions.tenancy.purge_tenant import handler as purge_tenant
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.tenants import tenant_ids
from shared.tenancy.audit.service import verify
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.lifecycle.model import NoSuchTenant, WrongStanding
from tests.builders.aws import BUCKET, Deployment, every_setting
from tests.builders.http import api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order
from tests.integration.tenancy.conftest import Company
from tests.integration.tenancy.test_users_api import claims, invited, request

FOLDERS = "settings,uploads,reports,audit,exports"
GLOBEX = TenantId("globex")


@dataclass(frozen=True)
class Clock(FakeContext):
    """A context that says how much time is left: nothing after ``calls`` questions."""

    calls: int = 1_000_000

    def get_remaining_time_in_millis(self) -> int:
        object.__setattr__(self, "calls", self.calls - 1)
        return 900_000 if self.calls >= 0 else 0


def operator(operation: str, tenant: str = "acme", **more: Any) -> dict[str, Any]:
    return manage({"operation": operation, "tenant_id": tenant, "by": "ops-1", **more}, FakeContext())


@pytest.fixture
def whole(company: Company) -> Deployment:
    """Two tenants with rows and versioned objects, and the folders known."""
    deployment = company.deployment
    deployment.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    settings = every_setting(user_pool_id=company.pool, media_folders=FOLDERS, tenant_key_prefix="alias/bole-test-")
    wiring = Wiring(settings, deployment.clock, lambda: deployment.session)
    platform = Platform(settings=settings, clock=deployment.clock, wiring=wiring)
    bootstrap.use(platform)
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())
    for tenant in (ACME, GLOBEX):
        table, bucket = platform.table(tenant), platform.bucket(tenant)
        for number in range(60):
            table.put({"PK": table.pk(f"CANDIDATE#c{number}"), "SK": "CANDIDATE", "tags": {"a", "b"}, "n": number})
        for version in ("first", "second"):
            bucket.put_bytes(f"reports/{tenant}/int_1/report.json", version.encode(), "application/json")
        bucket.put_bytes(f"uploads/{tenant}/int_1/a.webm", b"v" * 5000, "video/webm")
        platform.sealer(tenant).seal("cnd_1", b"secret")
    return Deployment(platform, deployment.clock, deployment.session)


def test_an_operator_sees_every_tenant_and_how_it_stands(company: Company) -> None:
    listed = manage({"operation": "list"}, FakeContext())["tenants"]
    assert [(each["tenant_id"], each["status"]) for each in listed] == [("acme", "active"), ("globex", "active")]
    shown = operator("show", "globex")
    assert (shown["company"], shown["jurisdiction"], shown["used"]["seats"]) == ("Globex", "eu", 0)


def test_staff_of_a_suspended_tenant_are_refused_at_once_and_read_why(company: Company) -> None:
    assert request("GET", "/v1/tenancy/settings").status == 200
    operator("suspend", reason="The invoice of October is open.")
    refused = request("GET", "/v1/tenancy/settings")
    assert (refused.status, refused.body["code"]) == (403, "tenant_suspended")
    assert "invoice of October" in refused.body["detail"]
    assert "联系平台运营方" in refused.body["remedy"]
    assert request("GET", "/v1/tenancy/settings", tenant="globex").status == 200
    operator("resume")
    assert request("GET", "/v1/tenancy/settings").status == 200


def test_orders_are_in_the_tenants_audit_log_with_the_operators_name(company: Company) -> None:
    operator("suspend", reason="Because of a test.")
    operator("resume")
    operator("limits", limits={"seats": 3, "interviews_per_month": None, "concurrent_interviews": None})
    log = AuditLog(company.deployment.platform.table(ACME), company.deployment.platform.bucket(ACME))
    entries, _ = log.latest("", 10, None)
    assert {(entry.actor, entry.action) for entry in entries} == {
        ("operator:ops-1", action) for action in ("tenant_suspended", "tenant_resumed", "tenant_limits")
    }
    assert verify(log).holds


def test_limits_hold_from_the_next_user_on_and_are_shown_to_the_tenant(company: Company) -> None:
    limits = {"seats": 1, "interviews_per_month": 500, "concurrent_interviews": 20}
    operator("limits", limits=limits)
    request("GET", "/v1/tenancy/me")
    shown = request("GET", "/v1/tenancy/usage").body
    assert shown["limits"] == limits
    assert shown["used"]["seats"] == 1
    answer = request("POST", "/v1/tenancy/users", {"email": "a@acme.example", "name": "A"})
    assert answer.body["code"] == "no_seat_left"


def test_an_order_that_cannot_be_read_or_names_no_tenant_says_so(company: Company) -> None:
    with pytest.raises(Invalid, match="reason"):
        operator("suspend")
    with pytest.raises(Invalid):
        operator("explode")
    with pytest.raises(NoSuchTenant):
        operator("suspend", "nobody", reason="Whoever that is.")


def test_an_operator_invites_the_first_administrator(company: Company) -> None:
    operator("invite_administrator", email="Boss@acme.example", name="Boss")
    assert company.groups("boss@acme.example") == {"tenant_admin"}
    assert company.account("boss@acme.example")["custom:tenant"] == "acme"


def test_a_mark_for_deletion_keeps_everybody_out_and_can_be_taken_back(whole: Deployment) -> None:
    operator("mark_for_deletion", reason="The contract ended.")
    refused = request("GET", "/v1/tenancy/settings")
    assert refused.body["code"] == "tenant_being_deleted"
    with pytest.raises(WrongStanding, match="waiting period"):
        purge_tenant({"tenant_id": "acme", "by": "ops-1"}, Clock())
    with pytest.raises(WrongStanding):
        operator("resume")
    assert operator("keep")["status"] == "suspended"
    operator("resume")
    assert request("GET", "/v1/tenancy/settings").status == 200


def test_an_unmarked_tenant_is_never_purged(whole: Deployment) -> None:
    with pytest.raises(WrongStanding, match="not marked"):
        purge_tenant({"tenant_id": "acme", "by": "ops-1"}, Clock())


def purged(whole: Deployment, calls: int) -> tuple[dict[str, Any], int]:
    operator("mark_for_deletion", reason="The contract ended.", waiting_days=30)
    whole.clock.instant += timedelta(days=30)
    for times in range(1, 200):
        told = purge_tenant({"tenant_id": "acme", "by": "ops-1"}, Clock(calls=calls))
        if told["done"]:
            return told, times
    raise AssertionError("the purge did not end")


@pytest.mark.parametrize("calls", [1_000, 1])
def test_a_purge_leaves_nothing_of_the_tenant_but_its_stone_and_the_certificate(
    whole: Deployment, company: Company, calls: int
) -> None:
    user = invited("an", "recruiter")
    before = {row["PK"] for row in whole.rows("TENANT#globex#")}
    told, times = purged(whole, calls)
    assert (times == 1) == (calls > 1)
    assert {row["PK"] for row in whole.rows("TENANT#acme#")} == {"TENANT#acme#PLAN"}
    versions = whole.client("s3").list_object_versions(Bucket=BUCKET)
    kept = [each["Key"] for kind in ("Versions", "DeleteMarkers") for each in versions.get(kind, [])]
    assert kept
    assert not [key for key in kept if "/acme/" in key]
    keys = whole.client("dynamodb").scan(TableName=whole.platform.settings.key_table)["Items"]
    assert {item["PK"]["S"].split("#")[1] for item in keys} == {"globex"}
    emails = company.cognito.list_users(UserPoolId=company.pool)["Users"]
    assert emails == []
    certificate = told["certificate"]
    assert (certificate["users"], certificate["objects"], certificate["rows_left"]) == (1, 4, 0)
    assert certificate["rows"] > 60
    assert certificate["key_deleted_at"] is not None
    assert {row["PK"] for row in whole.rows("TENANT#globex#")} == before
    old = call(tenancy, api_event("GET", "/v1/tenancy/me", claims=claims(sub=user["user_id"])))
    assert old.body["code"] == "tenant_being_deleted"


def test_the_certificate_stays_and_the_id_is_not_given_out_again(whole: Deployment) -> None:
    told, _ = purged(whole, 1_000)
    assert list(tenant_ids(whole.platform.platform_table)) == ["globex"]
    assert operator("show")["purged_at"] == told["certificate"]["purged_at"]
    again = purge_tenant({"tenant_id": "acme", "by": "ops-1"}, Clock())
    assert again == told
    with pytest.raises(Conflict, match="deleted here before"):
        create_tenant(order(), FakeContext())


def test_what_a_person_sealed_opens_no_more(whole: Deployment) -> None:
    sealed = whole.platform.sealer(ACME).seal("cnd_1", b"secret")
    purged(whole, 1_000)
    whole.clock.instant += timedelta(hours=1)
    with pytest.raises(Exception, match="erased"):
        whole.platform.sealer(ACME).open("cnd_1", sealed)


def exported(calls: int) -> tuple[dict[str, Any], int]:
    told = export_tenant({"tenant_id": "acme", "by": "ops-1"}, Clock(calls=calls))
    for times in range(1, 100):
        if told["done"]:
            return told, times
        told = export_tenant({"tenant_id": "acme", "by": "ops-1", "export_id": told["export_id"]}, Clock(calls=calls))
    raise AssertionError("the export did not end")


@pytest.mark.parametrize("calls", [1_000, 1])
def test_an_export_is_one_archive_of_everything_with_the_hash_of_each_part(whole: Deployment, calls: int) -> None:
    told, times = exported(calls)
    assert (times == 1) == (calls > 1)
    content = whole.platform.bucket(ACME).get_bytes(told["key"])
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        names = archive.getnames()
        parts = {name: (archive.extractfile(name) or io.BytesIO()).read() for name in names}
    assert names[-1] == "manifest.jsonl"
    manifest = [json.loads(line) for line in parts["manifest.jsonl"].splitlines()]
    assert {each["name"]: each["sha256"] for each in manifest} == {
        name: hashlib.sha256(part).hexdigest() for name, part in parts.items() if name != "manifest.jsonl"
    }
    rows = [json.loads(line) for name, part in parts.items() if name.startswith("rows/") for line in part.splitlines()]
    assert {row["PK"].split("#")[1] for row in rows} == {"acme"}
    assert len([row for row in rows if row["SK"] == "CANDIDATE"]) == 60
    assert parts["files/reports/acme/int_1/report.json"] == b"second"
    assert len(parts["files/uploads/acme/int_1/a.webm"]) == 5000
    [key] = [json.loads(line) for line in parts["keys/00001.jsonl"].splitlines()]
    assert key["owner"] == "cnd_1"
    assert f"exports/acme/{told['export_id']}.tar" in told["address"]
    assert len(rows) == told["rows"]


def test_an_export_that_is_done_gives_its_address_again(whole: Deployment) -> None:
    told, _ = exported(1_000)
    again = export_tenant({"tenant_id": "acme", "by": "ops-1", "export_id": told["export_id"]}, Clock())
    assert again["key"] == told["key"]
    assert again["address"] is not None
