"""Offers move their application: the letter, the answer, the end, the first day; late, twice, and in any order."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.recruiting.deadlines import handler as look
from functions.recruiting.note_on_timeline import handler as note
from functions.recruiting.on_offer import handler as on_offer
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, PositionId
from shared.offer.contracts import OfferAccepted, OfferClosed, OfferSent
from shared.people.contracts import Hired
from shared.recruiting.applications import amending, moving
from shared.recruiting.applications.hearing import Decision, decided
from shared.recruiting.candidates.timeline import Timeline
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import Office, flow, node
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order

DOCUMENT = DocumentRef(key="offers/acme/off_1/accepted.json", sha256="0" * 64)
START = (NOW + timedelta(days=30)).date()


@pytest.fixture
def office(deployment: Deployment) -> Office:
    create_tenant(order(), FakeContext())
    return Office(deployment)


def hear(event: Event, handler: Any = on_offer) -> dict[str, Any]:
    bus = {"detail-type": event.detail_type(), "source": event.source(), "detail": event.model_dump(mode="json")}
    return dict(handler(bus, FakeContext()))


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def about(application: ApplicationId, hours: float, offer: str, candidate: str = "cnd_1") -> dict[str, Any]:
    return {
        "event_id": f"evt_{offer}_{hours}",
        "tenant_id": ACME,
        "occurred_at": at(hours),
        "offer_id": offer,
        "application_id": application,
        "candidate_id": candidate,
        "position_id": "pos_1",
    }


def letter(application: ApplicationId, hours: float = 1, offer: str = "off_1", revision: int = 1) -> OfferSent:
    return OfferSent(**about(application, hours, offer), revision=revision, expires_at=at(hours + 72))


def yes(application: ApplicationId, hours: float = 2, offer: str = "off_1") -> OfferAccepted:
    more = {"department": "Sales", "start_date": START, "offer": DOCUMENT}
    return OfferAccepted(**about(application, hours, offer), **more)


def over(application: ApplicationId, because: str, hours: float = 2, offer: str = "off_1") -> OfferClosed:
    return OfferClosed(**about(application, hours, offer), because=because)


def began(application: ApplicationId | None, hours: float = 3, **changed: Any) -> Hired:
    values = about(application or ApplicationId("app_none"), hours, "off_1")
    more = {"employee_id": "emp_1", "department": "Sales", "start_date": START, "terms": DOCUMENT}
    return Hired(**{**values, **more, "application_id": application, **changed})


def at_offer(office: Office, candidate: str = "cnd_1") -> ApplicationId:
    """An application that a person decided for, so that it came to the offer."""
    application = office.applied(candidate)
    for place in ("ai_interview", "human_interview"):
        decided(application, "int_1", Decision(outcome="advance", by="user-5"), place, NOW, office.desk)
    assert office.where(application) == ("offer", "offer")
    office.later(hours=1)
    return application


def last(office: Office, application: ApplicationId) -> tuple[str, str, str | None]:
    """Kind, by whom and why of the newest line of the log."""
    entries, _ = office.desk.applications.log(office.now(application).application, 1)
    return entries[0].kind, entries[0].by, entries[0].reason_code


def test_from_the_letter_to_the_first_day_nobody_moves_anything_by_hand(office: Office) -> None:
    application = at_offer(office)
    assert hear(letter(application)) == {"changed": True}
    assert last(office, application) == ("recorded", "system:on_offer", "offer_sent")
    assert hear(yes(application)) == {"changed": True}
    assert last(office, application) == ("recorded", "candidate:cnd_1", "offer_accepted")
    assert office.where(application) == ("offer", "offer")
    assert office.now(application).values()["offer.accepted"] is True
    assert hear(began(application)) == {"changed": True}
    assert office.where(application) == ("offer", "hired")
    assert last(office, application) == ("hired", "system:on_offer", "employment_began")
    assert '"status":"hired"' in office.told("application_moved")[-1]


def test_whatever_is_told_twice_changes_something_once(office: Office) -> None:
    application = at_offer(office)
    for event in (letter(application), yes(application), began(application)):
        assert [hear(event)["changed"] for _ in range(3)] == [True, False, False]
    assert [line[0] for line in office.log(application)][-3:] == ["recorded", "recorded", "hired"]


def test_in_whatever_order_it_is_told_the_candidate_is_hired(office: Office) -> None:
    application = at_offer(office)
    assert hear(began(application))["changed"]
    assert not hear(yes(application))["changed"]
    assert not hear(letter(application))["changed"]
    assert not hear(over(application, "withdrawn"))["changed"]
    assert office.where(application) == ("offer", "hired")


def test_a_letter_that_is_told_after_its_answer_changes_nothing(office: Office) -> None:
    application = at_offer(office)
    hear(yes(application))
    assert not hear(letter(application))["changed"]
    assert office.now(application).values()["offer.letter"] == "accepted"


def test_who_declines_ended_it_and_no_machine_did(office: Office) -> None:
    application = at_offer(office)
    hear(letter(application))
    assert hear(over(application, "declined"))["changed"]
    assert office.where(application) == ("offer", "withdrawn")
    assert last(office, application) == ("withdrawn", "candidate:cnd_1", "offer_declined")
    assert not hear(over(application, "declined"))["changed"]
    assert not hear(began(application))["changed"]


@pytest.mark.parametrize("because", ["expired", "withdrawn", "rejected"])
def test_an_offer_that_ends_otherwise_leaves_the_next_step_to_a_person(office: Office, because: str) -> None:
    application = at_offer(office)
    hear(letter(application))
    assert hear(over(application, because))["changed"]
    assert office.where(application) == ("offer", "active")
    assert last(office, application) == ("recorded", "system:on_offer", f"offer_{because}")
    assert f'"reason":"offer_{because}"' in office.told("application_moved")[-1]
    assert not hear(over(application, because))["changed"]


def test_an_offer_that_never_was_sent_ends_the_same_way(office: Office) -> None:
    application = at_offer(office)
    assert hear(over(application, "rejected"))["changed"]
    assert office.where(application) == ("offer", "active")


def test_the_next_letter_makes_it_an_offer_again(office: Office) -> None:
    application = at_offer(office)
    hear(letter(application))
    hear(over(application, "expired"))
    assert hear(letter(application, 3, "off_2"))["changed"]
    assert office.where(application) == ("offer", "offer")
    assert not hear(over(application, "expired"))["changed"]
    assert not hear(letter(application))["changed"]
    assert office.where(application) == ("offer", "offer")


def test_the_end_of_an_earlier_offer_that_comes_late_does_not_end_the_next_one(office: Office) -> None:
    application = at_offer(office)
    hear(letter(application, 3, "off_2"))
    for because in ("declined", "expired"):
        assert not hear(over(application, because))["changed"]
    assert office.where(application) == ("offer", "offer")
    assert "offer.accepted" not in office.now(application).values()


def test_a_revised_letter_is_one_line_more_and_no_move(office: Office) -> None:
    application = at_offer(office)
    hear(letter(application))
    moves = len(office.told("application_moved"))
    assert hear(letter(application, 2, revision=2))["changed"]
    assert len(office.told("application_moved")) == moves


def test_who_was_rejected_in_the_meantime_stays_rejected(office: Office) -> None:
    application = at_offer(office)
    order_ = moving.RejectOrder(reason_code="position_cancelled")
    moving.reject(application, order_, office.named(application), office.staff("tenant_admin"))
    for event in (letter(application), yes(application), over(application, "withdrawn"), began(application)):
        assert not hear(event)["changed"]
    assert office.where(application) == ("offer", "rejected")


def test_an_old_end_does_not_close_what_was_opened_again(office: Office) -> None:
    application = at_offer(office)
    hear(letter(application))
    hear(over(application, "declined"))
    office.later(hours=5)
    reason = moving.ReasonOrder(reason="they thought again")
    amending.reopen(application, reason, office.named(application), office.staff("tenant_admin"))
    assert not hear(over(application, "declined"))["changed"]
    assert hear(letter(application, 7, "off_2"))["changed"]
    assert office.where(application) == ("offer", "offer")


def test_an_application_that_is_not_at_an_offer_learns_nothing_and_its_timeline_tells(office: Office) -> None:
    application = office.applied()
    before = office.now(application)
    events = (letter(application), yes(application), over(application, "declined", 2.5), began(application))
    for event in events:
        assert hear(event) == {"changed": False}
        assert [hear(event, note) for _ in range(2)] == [{"noted": True}] * 2
    assert office.now(application) == before
    lines, _ = Timeline(office.table).page(CandidateId("cnd_1"), 10, None)
    assert [line.kind for line in reversed(lines)] == ["offer_sent", "offer_accepted", "offer_closed", "hired"]
    closed = next(line for line in lines if line.kind == "offer_closed")
    assert (closed.ref, closed.detail["because"]) == ("off_1", "declined")


def test_somebody_who_never_applied_is_hired_without_a_line_anywhere(office: Office) -> None:
    event = began(None, candidate_id=None, offer_id=None, position_id=None)
    assert hear(event) == {"changed": False}
    assert hear(event, note) == {"noted": False}


def test_of_an_erased_candidate_nothing_is_learned_any_more(office: Office, deployment: Deployment) -> None:
    application = at_offer(office)
    deployment.platform.sealer(ACME).forget("cnd_1")
    assert not hear(over(application, "withdrawn"))["changed"]
    assert not hear(letter(ApplicationId("app_gone")))["changed"]


def withdrawing(deployment: Deployment) -> Office:
    """A flow that withdraws who does not answer an offer in a week."""
    create_tenant(order(), FakeContext())
    last_one = node("offer", deadline={"days": 7, "then": "withdraw"})
    return Office(deployment, flow(node("human_interview", to="offer"), last_one))


def decided_for(office: Office) -> ApplicationId:
    application = office.applied()
    decision = Decision(outcome="advance", by="user-5")
    decided(application, "int_1", decision, "human_interview", NOW, office.desk)
    return application


def test_a_letter_that_nobody_answers_is_the_candidates_delay(deployment: Deployment) -> None:
    office = withdrawing(deployment)
    application = decided_for(office)
    hear(letter(application))
    office.later(days=8)
    assert look({}, FakeContext())["withdrawn"] == 1
    assert office.where(application) == ("offer", "withdrawn")


@pytest.mark.parametrize("because", ["expired", "withdrawn", "rejected"])
def test_where_the_offer_is_over_the_candidate_waits_for_the_company_and_is_never_withdrawn(
    deployment: Deployment, because: str
) -> None:
    office = withdrawing(deployment)
    application = decided_for(office)
    hear(letter(application))
    hear(over(application, because))
    office.later(days=8)
    assert look({}, FakeContext())["told"] == 1
    assert office.where(application) == ("offer", "active")


def test_a_new_state_is_not_overdue_from_the_one_before(office: Office) -> None:
    application = at_offer(office)
    office.later(days=8)
    assert look({}, FakeContext())["told"] == 1
    hear(over(application, "expired", hours=200))
    assert office.desk.applications.overdue(50, None)[0] == []
    assert office.now(application).handed_to == ()


def test_the_funnel_counts_who_was_hired(office: Office) -> None:
    hired, declined = at_offer(office, "cnd_1"), at_offer(office, "cnd_2")
    for event in (letter(hired), yes(hired), began(hired), letter(declined), over(declined, "declined")):
        hear(event)
    rows = {each.node: each for each in office.desk.applications.funnel(PositionId("pos_1"), ("offer",))}
    assert (rows["offer"].reached, rows["offer"].here) == (2, 0)
    assert rows["offer"].left == {"hired": 1, "withdrawn": 1}
