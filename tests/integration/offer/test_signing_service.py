"""A signing service over HTTP, held against a fake one that checks signatures and keeps state."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from functions.offer import signature_api
from shared.offer.contracts import OfferAcceptance, OfferAccepted
from shared.offer.signing.http_service import CALLBACK, signature_of
from tests.builders.aws import Deployment
from tests.builders.decision import ACME
from tests.builders.http import Answer, api_event, call
from tests.builders.offers import ADA, RITA, Link, Mailbox, approved_offer, events, later, sent, where

SECRET = "shared-secret"
SIGNED = b"%PDF-1.7 signed"


@dataclass
class Service:
    """The other side: envelopes by reference, and how it misbehaves."""

    url: str = ""
    envelopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: int = 0
    broken: bool = False

    def serve(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        expected = signature_of(SECRET, method, path, headers["X-Bole-Timestamp"], body)
        if headers["X-Bole-Signature"] != expected:
            self.refused += 1
            return 401, b"{}"
        if self.broken:
            return 500, b"{}"
        if method == "POST":
            asked = json.loads(body)
            pdf = base64.b64decode(asked["document"])
            assert hashlib.sha256(pdf).hexdigest() == asked["sha256"]
            known = self.envelopes.setdefault(asked["reference"], {"id": f"env_{len(self.envelopes) + 1}", **asked})
            return 200, json.dumps({"envelope": known["id"]}).encode()
        if path.endswith("/address"):
            return 200, json.dumps({"address": f"https://sign.example{path}"}).encode()
        return 200, SIGNED

    def only(self) -> dict[str, Any]:
        [envelope] = self.envelopes.values()
        return envelope


@pytest.fixture
def service(deployment: Deployment) -> Iterator[Service]:
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, told = made.serve(self.command, self.path, self.headers, body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(told)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_told: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}/api"
    account = json.dumps({"url": made.url, "secret": SECRET})
    deployment.client("secretsmanager").create_secret(Name=f"bole/test/{ACME}/offer-signature", SecretString=account)
    policy = ADA.get("/v1/offer/policy")
    ADA.put("/v1/offer/policy", {**policy.body["policy"], "signing": "http"}, read=policy)
    yield made
    server.shutdown()
    server.server_close()


def calls_back(deployment: Deployment, secret: str = SECRET, **told: Any) -> Answer:
    body = json.dumps(told)
    stamp = str(int(deployment.clock.now().timestamp()))
    headers = {"X-Bole-Timestamp": stamp, "X-Bole-Signature": signature_of(secret, CALLBACK, "", stamp, body.encode())}
    event = api_event("POST", f"/v1/public/offer-signatures/{ACME}", body, headers=headers)
    return call(signature_api.handler, event)


def signed(at: dict[str, Any], **changed: Any) -> dict[str, Any]:
    told = {"envelope": at["id"], "reference": at["reference"], "sha256": at["sha256"]}
    return {**told, "event": "signed", "signer": {"name": "李雷"}, **changed}


def test_a_letter_is_signed_at_the_service(deployment: Deployment, mailbox: Mailbox, service: Service) -> None:
    made, link = sent(mailbox)
    envelope = service.only()
    assert envelope["signer"] == {"name": "李雷", "email": "lilei@example.com"}
    assert link.get().body["signing_address"] == f"https://sign.example/api/envelopes/{envelope['id']}/address"
    refused = link.accept()
    assert (refused.status, refused.body["code"]) == (409, "signs_elsewhere")
    for _twice in range(2):
        assert calls_back(deployment, **signed(envelope)).status == 200
    assert len(events(deployment, OfferAccepted)) == 1
    offer = RITA.get(where(made)).body["offer"]
    bucket = deployment.platform.bucket(ACME)
    record = bucket.get_document(offer["acceptance"]["record"]["key"], OfferAcceptance)
    assert (record.provider, record.envelope) == ("http", envelope["id"])
    assert record.signed is not None
    assert bucket.get_bytes(record.signed) == SIGNED


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"sha256": "0" * 64}, 409, "wrong_letter"),
        ({"envelope": "env_other"}, 401, "bad_signature"),
        ({"reference": "other.x.1"}, 401, "bad_signature"),
        ({"reference": f"{ACME}.ofr_01JD3V8XHZ5M8N9QK2W7R4T6YB.1"}, 401, "bad_signature"),
    ],
)
def test_a_callback_about_something_else_changes_nothing(
    deployment: Deployment, mailbox: Mailbox, service: Service, changed: dict[str, Any], status: int, code: str
) -> None:
    sent(mailbox)
    told = calls_back(deployment, **signed(service.only(), **changed))
    assert (told.status, told.body["code"]) == (status, code)
    assert events(deployment, OfferAccepted) == []


def test_a_callback_of_somebody_else_is_refused(deployment: Deployment, mailbox: Mailbox, service: Service) -> None:
    sent(mailbox)
    told = calls_back(deployment, secret="guessed", **signed(service.only()))
    assert (told.status, told.body["code"]) == (401, "bad_signature")


def test_a_refusal_at_the_service_declines(deployment: Deployment, mailbox: Mailbox, service: Service) -> None:
    made, _link = sent(mailbox)
    assert calls_back(deployment, **signed(service.only(), event="declined")).status == 200
    assert RITA.get(where(made)).body["offer"]["state"] == "declined"


def test_a_service_that_breaks_sends_nothing(deployment: Deployment, mailbox: Mailbox, service: Service) -> None:
    made = approved_offer()
    service.broken = True
    told = RITA.post(f"{where(made)}/send", read=made)
    assert (told.status, told.body["code"]) == (503, "signing_failed")
    assert mailbox.letters == []
    service.broken = False
    assert RITA.post(f"{where(made)}/send", read=made).status == 200
    assert len(service.envelopes) == 1
    assert service.refused == 0


def test_a_letter_that_is_over_is_not_signed_any_more(
    deployment: Deployment, mailbox: Mailbox, service: Service
) -> None:
    sent(mailbox)
    later(deployment, days=8)
    told = calls_back(deployment, **signed(service.only()))
    assert (told.status, told.body["code"]) == (410, "offer_expired")


def test_a_company_without_a_service_takes_no_callback(deployment: Deployment, mailbox: Mailbox) -> None:
    _made, link = sent(mailbox)
    told = calls_back(deployment, envelope="e", reference=f"{ACME}.x.1", sha256="0", event="signed")
    assert (told.status, told.body["code"]) == (401, "bad_signature")
    assert Link(link.token).get().body["state"] == "sent"
