"""A deployment in memory with a tenant and an invited candidate for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.kernel.ids import TenantId
from shared.recruiting.contracts import Invitation, invitation_key
from shared.tenancy.contracts import settings_key
from tests.builders.aws import Deployment, deployed
from tests.builders.candidate import Browser, Invite
from tests.builders.recruiting import invited, tenant_settings


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def invite(deployment: Deployment) -> Invite:
    """Invite a candidate of a tenant; ``jurisdiction``, application, interview and the position can be said."""

    def inviting(
        tenant: str = "acme",
        *,
        jurisdiction: str = "cn",
        application_id: str | None = None,
        interview_id: str = "int_1",
        **position: Any,
    ) -> tuple[Invitation, Browser]:
        tenant_id = TenantId(tenant)
        bucket = deployment.platform.bucket(tenant_id)
        bucket.put_document(settings_key(tenant_id), tenant_settings(tenant_id=tenant, jurisdiction=jurisdiction))
        made, token = invited(tenant_id, **position)
        invitation = made.model_copy(update={"application_id": application_id, "interview_id": interview_id})
        bucket.put_document(invitation_key(tenant_id, invitation.invitation_id), invitation)
        return invitation, Browser(token.spelled())

    return inviting


@pytest.fixture
def browser(invite: Invite) -> Browser:
    return invite()[1]
