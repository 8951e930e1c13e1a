"""With a tenant role set, table and bucket are reached with credentials that carry the tenant's session tag."""

from datetime import timedelta

import pytest

from shared.kernel.errors import Unavailable
from shared.kernel.ids import TenantId
from tests.builders.aws import NOW, deployed
from tests.builders.faults import answering, unreachable

ROLE = "arn:aws:iam::123456789012:role/bole/test/tenant"
ACME, GLOBEX = TenantId("acme"), TenantId("globex")
GRANTED = {
    "Credentials": {
        "AccessKeyId": "AKIA",
        "SecretAccessKey": "secret",
        "SessionToken": "token",
        "Expiration": NOW + timedelta(hours=1),
    }
}


def test_the_session_carries_the_tenant_as_its_tag() -> None:
    with deployed(tenant_role_arn=ROLE) as deployment, answering("AssumeRole", GRANTED) as asked:
        deployment.platform.table(ACME)
        [request] = asked
        assert request["RoleArn"] == ROLE
        assert request["Tags"] == [{"Key": "TenantId", "Value": "acme"}]


def test_each_tenant_has_a_session_of_its_own_for_table_and_bucket() -> None:
    with deployed(tenant_role_arn=ROLE) as deployment, answering("AssumeRole", GRANTED) as asked:
        for tenant in (ACME, GLOBEX, ACME):
            deployment.platform.table(tenant)
            deployment.platform.bucket(tenant)
        assert [request["Tags"][0]["Value"] for request in asked] == ["acme", "globex"]


def test_a_session_is_renewed_while_addresses_signed_with_it_still_live() -> None:
    with deployed(tenant_role_arn=ROLE) as deployment, answering("AssumeRole", GRANTED) as asked:
        deployment.platform.table(ACME)
        deployment.clock.instant += timedelta(minutes=11)
        deployment.platform.table(ACME)
        assert len(asked) == 2


def test_without_a_role_nobody_is_asked() -> None:
    with deployed() as deployment, answering("AssumeRole", GRANTED) as asked:
        deployment.platform.table(ACME)
        assert asked == []


def test_a_credential_service_that_does_not_answer_is_unavailable() -> None:
    with deployed(tenant_role_arn=ROLE) as deployment, unreachable("AssumeRole"), pytest.raises(Unavailable):
        deployment.platform.table(ACME)
