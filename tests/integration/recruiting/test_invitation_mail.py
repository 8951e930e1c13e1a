"""Invitations that are mailed: the letter arrives, and an invitation never fails with its letter."""

from collections.abc import Iterator

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from tests.builders.aws import REGION, Deployment, deployed
from tests.builders.faults import unreachable
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order, position_draft

POSITIONS = "/v1/recruiting/positions"


@pytest.fixture
def mailing() -> Iterator[Deployment]:
    with deployed(sender_address="jobs@acme.example") as made:
        made.client("sesv2").create_email_identity(EmailIdentity="jobs@acme.example")
        create_tenant(order(), FakeContext())
        yield made


def invite_by_mail() -> Answer:
    position = call(handler, api_event("POST", POSITIONS, position_draft(), claims=staff_claims())).body
    path = f"{POSITIONS}/{position['position_id']}/invitations"
    body = {"name": "李雷", "email": "li@example.com"}
    return call(handler, api_event("POST", path, body, claims=staff_claims()))


@pytest.mark.usefixtures("mailing")
def test_the_letter_carries_the_link_to_the_candidate_alone() -> None:
    answer = invite_by_mail()
    [letter] = sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages
    assert answer.body["delivery"] == "mailed"
    assert letter.destinations["ToAddresses"] == ["li@example.com"]
    assert answer.body["link"] in letter.body


def test_mail_that_cannot_be_sent_leaves_the_invitation_and_says_so(mailing: Deployment) -> None:
    with unreachable("SendEmail"):
        answer = invite_by_mail()
    assert (answer.status, answer.body["delivery"]) == (201, "mail_failed")
    assert len(mailing.rows(sk_part="INVITATION#")) == 1
