"""Connections to finance systems over HTTP: secrets go in and never come out."""

import json

from shared.finance.connectors.errors import NotConfigured
from tests.builders.aws import Deployment
from tests.builders.finance import FIONA, KINGDEE, OTHER, RITA, FinanceSystem, audited, finance

DRAFT = {"settings": KINGDEE, "secrets": {"app_secret": {"value": "s3cret-of-acme"}}}


def test_a_secret_is_sealed_and_never_given_back(deployment: Deployment) -> None:
    made = FIONA.put("connections/kingdee", DRAFT)
    assert (made.status, made.body["secrets"]) == (200, {"app_secret": "sealed"})
    shown = json.dumps([FIONA.get("connections").body, FIONA.get("connections/kingdee").body, made.body])
    assert "s3cret" not in shown
    assert "s3cret" not in json.dumps(deployment.rows())
    held = finance(deployment).connections
    assert held.reach(held.found("kingdee")).secret("app_secret") == "s3cret-of-acme"
    assert "s3cret" not in json.dumps(audited(deployment, "manage_finance"))


def test_a_secret_that_is_left_out_stays(deployment: Deployment) -> None:
    made = FIONA.put("connections/kingdee", DRAFT)
    changed = FIONA.put("connections/kingdee", {"settings": {**KINGDEE, "user_name": "bole2"}}, read=made)
    assert (changed.status, changed.body["settings"]["user_name"]) == (200, "bole2")
    held = finance(deployment).connections
    assert held.reach(held.found("kingdee")).secret("app_secret") == "s3cret-of-acme"


def test_a_secret_in_secrets_manager_is_read_by_its_arn_when_it_is_needed(deployment: Deployment) -> None:
    client = deployment.client("secretsmanager")
    arn = client.create_secret(Name="bole/acme/kingdee", SecretString="kept elsewhere")["ARN"]
    made = FIONA.put("connections/kingdee", {"settings": KINGDEE, "secrets": {"app_secret": {"arn": arn}}})
    assert made.body["secrets"] == {"app_secret": arn}
    held = finance(deployment).connections
    assert held.reach(held.found("kingdee")).secret("app_secret") == "kept elsewhere"


def test_no_company_reads_anothers_secret_by_its_arn(deployment: Deployment) -> None:
    arn = deployment.client("secretsmanager").create_secret(Name="bole/acme/kingdee", SecretString="theirs")["ARN"]
    refused = OTHER.put("connections/kingdee", {"settings": KINGDEE, "secrets": {"app_secret": {"arn": arn}}})
    assert (refused.status, refused.body["code"]) == (422, "foreign_secret")


def test_a_connection_is_changed_by_who_read_it_last(deployment: Deployment) -> None:
    made = FIONA.put("connections/kingdee", DRAFT)
    assert FIONA.put("connections/kingdee", DRAFT).status == 428
    assert FIONA.put("connections/kingdee", DRAFT, read=made).status == 200
    assert FIONA.put("connections/kingdee", DRAFT, read=made).status == 412
    assert FIONA.delete("connections/kingdee", read=FIONA.get("connections/kingdee")).status == 204
    assert FIONA.get("connections/kingdee").status == 404


def test_what_a_kind_does_not_have_is_refused(deployment: Deployment) -> None:
    unknown = {**DRAFT, "secrets": {"password": {"value": "x"}}}
    assert FIONA.put("connections/kingdee", unknown).status == 422
    assert FIONA.put("connections/kingdee", {**DRAFT, "wants": ["salary_changes"]}).status == 422
    assert FIONA.put("connections/other", DRAFT).status == 422
    assert RITA.put("connections/kingdee", DRAFT).status == 403


def test_a_connection_is_tested_before_it_is_trusted(deployment: Deployment, kingdee: FinanceSystem) -> None:
    FIONA.put("connections/kingdee", DRAFT)
    tested = FIONA.post("connections/kingdee/check")
    assert (tested.status, tested.body["ok"], tested.body["problem"]) == (200, True, None)


def test_a_connection_without_its_secret_says_what_is_missing(deployment: Deployment) -> None:
    FIONA.put("connections/kingdee", {"settings": KINGDEE})
    tested = FIONA.post("connections/kingdee/check")
    assert tested.body["code"] == NotConfigured.code
    assert "app_secret" in tested.body["detail"]
