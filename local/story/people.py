"""Everybody who acts in the story: an operator, staff of each role. Each sees the API with a token of their own."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from local.demo.api import Api
from local.machine import Machine
from shared.kernel.errors import Unavailable


@dataclass(frozen=True)
class Member:
    """A member of staff, signed in."""

    user_id: str
    email: str
    api: Api


def order(machine: Machine, function: str, order: dict[str, Any]) -> dict[str, Any]:
    """Give an operator's order to a function that has no route, and return its answer. Raises ``Unavailable``."""
    answer = machine.cloud.endpoint.client("lambda").invoke(
        FunctionName=machine.output(f"{function}FunctionName"), Payload=json.dumps(order).encode()
    )
    said: dict[str, Any] = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise Unavailable(f"{function} refused: {said.get('errorMessage', said)}", "See bole status for the logs.")
    return said


def new_address(role: str) -> str:
    """Return an address that nobody has."""
    return f"{role.replace('_', '-')}-{secrets.token_hex(4)}@example.com"


def sign_in(machine: Machine, email: str) -> Api:
    """Choose a password for an invited user and sign in with it, as the letter of the directory asks them to."""
    cognito: Any = machine.cloud.endpoint.client("cognito-idp")
    password = f"Aa1!{secrets.token_urlsafe(18)}"
    cognito.admin_set_user_password(
        UserPoolId=machine.output("UserPoolId"), Username=email, Password=password, Permanent=True
    )
    granted = cognito.admin_initiate_auth(
        UserPoolId=machine.output("UserPoolId"),
        ClientId=machine.output("UserPoolClientId"),
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )["AuthenticationResult"]
    return Api(machine.api, granted["IdToken"])


def invite_member(machine: Machine, administrator: Api, role: str, name: str, department: str | None = None) -> Member:
    """Have the administrator invite a member of staff, and sign in as them."""
    email = new_address(role)
    rights = {"roles": [role], "departments": [department] if department else []}
    user = administrator.post("/v1/tenancy/users", {"email": email, "name": name, "rights": rights})
    return Member(str(user["user_id"]), email, sign_in(machine, email))
