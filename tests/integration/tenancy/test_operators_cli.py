"""``bole tenants`` and ``bole audit``: the command line of operators, on the real functions and stores."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from functions.tenancy import anchor_audit, create_tenant, export_tenant, manage_tenant, purge_tenant
from local.cli import app
from local.operators import Operators
from shared.kernel.errors import BoleError
from shared.platform.tenants import tenant_ids
from tests.builders.aws import BUCKET, TABLE, Deployment, deployed
from tests.builders.faults import failing
from tests.builders.lambda_context import FakeContext, Hurried

FUNCTIONS = {
    "CreateTenant": create_tenant.handler,
    "ManageTenant": manage_tenant.handler,
    "ExportTenant": export_tenant.handler,
    "PurgeTenant": purge_tenant.handler,
}


class Patient(FakeContext):
    """A context with a quarter of an hour."""

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


class Lambda:
    """Calls the handlers in this process, and answers as Lambda does."""

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - boto3's names
        try:
            with redirect_stdout(io.StringIO()):  # where a function's metrics go
                said = FUNCTIONS[FunctionName](json.loads(Payload), Patient())
        except BoleError as error:
            failed = {"errorType": type(error).__name__, "errorMessage": str(error)}
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(json.dumps(failed).encode())}
        return {"Payload": io.BytesIO(json.dumps(said).encode())}


@pytest.fixture
def deployment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    with deployed(media_folders="settings,audit,exports") as made:
        outputs = {f"{name}FunctionName": name for name in FUNCTIONS}
        outputs |= {"TableName": TABLE, "MediaBucketName": BUCKET}
        there = Operators(outputs, lambda service: Lambda() if service == "lambda" else made.client(service))
        monkeypatch.setattr("local.commands.tenants.operators_of", lambda *_: there)
        yield made


def bole(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"BOLE_OPERATOR": "ops-1", "COLUMNS": "200"})


def created(tenant: str = "acme") -> None:
    assert bole("tenants", "create", tenant, "--company", "Acme", "--jurisdiction", "cn").exit_code == 0


def test_a_tenant_is_created_once_and_listed(deployment: Deployment) -> None:
    created()
    again = bole("tenants", "create", "acme", "--company", "Acme", "--jurisdiction", "cn")
    assert "was there already" in again.output
    assert json.loads(bole("tenants", "list", "--json").output)[0]["tenant_id"] == "acme"
    assert "active" in bole("tenants", "list").output


def test_a_tenant_is_suspended_limited_and_resumed(deployment: Deployment) -> None:
    created()
    assert bole("tenants", "suspend", "acme", "--reason", "An open invoice.").exit_code == 0
    assert bole("tenants", "limits", "acme", "--seats", "5").exit_code == 0
    shown = json.loads(bole("tenants", "show", "acme").output)["plan"]
    assert (shown["status"], shown["limits"]["seats"], shown["suspension"]["by"]) == ("suspended", 5, "ops-1")
    bole("tenants", "resume", "acme")
    assert json.loads(bole("tenants", "show", "acme").output)["plan"]["status"] == "active"


def test_an_order_that_is_refused_says_why_and_ends_with_an_error(deployment: Deployment) -> None:
    refused = bole("tenants", "suspend", "nobody", "--reason", "Whoever that is.")
    assert refused.exit_code == 2
    assert "There is no tenant nobody here" in refused.output


def test_a_tenant_is_exported_marked_kept_marked_again_and_purged(deployment: Deployment) -> None:
    created()
    exported = bole("tenants", "export", "acme")
    assert "exports/acme/exp_" in exported.output
    assert bole("tenants", "delete", "acme", "--reason", "The contract ended.").exit_code == 0
    assert bole("tenants", "keep", "acme").exit_code == 0
    assert bole("tenants", "resume", "acme").exit_code == 0
    assert bole("tenants", "delete", "acme", "--reason", "It ended.", "--waiting-days", "1").exit_code == 0
    assert "waiting period" in bole("tenants", "purge", "acme", "--confirm", "acme").output
    deployment.clock.instant += timedelta(days=1)
    assert bole("tenants", "purge", "acme", "--confirm", "acmé").exit_code == 2
    certificate = json.loads(bole("tenants", "purge", "acme", "--confirm", "acme").output)
    assert (certificate["rows_left"], len(certificate["sha256"])) == (0, 64)
    assert list(tenant_ids(deployment.platform.platform_table)) == []


def test_the_audit_log_of_every_tenant_is_verified(deployment: Deployment) -> None:
    created()
    created("globex")
    bole("tenants", "limits", "acme", "--seats", "5")
    anchor_audit.handler({}, Patient())
    verified = bole("audit", "verify")
    assert verified.exit_code == 0
    assert verified.output.count("holds") == 2


def test_a_broken_link_is_named_and_the_command_fails(deployment: Deployment) -> None:
    created()
    for seats in ("5", "6"):
        bole("tenants", "limits", "acme", "--seats", seats)
    table = deployment.platform.platform_table
    [row, *_] = deployment.rows("#AUDIT#", "ENTRY#")
    item = table.get(row["PK"], row["SK"])
    assert item is not None
    table.put({**item, "link": item["link"].replace("ops-1", "ops-2")})
    broken = bole("audit", "verify", "--tenant", "acme")
    assert broken.exit_code == 1
    assert "changed" in broken.output
    assert f"chain {row['PK'][-1]}, entry 1" in broken.output


def test_the_nightly_anchor_goes_on_where_one_tenant_fails(deployment: Deployment) -> None:
    created()
    created("globex")
    assert anchor_audit.handler({}, Patient()) == {"anchored": 2}
    assert deployment.objects("audit/") == [
        "audit/acme/anchors/2026-11-22.json",
        "audit/globex/anchors/2026-11-22.json",
    ]
    deployment.clock.instant += timedelta(days=1)
    with failing("PutObject", RuntimeError("the store is on fire")), pytest.raises(anchor_audit.Unanchored):
        anchor_audit.handler({}, Patient())
    assert anchor_audit.handler({}, Patient()) == {"anchored": 2}


def test_an_anchor_without_time_begins_no_tenant_and_says_so(deployment: Deployment) -> None:
    created()
    with pytest.raises(anchor_audit.Unanchored, match="1 audit logs"):
        anchor_audit.handler({}, Hurried())
    assert deployment.objects("audit/") == []
