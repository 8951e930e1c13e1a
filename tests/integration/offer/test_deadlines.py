"""The clock over all tenants: reminds before a letter ends, ends it, sends mails that wait; twice is once."""

from typing import Any

import pytest

from functions.offer.deadlines import handler
from shared.kernel.ids import TenantId
from shared.offer.contracts import OfferClosed
from shared.platform.tenants import registration
from shared.platform.undelivered import NotDelivered
from shared.recruiting.applications.contracts import ApplicationMoved
from tests.builders.aws import Deployment
from tests.builders.decision import ACME, APPLICATION, CANDIDATE
from tests.builders.lambda_context import FakeContext
from tests.builders.offers import (
    BUDGET,
    POSITION,
    REQUISITION,
    RITA,
    Link,
    Mailbox,
    approved_offer,
    events,
    later,
    sent,
    submitted,
    tell,
    where,
)


def rounds() -> Any:
    return handler({}, FakeContext())


def free() -> int:
    return int(RITA.get(f"/v1/offer/budgets/{REQUISITION}").body["free_fen"])


def test_a_candidate_is_reminded_before_the_end_once_each(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    assert rounds() == {}
    later(deployment, days=5, hours=1)  # 47 hours are left
    assert rounds() == {"reminded": 1}
    assert "提醒" in mailbox.newest().subject
    assert mailbox.token == link.token
    assert rounds() == {}
    later(deployment, hours=36)  # 11 hours are left
    assert rounds() == {"reminded": 1}
    assert len(mailbox.letters) == 3


def test_who_answered_is_not_reminded(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    link.accept()
    before = len(mailbox.letters)
    later(deployment, days=30)
    assert rounds() == {}
    assert len(mailbox.letters) == before


def test_at_its_end_an_offer_expires_and_gives_back_what_it_held(deployment: Deployment, mailbox: Mailbox) -> None:
    made, _link = sent(mailbox)
    later(deployment, days=7)
    assert rounds() == {"expired": 1}
    assert free() == BUDGET
    [event] = events(deployment, OfferClosed)
    assert event.because == "expired"
    assert RITA.get(where(made)).body["offer"]["state"] == "expired"
    assert "有效期" in mailbox.newest().subject
    assert rounds() == {}


def test_reminders_that_were_missed_together_are_one_mail(deployment: Deployment, mailbox: Mailbox) -> None:
    sent(mailbox)
    later(deployment, days=6, hours=23)
    assert rounds() == {"reminded": 1}
    assert len(mailbox.letters) == 2


def test_a_mail_that_was_surely_not_taken_is_sent_later(deployment: Deployment, mailbox: Mailbox) -> None:
    made = approved_offer()
    mailbox.refuse = NotDelivered("throttled")
    out = RITA.post(f"{where(made)}/send", read=made)
    assert out.body["mail"]["state"] == "waiting"
    mailbox.refuse = None
    assert rounds() == {}
    later(deployment, minutes=11)
    assert rounds() == {"mailed": 1}
    assert Link(mailbox.token).get().status == 200
    assert rounds() == {}


def test_a_tenant_that_is_broken_does_not_hold_up_the_others(deployment: Deployment, mailbox: Mailbox) -> None:
    sent(mailbox)
    later(deployment, days=7)
    platform = deployment.platform
    platform.platform_table.put(registration(TenantId("beta"), deployment.clock.now()).item)
    table = platform.table(TenantId("beta"))
    due = {"GSI1PK": table.pk("OFFERS_DUE"), "GSI1SK": deployment.clock.now().isoformat()}
    table.put({"PK": table.pk("OFFER#ofr_x"), "SK": "DUE", "offer_id": "ofr_x", **due})
    table.put({"PK": table.pk("OFFER#ofr_x"), "SK": "OFFER", "offer": "{", "words": ""})
    with pytest.raises(Exception, match="1 offers or tenants"):
        rounds()
    assert free() == BUDGET


def moved(status: str) -> Any:
    return tell(
        ApplicationMoved.model_validate(
            {
                "event_id": "evt_moved",
                "tenant_id": ACME,
                "occurred_at": "2026-11-23T09:00:00Z",
                "application_id": APPLICATION,
                "candidate_id": CANDIDATE,
                "position_id": POSITION,
                "from_node": "offer",
                "to_node": "offer",
                "node_kind": "offer",
                "status": status,
                "by": f"candidate:{CANDIDATE}",
                "revision": 4,
            }
        )
    )


def test_an_offer_ends_with_its_application(deployment: Deployment, mailbox: Mailbox) -> None:
    made = submitted()
    assert moved("offer") == {"new": False}
    assert moved("withdrawn") == {"new": True}
    assert moved("withdrawn") == {"new": False}
    assert RITA.get(where(made)).body["offer"]["closing"]["code"] == "application_over"
    assert free() == BUDGET


def test_what_was_accepted_does_not_end_with_a_late_event(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    link.accept()
    assert moved("withdrawn") == {"new": False}
    assert RITA.get(where(made)).body["offer"]["state"] == "accepted"
