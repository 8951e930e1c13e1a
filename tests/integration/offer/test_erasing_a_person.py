"""Whoever is erased leaves nothing in offers; what an offer held is free, and sums stay."""

import json

from functions.offer.routes.desk import Offers
from shared.kernel.ids import InterviewId
from shared.offer.contracts import OfferClosed
from shared.offer.person import footprint, release
from shared.offer.personal_export import sections_of
from shared.platform.object_versions import ObjectVersions
from shared.platform.person_places import Places
from shared.tenancy.rights.person import Applied, Interviewed, Person
from tests.builders.aws import Deployment
from tests.builders.decision import ACME, APPLICATION, CANDIDATE
from tests.builders.offers import POSITION, REQUISITION, RITA, Mailbox, events, sent

PERSON = Person(
    candidate_id=CANDIDATE,
    applications=(Applied(application_id=APPLICATION, position_id=POSITION),),
    interviews=(Interviewed(interview_id=InterviewId("int_1"), invitation_id="inv_1", position_id=POSITION),),
)


def erased(deployment: Deployment) -> None:
    platform = deployment.platform
    table = platform.table(ACME)
    release(PERSON, Offers(platform, ACME, "system:erase_candidate").desk())  # type: ignore[arg-type]
    versions = ObjectVersions(deployment.client("s3"), platform.bucket(ACME))
    assert Places(table, versions).erase(footprint(table, PERSON)).done


def test_an_erasure_takes_rows_letters_and_acceptances(deployment: Deployment, mailbox: Mailbox) -> None:
    made, link = sent(mailbox)
    link.post("/asks", {"text": "问题"})
    link.accept()
    deployment.platform.sealer(ACME).forget(CANDIDATE)
    erased(deployment)
    offer_id = made.body["offer"]["offer_id"]
    assert [row for row in deployment.rows() if offer_id in row["PK"] and not row["SK"].startswith("EVENT#")] == []
    assert deployment.rows("OFFER_OF#") == []
    assert deployment.objects(f"offers/{ACME}/") == []
    assert link.get().status == 401
    told = RITA.get(f"/v1/offer/budgets/{REQUISITION}").body["ledger"]
    assert (told["accepted_heads"], told["committed_heads"]) == (1, 0)


def test_an_offer_that_is_out_gives_back_what_it_held_without_the_key(deployment: Deployment, mailbox: Mailbox) -> None:
    sent(mailbox)
    deployment.platform.sealer(ACME).forget(CANDIDATE)
    desk = Offers(deployment.platform, ACME, "system:erase_candidate").desk()  # type: ignore[arg-type]
    assert release(PERSON, desk) == 1
    [event] = events(deployment, OfferClosed)
    assert event.because == "withdrawn"
    erased(deployment)
    erased(deployment)
    assert RITA.get(f"/v1/offer/budgets/{REQUISITION}").body["free_heads"] == 3


def test_a_person_gets_what_offers_have_of_them(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    link.post("/asks", {"text": "年终奖？"})
    link.accept()
    table = deployment.platform.table(ACME)
    told = sections_of(PERSON, footprint(table, PERSON), Places(table), deployment.platform.sealer(ACME))
    sections = {each.name: each.items for each in told}
    assert set(sections) == {
        *("offers", "grade_proposals", "letters", "questions", "acceptances", "history", "mails"),
    }
    assert sections["offers"][0]["name"] == "李雷"
    assert sections["questions"][0]["text"] == "年终奖？"
    assert "secret_sha256" in json.dumps(sections)  # it is taken out where the archive is made, as everywhere
