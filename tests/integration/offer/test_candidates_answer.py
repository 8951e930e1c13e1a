"""The candidate with the link: what opens, what does not any more, and what is recorded once."""

from datetime import timedelta
from typing import Any

import pytest

from shared.offer.contracts import BudgetCommitted, OfferAcceptance, OfferAccepted, OfferClosed
from shared.platform.undelivered import NotDelivered
from tests.builders.aws import Deployment
from tests.builders.decision import ACME, CANDIDATE
from tests.builders.faults import unreachable
from tests.builders.offers import (
    ANNUAL,
    BUDGET,
    MAX,
    RITA,
    Link,
    Mailbox,
    approved_offer,
    budget,
    corrected,
    drafted,
    events,
    later,
    sent,
    terms,
    where,
)


def test_accepting_twice_is_accepting_once(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    one = link.accept()
    later(deployment, minutes=5)
    again = link.accept(name="别的名字")
    assert again.body == one.body
    assert len(events(deployment, OfferAccepted)) == 1
    assert len(deployment.objects(f"offers/{ACME}/")) == 3  # letter, acceptance, what was agreed


def test_an_acceptance_that_broke_down_half_way_is_gone_on_with(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    own = link.get().body
    order = {key: own[key] for key in ("letter_sha256", "consent_version")} | {"name": "李雷", "agreed": True}
    with unreachable("TransactWriteItems"):
        assert link.post("/accept", order).status == 503
    first = deployment.rows("OFFER#", "ACCEPTANCE#")
    later(deployment, minutes=5)
    assert link.post("/accept", order).status == 200
    [event] = events(deployment, OfferAccepted)
    assert event.occurred_at == deployment.clock.now() - timedelta(minutes=5)
    assert deployment.rows("OFFER#", "ACCEPTANCE#") == first


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"letter_sha256": "0" * 64}, 409, "wrong_letter"),
        ({"consent_version": "2020-1"}, 409, "wrong_consent"),
        ({"agreed": False}, 422, "not_agreed"),
        ({"name": "   "}, 422, "invalid"),
        ({"letter_sha256": "abc"}, 422, "invalid"),
    ],
)
def test_an_acceptance_says_what_it_accepts(
    deployment: Deployment, mailbox: Mailbox, changed: dict[str, Any], status: int, code: str
) -> None:
    _made, link = sent(mailbox)
    told = link.accept(**changed)
    assert (told.status, told.body["code"]) == (status, code)
    assert events(deployment, OfferAccepted) == []
    assert deployment.rows("OFFER#", "ACCEPTANCE#") == []


def test_another_name_is_recorded_as_not_matching(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    link.accept(name="韩梅梅")
    offer = RITA.get(where(made)).body["offer"]
    record = deployment.platform.bucket(ACME).get_document(offer["acceptance"]["record"]["key"], OfferAcceptance)
    assert record.name_matches is False
    opened = deployment.platform.sealer(ACME).open(CANDIDATE, record.typed_name, "offer_typed_name")
    assert opened.decode() == "韩梅梅"


@pytest.mark.parametrize("path", ["", "/letter", "/accept", "/decline", "/asks"])
def test_a_link_that_was_changed_opens_nothing(deployment: Deployment, mailbox: Mailbox, path: str) -> None:
    _made, link = sent(mailbox)
    bodies = {"/accept": {"name": "x", "letter_sha256": "0" * 64, "consent_version": "1", "agreed": True}}
    body = {"text": "?"} if path == "/asks" else bodies.get(path, {})
    for token in (link.token[:-2] + "AA", link.token.replace(".1.", ".2."), link.token.replace("acme", "other"), "x"):
        stranger = Link(token)
        told = stranger.get(path) if path in ("", "/letter") else stranger.post(path, body)
        assert (told.status, told.body["code"]) == (401, "unauthenticated")


def test_after_its_end_a_letter_is_not_accepted(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    order = {key: link.get().body[key] for key in ("letter_sha256", "consent_version")}
    later(deployment, days=7)
    told = link.post("/accept", {**order, "name": "李雷", "agreed": True})
    assert (told.status, told.body["code"]) == (410, "offer_expired")
    assert link.get().status == 410


def test_after_a_withdrawal_the_link_says_so_and_the_budget_is_free(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    order = {"reason": "position_closed", "note": "业务调整"}
    told = RITA.post(f"{where(made)}/withdraw", order, read=made)
    assert (told.status, told.body["state"]) == (200, "withdrawn")
    assert "撤回" in mailbox.newest().subject
    refused = link.accept(letter_sha256="0" * 64, consent_version="1")
    assert (refused.status, refused.body["code"]) == (410, "offer_withdrawn")
    assert budget() == (BUDGET, 3)
    [event] = events(deployment, OfferClosed)
    assert event.because == "withdrawn"


def test_a_candidate_declines_with_a_reason_or_without(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    told = link.post("/decline", {"reason": "other_offer", "words": "已接受其他公司"})
    assert (told.status, told.body["state"]) == (200, "declined")
    assert link.post("/decline").body["state"] == "declined"
    assert budget() == (BUDGET, 3)
    assert len(events(deployment, OfferClosed)) == 1
    seen = RITA.get(where(made)).body
    assert (seen["offer"]["closing"]["code"], seen["words"]["closing"]) == ("other_offer", "已接受其他公司")
    refused = link.accept()
    assert (refused.status, refused.body["code"]) == (409, "answered_already")


def test_who_accepted_does_not_decline_any_more(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    link.accept()
    refused = link.post("/decline")
    assert (refused.status, refused.body["code"]) == (409, "answered_already")
    order = {"reason": "mistake"}
    assert RITA.post(f"{where(made)}/withdraw", order, read=RITA.get(where(made))).body["code"] == "offer_state"
    again = RITA.post("/v1/offer/offers", {"application_id": made.body["offer"]["application_id"]})
    assert (again.status, again.body["code"]) == (409, "offer_there")


def test_a_question_is_kept_answered_and_told_of(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    asked = link.post("/asks", {"text": "年终奖如何发放？"})
    assert asked.status == 201, asked.body
    [line] = RITA.get("/v1/offer/offers").body["items"]
    assert line["open_asks"] == 1
    [seen] = RITA.get(f"{where(made)}/asks").body["items"]
    path = f"{where(made)}/asks/{seen['ask_id']}/answer"
    assert RITA.post(path, {"text": "按年度绩效。"}).status == 200
    assert RITA.post(path, {"text": "再答一次"}).status == 409
    assert "提问" in mailbox.newest().subject
    [own] = link.get().body["asks"]
    assert (own["text"], own["answer"]) == ("年终奖如何发放？", "按年度绩效。")
    assert "rita" not in str(link.get().body)
    assert RITA.get("/v1/offer/offers").body["items"][0]["open_asks"] == 0
    assert link.accept().status == 200


def test_nobody_asks_without_end(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    for number in range(20):
        assert link.post("/asks", {"text": f"问题 {number}"}).status == 201
    told = link.post("/asks", {"text": "还有一个"})
    assert (told.status, told.body["code"]) == (409, "too_many_asks")


def test_a_revision_supersedes_the_letter_and_the_older_link_says_so(deployment: Deployment, mailbox: Mailbox) -> None:
    made, old = sent(mailbox)
    revised = RITA.post(f"{where(made)}/revise", read=made)
    assert (revised.body["state"], revised.body["revision"]) == ("draft", 2)
    assert (old.get().status, old.get().body["code"]) == (410, "letter_replaced")
    better = terms(salary=[{**terms()["salary"][0], "amount_fen": 2_200_000}])
    held = RITA.put(f"{where(made)}/terms", better, read=revised)
    handed = RITA.post(f"{where(made)}/submit", read=held)
    through = MAX.post(f"{where(made)}/approve", {}, read=handed)
    assert RITA.post(f"{where(made)}/send", read=through).status == 200
    assert (old.get().status, old.get().body["code"]) == (410, "letter_replaced")
    assert budget() == (BUDGET - 12 * 2_200_000 * 135 // 100, 2)
    assert "修订" in mailbox.newest("link").subject
    new = Link(mailbox.token)
    assert new.get().body["monthly_fen"] == 2_200_000
    assert new.accept().status == 200
    letters = RITA.get(f"{where(made)}/letters").body["items"]
    assert [(one["revision"], one["set"]["cost"]["monthly_fen"]) for one in letters] == [(1, 2_150_000), (2, 2_200_000)]
    changes = [line["change"] for line in reversed(RITA.get(f"{where(made)}/history").body["items"])]
    assert changes == [
        *("created", "grade_proposed", "terms_set", "submitted", "approved", "sent"),
        *("revised", "terms_set", "submitted", "approved", "sent", "accepted"),
    ]


def test_a_revision_that_costs_more_than_is_left_keeps_what_it_held(deployment: Deployment, mailbox: Mailbox) -> None:
    made, _link = sent(mailbox)
    revised = RITA.post(f"{where(made)}/revise", read=made)
    costly = terms(salary=[{**terms()["salary"][0], "amount_fen": 9_000_000}], band_reason="挽留")
    held = RITA.put(f"{where(made)}/terms", costly, read=revised)
    told = RITA.post(f"{where(made)}/submit", read=held)
    assert (told.status, told.body["code"]) == (409, "budget_exceeded")
    assert budget() == (BUDGET - ANNUAL, 2)
    gone = RITA.post(f"{where(made)}/withdraw", {"reason": "mistake"}, read=held)
    assert gone.body["state"] == "withdrawn"
    assert budget() == (BUDGET, 3)


def test_a_letter_is_sent_only_when_it_was_approved(deployment: Deployment, mailbox: Mailbox) -> None:
    made = drafted()
    told = RITA.post(f"{where(made)}/send", read=made)
    assert (told.status, told.body["code"]) == (409, "offer_state")


def test_a_decision_that_was_corrected_stops_the_letter(deployment: Deployment, mailbox: Mailbox) -> None:
    made = approved_offer()
    corrected(deployment)
    told = RITA.post(f"{where(made)}/send", read=made)
    assert (told.status, told.body["code"]) == (409, "no_positive_decision")


def test_a_letter_that_lay_too_long_is_not_sent(deployment: Deployment, mailbox: Mailbox) -> None:
    made = approved_offer()
    later(deployment, days=31)
    told = RITA.post(f"{where(made)}/send", read=made)
    assert (told.status, told.body["code"]) == (422, "start_date_past")


def test_a_preview_is_marked_as_a_draft_and_sends_nothing(deployment: Deployment, mailbox: Mailbox) -> None:
    made = drafted()
    told = RITA.get(f"{where(made)}/preview")
    assert told.status == 200, told.body
    [key] = deployment.objects(f"offers/{ACME}/")
    assert "/preview/" in key
    assert mailbox.letters == []


def test_where_no_mail_goes_out_the_link_is_handed_over_and_that_is_on_record(
    deployment: Deployment, mailbox: Mailbox
) -> None:
    made = approved_offer()
    mailbox.refuse = NotDelivered("refused", "no")
    out = RITA.post(f"{where(made)}/send", read=made)
    assert (out.status, out.body["offer"]["state"], out.body["mail"]["state"]) == (200, "sent", "failed")
    told = RITA.post(f"{where(made)}/link", read=out)
    link = Link(told.body["link"].partition("#")[2])
    assert link.accept().status == 200
    offer = RITA.get(where(made)).body["offer"]
    record = deployment.platform.bucket(ACME).get_document(offer["acceptance"]["record"]["key"], OfferAcceptance)
    assert record.handed_over is True


def test_a_mail_is_sent_again_by_a_persons_order(deployment: Deployment, mailbox: Mailbox) -> None:
    made = approved_offer()
    mailbox.refuse = NotDelivered("uncertain")
    out = RITA.post(f"{where(made)}/send", read=made)
    assert out.body["mail"]["state"] == "uncertain"
    mailbox.refuse = None
    told = RITA.post(f"{where(made)}/mail", read=out)
    assert (told.body["mail"]["state"], told.body["mail"]["attempts"]) == ("sent", 2)
    assert Link(mailbox.token).get().status == 200


def test_the_letters_of_others_stay_closed(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    assert RITA.get(f"{where(made)}x").status == 404
    stolen = link.token.split(".")
    other = f"{stolen[0]}.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.1.{stolen[3]}"
    assert Link(other).get().status == 401


def test_the_moves_of_a_budget_are_told_in_growing_revisions(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    link.post("/decline")
    moves = sorted(events(deployment, BudgetCommitted), key=lambda move: move.revision)
    assert [move.revision for move in moves] == list(range(2, 2 + len(moves)))
    assert moves[-1].committed_fen == 0
