"""An operator creates a tenant by invoking the function."""

import json

import pytest

from functions.tenancy.create_tenant import handler
from shared.kernel.errors import Conflict, Invalid, Unavailable
from shared.platform.tenants import tenant_ids
from shared.tenancy.contracts import TenantSettings, settings_key
from tests.builders.aws import Deployment
from tests.builders.faults import throttled
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order


def create(**changed: object) -> dict[str, object]:
    return handler(order(**changed), FakeContext())


def test_a_tenant_is_in_the_platforms_list_with_its_settings_as_a_document(deployment: Deployment) -> None:
    assert create()["new"] is True
    assert list(tenant_ids(deployment.platform.platform_table)) == ["acme"]
    settings = deployment.platform.bucket(ACME).get_document(settings_key(ACME), TenantSettings)
    assert settings.company == "Acme 科技"


def test_the_event_is_written_with_the_tenant(deployment: Deployment) -> None:
    create()
    [event] = deployment.rows("TENANT#acme#TENANCY", "EVENT#")
    assert (event["source"], event["detail_type"]) == ("bole.tenancy", "tenant_created.v1")
    assert json.loads(event["detail"])["settings"]["key"] == settings_key(ACME)


def test_the_same_order_again_changes_nothing(deployment: Deployment) -> None:
    first = create()
    deployment.clock.instant = deployment.clock.instant.replace(hour=12)
    assert create() == {"new": False, "settings": first["settings"]}
    assert len(deployment.rows(sk_part="EVENT#")) == 1


def test_another_order_for_the_same_id_is_refused(deployment: Deployment) -> None:
    create()
    with pytest.raises(Conflict, match="other settings"):
        create(company="Somebody else")


def test_an_order_that_cannot_be_read_names_its_field(deployment: Deployment) -> None:
    with pytest.raises(Invalid, match="jurisdiction"):
        create(jurisdiction="atlantis")
    assert deployment.rows() == []


def test_a_throttled_table_leaves_no_tenant_behind_and_the_order_can_be_repeated(deployment: Deployment) -> None:
    with throttled("TransactWriteItems"), pytest.raises(Unavailable):
        create()
    assert deployment.rows() == []
    assert create()["new"] is True
