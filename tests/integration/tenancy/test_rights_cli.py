"""``bole rights``: an operator has somebody exported, erased, and looks whether they are gone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from local.cli import app
from local.commands import rights
from local.operators import Operators
from shared.kernel.ids import CandidateId
from shared.person_verification import verify_erasure
from shared.tenancy.rights.service import see_export
from tests.builders.aws import BUCKET, DATA_KEY, KEY_TABLE, TABLE, Deployment
from tests.builders.recruiting import ACME
from tests.builders.rights import Somebody, erase, export, somebody, versioned

OUTPUTS = {"TableName": TABLE, "MediaBucketName": BUCKET, "KeyTableName": KEY_TABLE, "DataKeyArn": DATA_KEY}


@pytest.fixture
def whose(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Somebody:
    versioned(deployment)
    there = cast("Operators", SimpleNamespace(outputs=OUTPUTS, client=deployment.client))
    monkeypatch.setattr("local.commands.tenants.operators_of", lambda *_given: there)
    monkeypatch.setattr(rights, "PAUSE_S", 0)
    return somebody(deployment)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["rights", *arguments])


def test_an_erasure_needs_the_operator_to_know_what_it_means(whose: Somebody) -> None:
    assert run("erase", "acme", whose.candidate_id).exit_code == 1
    assert whose.deployment.rows("RIGHTS#", "ERASURE") == []


def test_erased_by_an_operator_and_verified(whose: Somebody) -> None:
    asked = run("erase", "acme", whose.candidate_id, "--yes", "--by", "ops")
    assert asked.exit_code == 0, asked.output
    assert "requested" in asked.output
    assert run("verify-erasure", "acme", whose.candidate_id).exit_code == 1
    erase(whose)
    found = run("verify-erasure", "acme", whose.candidate_id)
    assert found.exit_code == 0, found.output
    assert "fails" not in found.output


def test_a_row_that_came_back_is_found(whose: Somebody) -> None:
    run("erase", "acme", whose.candidate_id, "--yes")
    erase(whose)
    whose.table.put({"PK": whose.table.pk(f"CANDIDATE#{whose.candidate_id}"), "SK": "NOTE#1", "sealed": "v1.x"})
    found = verify_erasure(whose.deployment.platform, ACME, CandidateId(whose.candidate_id))
    assert [check.name for check in found.checks if not check.holds] == ["nothing in recruiting"]


def test_an_archive_is_fetched_with_its_hash(whose: Somebody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = see_export

    def made_meanwhile(candidate: CandidateId, export_id: str, desk: Any) -> Any:
        export(whose, export_id)
        return seen(candidate, export_id, desk)

    monkeypatch.setattr(rights, "see_export", made_meanwhile)
    target = tmp_path / "everything.zip"
    done = run("export", "acme", whose.candidate_id, "--to", str(target))
    assert done.exit_code == 0, done.output
    assert target.read_bytes()[:2] == b"PK"
