"""Somebody asks what is known of them: one archive, for machines and to be read, with nobody else in it."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import requests

from shared.tenancy.rights import archive
from tests.builders.aws import Deployment
from tests.builders.candidates import audited
from tests.builders.rights import MAIL, NAME, NOTE, SAID, Somebody, applied, erase, export, somebody, staff, versioned


@pytest.fixture
def whose(deployment: Deployment) -> Somebody:
    versioned(deployment)
    return somebody(deployment)


def made(whose: Somebody) -> dict[str, Any]:
    """The archive, asked for by the person's own link, and fetched by its signed address."""
    asked = whose.browser.tell("rights/exports")
    assert asked.status == 202, asked.body
    export(whose, asked.body["export_id"])
    shown = whose.browser.ask(f"rights/exports/{asked.body['export_id']}")
    assert shown.status == 200, shown.body
    return dict(shown.body)


def fetched(shown: dict[str, Any]) -> zipfile.ZipFile:
    body = requests.get(shown["files"][0]["url"], timeout=5).content
    assert hashlib.sha256(body).hexdigest() == shown["export"]["sha256"]
    return zipfile.ZipFile(io.BytesIO(body))


def section(content: zipfile.ZipFile, stage: str, name: str) -> list[Any]:
    sections = json.loads(content.read(f"{stage}.json"))["sections"]
    return next(list(each["items"]) for each in sections if each["name"] == name)


def test_the_archive_has_every_stage_with_the_names_of_its_forms(whose: Somebody) -> None:
    content = fetched(made(whose))
    [profile] = section(content, "recruiting", "profile")
    assert profile["name"]["full"] == NAME
    assert profile["emails"] == [MAIL]
    assert section(content, "recruiting", "notes")[0]["text"] == NOTE
    consents = section(content, "interview", "consents")
    assert {each["purpose"] for each in consents} >= {"recording", "automated_assessment"}
    assert section(content, "assessment", "transcripts") == [{"text": SAID}]
    sections = json.loads(content.read("recruiting.json"))["sections"]
    assert all(each["schema_name"] for each in sections)


def test_recordings_are_in_it_as_they_are(whose: Somebody) -> None:
    content = fetched(made(whose))
    [recording] = [name for name in content.namelist() if name.startswith("media/")]
    assert content.read(recording) == SAID.encode()


def test_it_can_be_read_in_both_languages(whose: Somebody) -> None:
    content = fetched(made(whose))
    chinese, english = (content.read(f"overview.{language}.html").decode() for language in ("zh", "en"))
    assert "您的个人信息" in chinese
    assert "授权记录" in chinese
    assert "Your personal data" in english
    assert NAME in chinese
    assert NAME in english


def test_the_manifest_has_the_hash_of_every_member(whose: Somebody) -> None:
    content = fetched(made(whose))
    members = json.loads(content.read("manifest.json"))["members"]
    assert {each["name"] for each in members} == set(content.namelist()) - {"manifest.json"}
    for each in members:
        assert hashlib.sha256(content.read(each["name"])).hexdigest() == each["sha256"]


def test_staff_stand_as_pseudonyms_and_secrets_are_left_out(whose: Somebody) -> None:
    content = fetched(made(whose))
    text = "".join(content.read(name).decode() for name in content.namelist() if name.endswith((".json", ".html")))
    assert "user-1" not in text
    assert "reviewer-1" in text
    assert "hr@acme.example" not in text
    assert "secret_sha256" not in text
    assert whose.browser.token.rpartition(".")[2] not in text


def test_nobody_else_is_in_it(whose: Somebody) -> None:
    applied(whose.deployment, whose.position_id, name="司马光", mail="guang@example.com")
    content = fetched(made(whose))
    text = "".join(content.read(name).decode(errors="replace") for name in content.namelist())
    assert "司马光" not in text
    assert "guang@example.com" not in text


def test_files_that_are_too_large_are_fetched_beside_it(whose: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_IN_ARCHIVE", 3)
    shown = made(whose)
    content = fetched(shown)
    assert not [name for name in content.namelist() if name.startswith("media/")]
    [beside] = [file for file in shown["files"] if file["name"].startswith("media/")]
    assert requests.get(beside["url"], timeout=5).content == SAID.encode()
    assert json.loads(content.read("manifest.json"))["outside"][0]["name"] == beside["name"]


def test_staff_make_one_too_and_the_log_says_who_fetched_it(whose: Somebody) -> None:
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/exports"
    asked = staff("POST", path, role="recruiter")
    assert asked.status == 202, asked.body
    export(whose, asked.body["export_id"])
    assert staff("GET", path, role="recruiter").body[0]["state"] == "ready"
    assert staff("GET", f"{path}/{asked.body['export_id']}", role="recruiter").status == 200
    entries = audited(whose.deployment, "export_candidate")
    assert [entry["actor"] for entry in entries] == ["user-1", "user-1"]
    assert {"fetched": asked.body["export_id"]} in [entry["detail"] for entry in entries]


def test_whoever_is_blind_to_an_interview_gets_no_archive_of_it(whose: Somebody) -> None:
    table = whose.table
    table.put({"PK": table.pk(f"INTERVIEW#{whose.interview_id}"), "SK": "PANEL", "assigned": {"user-1"}})
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/exports"
    assert staff("POST", path, role="recruiter").status == 403


def test_one_at_a_time(whose: Somebody) -> None:
    whose.browser.tell("rights/exports")
    assert (whose.browser.tell("rights/exports").status) == 409


def test_after_seven_days_it_is_gone(whose: Somebody) -> None:
    shown = made(whose)
    whose.deployment.clock.instant += timedelta(days=7, seconds=1)
    answer = whose.browser.ask(f"rights/exports/{shown['export']['export_id']}")
    assert answer.status == 404
    [row] = whose.deployment.rows("RIGHTS#", "EXPORT#")
    assert int(row["expires_at"]) <= whose.deployment.clock.now().timestamp()


def test_an_erasure_takes_the_archive_with_it(whose: Somebody) -> None:
    made(whose)
    whose.browser.tell("rights/erasure", {"confirmed": True})
    erase(whose)
    assert whose.deployment.objects("exports/") == []
    assert whose.browser.tell("rights/exports").status == 410


def test_a_payroll_clerk_exports_nobody(whose: Somebody) -> None:
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/exports"
    assert staff("POST", path, role="payroll").status == 403
