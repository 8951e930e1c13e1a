"""A deployment in memory for each test, with the directory of its staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.tenancy.create_tenant import handler as create_tenant
from shared.platform.identity import ROLES
from tests.builders.aws import Deployment, aws_session, deployed
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@dataclass(frozen=True)
class Company:
    """A deployment with two tenants, and the user pool behind it."""

    deployment: Deployment
    cognito: Any
    pool: str

    def account(self, name: str) -> dict[str, Any]:
        found = self.cognito.admin_get_user(UserPoolId=self.pool, Username=name)
        attributes = {each["Name"]: each["Value"] for each in found["UserAttributes"]}
        return {**attributes, "enabled": found["Enabled"]}

    def groups(self, name: str) -> set[str]:
        answer = self.cognito.admin_list_groups_for_user(UserPoolId=self.pool, Username=name)
        return {group["GroupName"] for group in answer["Groups"]}


@pytest.fixture
def company() -> Iterator[Company]:
    with mock_aws():
        pool = _pool(aws_session())
        with deployed(user_pool_id=pool) as deployment:
            create_tenant(order(), FakeContext())
            create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())
            yield Company(deployment, deployment.client("cognito-idp"), pool)


def _pool(session: boto3.Session) -> str:
    """A user pool as the template makes it."""
    cognito: Any = session.client("cognito-idp")
    custom = [
        {"Name": "tenant", "AttributeDataType": "String", "Mutable": False},
        {"Name": "departments", "AttributeDataType": "String", "Mutable": True},
    ]
    pool = str(
        cognito.create_user_pool(PoolName="staff", UsernameAttributes=["email"], Schema=custom)["UserPool"]["Id"]
    )
    for role in ROLES:
        cognito.create_group(UserPoolId=pool, GroupName=role)
    return pool
