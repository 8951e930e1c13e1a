"""``bole trace`` and ``bole finance``: what an operator sees of a tenant's books."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner

from functions.finance.book_payroll import handler as book
from local.commands import finance, trace
from local.operators import Operators
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import slip_key
from tests.builders.aws import BUCKET, DATA_KEY, KEY_TABLE, TABLE, Deployment
from tests.builders.finance import ACME, RUN, FinanceSystem, approved, audited, connect, on_bus, publish_run, slip
from tests.builders.finance import finance as books
from tests.builders.lambda_context import FakeContext

OUTPUTS = {"TableName": TABLE, "MediaBucketName": BUCKET, "KeyTableName": KEY_TABLE, "DataKeyArn": DATA_KEY}


@pytest.fixture
def booked(deployment: Deployment, kingdee: FinanceSystem, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    there = cast("Operators", SimpleNamespace(outputs=OUTPUTS, client=deployment.client))
    monkeypatch.setattr("local.commands.tenants.operators_of", lambda *_given: there)
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    return deployment


def run(*arguments: str) -> Any:
    app = typer.Typer()
    app.registered_commands.extend(trace.app.registered_commands)
    app.add_typer(finance.app)
    return CliRunner().invoke(app, list(arguments))


def voucher(deployment: Deployment) -> str:
    records, _next = books(deployment).vouchers.vouchers.page(None, 10, None)
    return next(str(record.voucher_id) for record in records if record.kind == "accrual")


def test_a_trace_is_printed_with_its_hashes_and_written_down(booked: Deployment, tmp_path: Path) -> None:
    target = tmp_path / "trace.json"
    done = run("trace", voucher(booked), "--tenant", "acme", "--by", "ops", "--json", str(target))
    assert done.exit_code == 0, done.output
    assert "6602.01" in done.output
    assert "test.base_salary" in done.output
    written = json.loads(target.read_text(encoding="utf-8"))
    assert len(written["chains"][0]["steps"][0]["sha256"]) == 64
    assert [entry["actor"] for entry in audited(booked, "read_finance")] == ["operator:ops"]


def test_a_trace_over_a_document_that_was_changed_ends_with_one(booked: Deployment) -> None:
    booked.platform.bucket(ACME).put_document(slip_key(ACME, RUN, EmployeeId("emp_1")), slip(net_fen=1))
    done = run("trace", voucher(booked), "--tenant", "acme")
    assert done.exit_code == 1
    assert "CHANGED" in done.output


def test_a_voucher_that_is_not_there_is_said_in_words(booked: Deployment) -> None:
    assert run("trace", "vch_x", "--tenant", "acme").exit_code == 2


def test_vouchers_are_listed_and_both_sides_compared(booked: Deployment) -> None:
    listed = run("finance", "vouchers", "acme")
    assert (listed.exit_code, listed.output.count("waiting")) == (0, 4), listed.output
    compared = run("finance", "reconcile", "acme", "--period", "2026-11")
    assert compared.exit_code == 0, compared.output
    assert run("finance", "blocked", "acme").output.strip() == "nothing is blocked"
    assert "应付职工薪酬" in run("finance", "chart").output
