"""The gateway of the local cloud, as it stands: a token of another issuer, or one that was changed, opens nothing."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from local import cloud as clouds
from local.home import Home
from local.machine import Machine, Wishes, find
from local.machine import _deploy_once as deploy_once
from local.operators import Operators
from local.synth import synthesize

pytestmark = pytest.mark.e2e
PASSWORD = "Aa1!" + "a" * 12
ME = "/v1/tenancy/me"


@dataclass(frozen=True)
class Served:
    """A deployment without workers, and an administrator's token."""

    machine: Machine
    token: str

    def status(self, token: str | None, path: str = ME) -> int:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return httpx.get(self.machine.api + path, headers=headers, timeout=60, trust_env=False).status_code


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = Home(Path(tmp_path_factory.mktemp("bole")))
    home.root.mkdir(parents=True, exist_ok=True)
    sources = synthesize(home)
    cloud = clouds.start(home, port=Wishes().port, endpoint_url=None)
    try:
        deploy_once(home, cloud, sources, lambda _said: None)
        machine = find(home)
        assert machine is not None
        there = Operators(machine.deployment.outputs, machine.cloud.endpoint.client)
        there.call("CreateTenant", {"tenant_id": "acme", "company": "Acme", "jurisdiction": "cn"})
        invited = {"tenant_id": "acme", "by": "ops-1", "email": "boss@acme.example", "name": "Boss"}
        there.call("ManageTenant", {"operation": "invite_administrator", **invited})
        cognito = machine.cloud.endpoint.client("cognito-idp")
        pool, client = machine.output("UserPoolId"), machine.output("UserPoolClientId")
        yield Served(machine, signed_in(cognito, pool, client, "boss@acme.example"))
    finally:
        clouds.shut_down(home)


def signed_in(cognito: Any, pool: str, client: str, name: str) -> str:
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    granted = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD},
    )
    return str(granted["AuthenticationResult"]["IdToken"])


def changed(token: str, claims: dict[str, Any], header: dict[str, str] | None = None) -> str:
    """The token with other claims, and the signature of before."""
    head, body, signature = token.split(".")
    told = {**json.loads(base64.urlsafe_b64decode(body + "==")), **claims}
    return ".".join((_spelled(header) if header else head, _spelled(told), "" if header else signature))


def _spelled(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def test_the_administrator_of_the_tenant_gets_in(served: Served) -> None:
    assert served.status(served.token) == 200


def test_nobody_gets_in_without_a_token_or_with_half_of_one(served: Served) -> None:
    for token in (None, "x", served.token.rsplit(".", 1)[0]):
        assert served.status(token) in (401, 403)


def test_claims_that_were_changed_open_nothing(served: Served) -> None:
    for token in (
        changed(served.token, {"custom:tenant": "globex"}),
        changed(served.token, {"cognito:groups": ["tenant_admin", "auditor"]}),
        changed(served.token, {}, header={"alg": "none"}),
        changed(served.token, {"exp": 4_102_444_800}),
    ):
        assert served.status(token) in (401, 403)


def test_a_true_token_of_another_issuer_opens_nothing(served: Served) -> None:
    cognito = served.machine.cloud.endpoint.client("cognito-idp")
    tenant = {"Name": "tenant", "AttributeDataType": "String", "Mutable": False}
    pool = cognito.create_user_pool(PoolName="other", UsernameAttributes=["email"], Schema=[tenant])["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="other", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    attributes = [{"Name": "email", "Value": "eve@x.example"}, {"Name": "custom:tenant", "Value": "acme"}]
    cognito.admin_create_user(
        UserPoolId=pool, Username="eve@x.example", MessageAction="SUPPRESS", UserAttributes=attributes
    )
    assert served.status(signed_in(cognito, pool, client, "eve@x.example")) in (401, 403)
