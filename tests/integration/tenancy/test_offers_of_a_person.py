"""A candidate with offers asks for their data, and to be erased: letters go, what they held is free, sums stay."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests

from shared.kernel.ids import ApplicationId, CandidateId, OfferId, PositionId
from shared.offer.contracts import OfferClosed
from shared.person_verification import verify_erasure
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.scope import application_desk
from shared.recruiting.positions.store import PositionStore
from shared.whole_person import footprint, rights_store
from tests.builders import offers
from tests.builders.aws import BUCKET, NOW, Deployment, deployed
from tests.builders.lambda_context import FakeContext
from tests.builders.offers import RITA, Link, Mailbox, decision_for, events, opened
from tests.builders.recruiting import ACME
from tests.builders.rights import (
    CONTEXT,
    ERASERS,
    WORDS,
    Somebody,
    erase,
    everything,
    export,
    somebody,
    staff,
    steps,
    versioned,
)
from tests.integration.tenancy.test_hold import placed
from tests.integration.tenancy.test_retention import ended, night

LEDGER = f"/v1/offer/budgets/{offers.REQUISITION}"


@dataclass(frozen=True)
class Offered:
    """Somebody with an offer that they accepted, and one that is out."""

    whose: Somebody
    accepted: OfferId
    out: OfferId
    link: Link

    @property
    def deployment(self) -> Deployment:
        return self.whose.deployment

    def folder(self, offer_id: OfferId) -> str:
        return f"offers/{ACME}/{offer_id}/"

    def versions(self) -> list[str]:
        """The keys of every version of every object of offers."""
        s3 = self.deployment.client("s3")
        found = s3.list_object_versions(Bucket=BUCKET, Prefix=f"offers/{ACME}/").get("Versions", [])
        return [each["Key"] for each in found]

    def rows(self) -> list[dict[str, Any]]:
        """The rows of offers; events are not of a person, and end by themselves."""
        found = [*self.deployment.rows("OFFER#"), *self.deployment.rows("OFFER_OF#")]
        return [row for row in found if not row["SK"].startswith("EVENT#")]


class EndsAfter(FakeContext):
    """A call whose time is over after so many looks at the clock."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    def get_remaining_time_in_millis(self) -> int:
        self._looks -= 1
        return 60_000 if self._looks >= 0 else 0


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def offered(mailbox: Mailbox) -> Iterator[Offered]:
    with deployed(sender_address="hr@acme.example") as deployment:
        versioned(deployment)
        whose = somebody(deployment)
        deployment.platform.wiring.mail = lambda: mailbox  # type: ignore[method-assign]
        offers.approved(budget_fen=2 * offers.BUDGET)
        first = whose.person.applications[0].application_id
        accepted, link = _sent(deployment, mailbox, whose, first, PositionId(whose.position_id))
        link.post("/asks", {"text": "年终奖怎么算？"})
        assert link.accept(name="欧阳若兰").status == 200
        out, link = _sent(deployment, mailbox, whose, _applies(deployment, whose), PositionId("pos_2"))
        yield Offered(whose, accepted, out, link)


def _applies(deployment: Deployment, whose: Somebody) -> ApplicationId:
    """The person's application for another position."""
    opened(deployment, PositionId("pos_2"))
    desk, table = application_desk(deployment.platform, ACME), deployment.platform.table(ACME)
    position = PositionStore(table, desk.trail).position(PositionId("pos_2"))
    assert position is not None
    flow = desk.flows.of_position(position.snapshot)
    made = begin(position.snapshot, CandidateId(whose.candidate_id), flow, source="added", by="rita", now=NOW)
    table.transact(desk.applications.creation_writes(made))
    return made.application.application_id


def _sent(
    deployment: Deployment, mailbox: Mailbox, whose: Somebody, application: ApplicationId, position: PositionId
) -> tuple[OfferId, Link]:
    opened(deployment, position)
    decision_for(deployment, application, CandidateId(whose.candidate_id), position)
    made, link = offers.sent(mailbox, application_id=application)
    return OfferId(made.body["offer"]["offer_id"]), link


def asked(offered: Offered) -> None:
    answer = offered.whose.browser.tell("rights/erasure", {"confirmed": True})
    assert answer.status == 202, answer.body


def ledger() -> dict[str, Any]:
    return dict(RITA.get(LEDGER).body["ledger"])


def test_after_it_no_row_and_no_version_of_a_letter_is_left(offered: Offered) -> None:
    assert {key.split("/")[2] for key in offered.versions()} == {offered.accepted, offered.out}
    asked(offered)
    assert erase(offered.whose)["state"] == "certified"
    assert offered.rows() == []
    assert offered.versions() == []
    assert offered.link.get().status == 401
    found = everything(offered.deployment)
    assert [word for word in WORDS if word in found] == []


def test_the_places_of_offers_are_looked_at_again(offered: Offered) -> None:
    platform = offered.deployment.platform
    person = offered.whose.person
    own = footprint("offer", person, platform.table(ACME), rights_store(platform, ACME))
    assert set(own.folders) == {offered.folder(offered.accepted), offered.folder(offered.out)}
    asked(offered)
    erase(offered.whose)
    candidate = CandidateId(offered.whose.candidate_id)
    assert verify_erasure(platform, ACME, candidate).holds
    platform.bucket(ACME).put_bytes(f"{offered.folder(offered.out)}r0002/letter.pdf", b"%PDF", "application/pdf")
    found = verify_erasure(platform, ACME, candidate)
    assert [check.name for check in found.checks if not check.holds] == ["nothing in offer"]


def test_the_budget_keeps_its_sums_and_what_was_out_is_free(offered: Offered) -> None:
    before = ledger()
    assert (before["accepted_heads"], before["committed_heads"]) == (1, 1)
    asked(offered)
    erase(offered.whose)
    after = ledger()
    assert (after["accepted_heads"], after["committed_heads"]) == (1, 0)
    assert (after["accepted_fen"], after["committed_fen"]) == (before["accepted_fen"], 0)


def test_the_other_stages_are_told_that_the_offer_is_over(offered: Offered) -> None:
    asked(offered)
    assert not ERASERS["offer"](steps(offered.whose), EndsAfter(0))["done"]
    [event] = events(offered.deployment, OfferClosed)
    assert (event.offer_id, event.because) == (offered.out, "withdrawn")


def test_the_certificate_counts_rows_and_files_of_offers(offered: Offered) -> None:
    rows, versions = len(offered.rows()), len(offered.versions())
    asked(offered)
    erase(offered.whose)
    certificate = offered.whose.browser.ask("rights/erasure/certificate").body["certificate"]
    [step] = [step for step in certificate["steps"] if step["stage"] == "offer"]
    assert step["rows"] >= rows
    assert step["objects"] == versions
    assert certificate["rows"] == sum(each["rows"] for each in certificate["steps"])


def test_letters_go_where_the_time_was_over_between_rows_and_files(offered: Offered) -> None:
    asked(offered)
    assert not ERASERS["offer"](steps(offered.whose), EndsAfter(1))["done"]
    assert offered.rows() == []
    assert offered.versions() != []
    assert erase(offered.whose)["state"] == "certified"
    assert offered.versions() == []


def test_a_letter_that_was_stored_late_is_swept_away_before_it_is_certified(offered: Offered) -> None:
    asked(offered)
    erase(offered.whose)
    late = f"{offered.folder(offered.out)}r0002/letter-late.pdf"
    offered.deployment.platform.bucket(ACME).put_bytes(late, b"%PDF", "application/pdf")
    assert ERASERS["offer"](steps(offered.whose), CONTEXT)["done"]
    assert offered.versions() == []


def test_others_keep_their_offers(offered: Offered, mailbox: Mailbox) -> None:
    deployment = offered.deployment
    draft = {"name": {"full": "韩梅梅"}, "emails": ["mei@example.com"]}
    other = staff("POST", "/v1/recruiting/candidates", draft, role="recruiter").body["candidate_id"]
    decision_for(deployment, ApplicationId("app_other"), CandidateId(other), PositionId("pos_2"))
    made, link = offers.sent(mailbox, application_id="app_other")
    asked(offered)
    erase(offered.whose)
    assert link.get().status == 200
    assert {key.split("/")[2] for key in offered.versions()} == {made.body["offer"]["offer_id"]}


def test_rows_of_offers_end_with_the_process_and_the_clock_erases_them(offered: Offered) -> None:
    ended(offered.whose)
    end = int((offered.deployment.clock.now() + timedelta(days=180 + 30)).timestamp())
    assert {int(row["expires_at"]) for row in offered.rows()} == {end}
    assert night(offered.whose, 181) == {"erased": 1}
    erase(offered.whose)
    assert offered.rows() == []
    assert offered.versions() == []


def test_a_hold_keeps_letters_where_no_lifecycle_reaches_them(offered: Offered) -> None:
    ended(offered.whose)
    placed(offered.whose)
    assert all("expires_at" not in row for row in offered.rows())
    held = {key for key in offered.deployment.objects("held/acme/") if f"/offers/{ACME}/" in key}
    assert {key.split("/offers/acme/")[1].split("/")[0] for key in held} == {offered.accepted, offered.out}


def archive_of(offered: Offered) -> zipfile.ZipFile:
    order = offered.whose.browser.tell("rights/exports")
    assert order.status == 202, order.body
    export(offered.whose, order.body["export_id"])
    shown = offered.whose.browser.ask(f"rights/exports/{order.body['export_id']}").body
    return zipfile.ZipFile(io.BytesIO(requests.get(shown["files"][0]["url"], timeout=5).content))


def test_the_archive_has_the_offers_and_the_letters_themselves(offered: Offered) -> None:
    content = archive_of(offered)
    sections = {each["name"]: each["items"] for each in json.loads(content.read("offer.json"))["sections"]}
    assert {each["offer_id"] for each in sections["offers"]} == {offered.accepted, offered.out}
    assert sections["questions"][0]["text"] == "年终奖怎么算？"
    assert len(sections["letters"]) == 2
    assert len(sections["acceptances"]) == 1
    letters = [name for name in content.namelist() if name.endswith(".pdf") and name.startswith("offers/")]
    assert {name.split("/")[1] for name in letters} == {offered.accepted, offered.out}
    assert all(content.read(name).startswith(b"%PDF") for name in letters)
    assert "录用通知书" in content.read("overview.zh.html").decode()


def test_the_archive_names_no_staff_who_drafted_approved_or_sent(offered: Offered) -> None:
    content = archive_of(offered)
    text = "".join(content.read(name).decode() for name in content.namelist() if name.endswith((".json", ".html")))
    assert '"rita"' not in text
    assert '"max"' not in text
    assert "secret_sha256" not in text
