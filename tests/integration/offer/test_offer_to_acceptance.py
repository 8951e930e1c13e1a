"""From a positive decision to an accepted offer, over the HTTP API: grade, terms, approval, letter, acceptance."""

import hashlib

from shared.offer.contracts import AcceptedOffer, BudgetCommitted, OfferAcceptance, OfferAccepted, OfferSent
from tests.builders.aws import Deployment
from tests.builders.decision import ACME, APPLICATION, CANDIDATE
from tests.builders.offers import RITA, Mailbox, events, sent, where


def test_a_decision_becomes_an_accepted_offer(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    assert made.body["mail"]["state"] == "sent"
    own = link.get()
    assert own.status == 200, own.body
    assert (own.body["company"], own.body["name"], own.body["monthly_fen"]) == ("Acme 科技", "李雷", 2_150_000)
    told = link.accept()
    assert told.status == 200, told.body
    [event] = events(deployment, OfferAccepted)
    assert (event.application_id, event.candidate_id) == (APPLICATION, CANDIDATE)
    agreed = deployment.platform.bucket(ACME).get_document(event.offer, AcceptedOffer)
    assert (agreed.grade, agreed.probation_months, agreed.decision_id) == ("senior_engineer", 3, f"dec_{APPLICATION}")
    [evidence] = agreed.grade_evidence
    assert (evidence.competency, evidence.score, evidence.cut) == ("technical_ability", 88.0, 85.0)
    assert RITA.get(where(made)).body["offer"]["state"] == "accepted"


def test_what_was_shown_is_on_record_without_the_name_in_clear(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    own = link.get().body
    letter = link.get("/letter").body
    told = link.accept().body
    [event] = events(deployment, OfferAccepted)
    bucket = deployment.platform.bucket(ACME)
    agreed = bucket.get_document(event.offer, AcceptedOffer)
    record = bucket.get_document(agreed.acceptance, OfferAcceptance)
    pdf = bucket.get_bytes(record.letter)
    assert hashlib.sha256(pdf).hexdigest() == own["letter_sha256"] == letter["sha256"]
    assert pdf.startswith(b"%PDF-")
    assert (record.consent_version, record.name_matches) == (own["consent_version"], True)
    assert told["acceptance_sha256"] == agreed.acceptance.sha256
    written = bucket.get_bytes(agreed.acceptance).decode()
    assert "李雷" not in written
    assert "192.0.2.1" not in written


def test_sending_and_committing_is_told_without_personal_data(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    link.accept()
    [out] = events(deployment, OfferSent)
    assert (out.revision, out.candidate_id) == (1, CANDIDATE)
    moves = sorted(events(deployment, BudgetCommitted), key=lambda move: move.revision)
    annual = 12 * 2_150_000 * 135 // 100
    assert [move.revision for move in moves] == [2, 3, 4]
    assert [(move.committed_fen, move.accepted_fen) for move in moves] == [(annual, 0), (annual, 0), (0, annual)]
