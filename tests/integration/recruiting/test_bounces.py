"""Bounces and complaints are seen: by the recruiter, by the batch, and by the next letter that is not sent."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions.recruiting.on_bounce import handler as bounced
from tests.builders.aws import Deployment
from tests.builders.invitations import (
    BATCHES,
    INVITATIONS,
    applied,
    ask,
    invite,
    letters,
    mailing,
    opened,
    recipients,
    tick,
    work,
)
from tests.builders.lambda_context import FakeContext


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def tags_of(deployment: Deployment, address: str = "li@example.com") -> dict[str, list[str]]:
    """The tags that the letter to the newest message carried."""
    [row] = deployment.rows("#CANDIDATE#", "MESSAGE#")
    told = json.loads(row["message"])
    return {
        "ses:configuration-set": ["bole-letters"],
        "tenant": ["acme"],
        "candidate": [told["candidate_id"]],
        "message": [told["message_id"]],
    }


def ses(kind: str, tags: dict[str, list[str]], address: str = "li@example.com", **more: Any) -> dict[str, Any]:
    """An event as SES publishes it (recorded shapes of its documentation)."""
    bounce = {
        "feedbackId": "01000157c44f053b",
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [
            {
                "emailAddress": address,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }
        ],
        "timestamp": "2026-11-22T09:00:05.000Z",
        "reportingMTA": "dsn; a8-64.smtp-out.amazonses.com",
        **more,
    }
    complaint = {
        "feedbackId": "01000157c44f053c",
        "complaintSubType": None,
        "complainedRecipients": [{"emailAddress": address}],
        "timestamp": "2026-11-22T09:00:05.000Z",
        "complaintFeedbackType": "abuse",
    }
    body: dict[str, Any] = {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-11-22T09:00:00.000Z",
            "source": "jobs@acme.example",
            "messageId": "EXAMPLE7c191be45",
            "destination": [address],
            "tags": tags,
        },
    }
    return body | {"Bounce": {"bounce": bounce}, "Complaint": {"complaint": complaint}}.get(kind, {"delivery": {}})


def eventbridge(told: dict[str, Any]) -> dict[str, Any]:
    return {"version": "0", "source": "aws.ses", "detail-type": "Email Bounced", "detail": told}


def state(invitation_id: str) -> tuple[str, str | None]:
    [message] = ask("GET", f"{INVITATIONS}/{invitation_id}").body["messages"]
    return message["state"], message["reason"]


def test_a_hard_bounce_is_seen_and_nothing_more_is_sent_there(deployment: Deployment) -> None:
    made = invite(opened()).body
    event = eventbridge(ses("Bounce", tags_of(deployment)))
    assert bounced(event, FakeContext()) == {"changed": 1}
    assert bounced(event, FakeContext()) == {"changed": 0}
    assert state(made["invitation_id"]) == ("bounced", "hard_bounce")
    again = invite(opened())
    assert again.body["delivery"] == "not_mailed"
    assert "退回" in again.body["why"]["zh"]
    assert len(letters()) == 1


def test_no_address_is_kept_in_clear(deployment: Deployment) -> None:
    invite(opened())
    bounced(eventbridge(ses("Bounce", tags_of(deployment))), FakeContext())
    assert "li@example.com" not in json.dumps(deployment.rows())


def test_a_mailbox_that_is_full_gets_the_letter_again_some_hours_later(deployment: Deployment) -> None:
    made = invite(opened()).body
    event = eventbridge(ses("Bounce", tags_of(deployment), bounceType="Transient", bounceSubType="MailboxFull"))
    bounced(event, FakeContext())
    assert state(made["invitation_id"]) == ("waiting", "soft_bounce")
    tick()
    assert len(letters()) == 1
    deployment.clock.instant += timedelta(hours=4, minutes=1)
    tick()
    assert (state(made["invitation_id"])[0], len(letters())) == ("sent", 2)
    for _round in range(3):
        bounced(event, FakeContext())
        deployment.clock.instant += timedelta(hours=13)
        tick()
    assert (state(made["invitation_id"])[0], len(letters())) == ("bounced", 3)


def test_a_complaint_stands_above_a_delivery_and_ends_mail_to_the_address(deployment: Deployment) -> None:
    made = invite(opened()).body
    tags = tags_of(deployment)
    for kind in ("Delivery", "Complaint", "Delivery"):
        bounced(eventbridge(ses(kind, tags)), FakeContext())
    assert state(made["invitation_id"]) == ("complained", "complaint")
    assert invite(opened()).body["delivery"] == "not_mailed"


def test_a_batch_shows_what_bounced_later(deployment: Deployment) -> None:
    position = opened()
    body = {"position_id": position, "application_ids": [applied(position)]}
    batch_id = ask("POST", BATCHES, body).body["batch_id"]
    work(deployment)
    bounced(eventbridge(ses("Bounce", tags_of(deployment), "han@example.com")), FakeContext())
    [one] = ask("GET", f"{BATCHES}/{batch_id}/recipients").body["items"]
    assert (one["status"], one["reason"]) == ("bounced", "hard_bounce")
    assert ask("GET", f"{BATCHES}/{batch_id}").body["counts"]["sent"] == 0


def test_sns_brings_the_same_news(deployment: Deployment) -> None:
    made = invite(opened()).body
    event = {"Records": [{"Sns": {"Message": json.dumps(ses("Delivery", tags_of(deployment)))}}]}
    assert bounced(event, FakeContext()) == {"changed": 1}
    assert state(made["invitation_id"]) == ("delivered", None)


def test_news_of_other_peoples_letters_change_nothing(deployment: Deployment) -> None:
    invite(opened())
    assert bounced(eventbridge(ses("Bounce", {})), FakeContext()) == {"changed": 0}
    strange = tags_of(deployment) | {"tenant": ["globex"]}
    assert bounced(eventbridge(ses("Bounce", strange)), FakeContext()) == {"changed": 0}
    assert recipients() == ["li@example.com"]
