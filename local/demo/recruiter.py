"""The company's part: an operator creates the tenant, a recruiter signs in, opens a position, invites a candidate."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from local.demo.api import Api
from local.demo.sample import SampleInterview
from local.machine import Machine
from local.story.applying import Interviewee
from local.story.opening import Company, approve_requisition
from shared.kernel.errors import Unavailable

TENANT = "bole-demo"
_COMPANY = "Bole Demo"


@dataclass(frozen=True)
class Invitation:
    """An interview that waits for its candidate. ``token`` is what the link in the letter carries."""

    interview_id: str
    token: str
    candidate_id: str
    application_id: str


def create_tenant(machine: Machine) -> None:
    """Order the demo tenant, as an operator does; the same order again changes nothing."""
    order = {"tenant_id": TENANT, "company": _COMPANY, "jurisdiction": "cn"}
    answer = machine.cloud.endpoint.client("lambda").invoke(
        FunctionName=machine.output("CreateTenantFunctionName"), Payload=json.dumps(order).encode()
    )
    said = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise Unavailable(
            f"The tenant was not created: {said.get('errorMessage', said)}", "See bole status for the logs."
        )


def sign_in(machine: Machine) -> Api:
    """Make a recruiter of the demo tenant with a password of this run, sign in, and return the API as theirs."""
    cognito: Any = machine.cloud.endpoint.client("cognito-idp")
    pool, name = machine.output("UserPoolId"), f"recruiter-{secrets.token_hex(4)}@example.com"
    password = f"Aa1!{secrets.token_urlsafe(18)}"
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=name,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": name},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "custom:tenant", "Value": TENANT},
        ],
    )
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="recruiter")
    granted = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=machine.output("UserPoolClientId"),
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password},
    )["AuthenticationResult"]
    return Api(machine.api, granted["IdToken"])


def open_position(recruiter: Api, position: dict[str, Any]) -> str:
    """Open a position and return its id."""
    return str(recruiter.post("/v1/recruiting/positions", position)["position_id"])


def invite(recruiter: Api, position_id: str, name: str = "Lin Yi 林一") -> Invitation:
    """Invite one candidate to a position."""
    invited = recruiter.post(f"/v1/recruiting/positions/{position_id}/invitations", {"name": name})
    names = ("interview_id", "token", "candidate_id", "application_id")
    return Invitation(*(str(invited[name]) for name in names))


def open_required_position(company: Company, sample: SampleInterview) -> str:
    """Open the sample's position from a requisition that was asked for and approved; return its id."""
    requisition = approve_requisition(company, sample.title)
    opening = {"heads": 1, "position": sample.position()}
    opened = company.recruiter.api.post(f"/v1/recruiting/requisitions/{requisition}/positions", opening)
    return str(opened["position_id"])


def interviewee(invitation: Invitation, person: Api) -> Interviewee:
    """Return who was invited, with the ids by which staff knows them."""
    return Interviewee(invitation.candidate_id, invitation.application_id, invitation.interview_id, "", person)
