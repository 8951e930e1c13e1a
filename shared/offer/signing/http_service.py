"""A signing service over HTTP, in a plain shape that a company's adapter speaks; both sides sign what they send.

Ours: ``POST {url}/envelopes`` ``{reference, title, document (base64), sha256, signer {name, email}, language,
expires_at}`` → ``{"envelope": id}``; ``GET {url}/envelopes/{id}/address`` → ``{"address": url}``; ``GET
{url}/envelopes/{id}/document`` → the signed PDF. Theirs: a callback ``{envelope, reference, event, sha256, signer}``.

Every message carries ``X-Bole-Timestamp`` (seconds since 1970) and ``X-Bole-Signature``: HMAC-SHA-256 in hex, with the
shared secret, over method, path and timestamp, each followed by a line feed, and the body. A callback is signed with
``CALLBACK`` in the place of method and path; it is taken within five minutes.
"""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.offer.policy.model import Signing
from shared.offer.signing.port import BadSignature, EnvelopeOrder, SignatureNews, SigningFailed

TIMEOUT_SECONDS = 10
FRESH = timedelta(minutes=5)
MOST_BYTES = 20 * 1024**2
TIMESTAMP, SIGNATURE = "X-Bole-Timestamp", "X-Bole-Signature"
CALLBACK = "CALLBACK"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class SigningAccount(Frozen):
    """Where the service is, and the secret that both sides know; the operator of the deployment writes it."""

    url: str
    secret: str


class HttpSignature:
    """A signing service. ``account`` is read when it is first needed."""

    name: Signing = "http"

    def __init__(self, account: Callable[[], SigningAccount], clock: Clock) -> None:
        self._account = account
        self._clock = clock

    def create(self, order: EnvelopeOrder) -> str | None:
        """See ``SignatureProvider``."""
        asked = {
            "reference": order.reference,
            "title": order.title,
            "document": base64.b64encode(order.pdf).decode(),
            "sha256": order.sha256,
            "signer": {"name": order.signer_name, "email": order.signer_email},
            "language": order.language,
            "expires_at": order.expires_at.isoformat(),
        }
        return _text(self._json("POST", "/envelopes", json.dumps(asked).encode()), "envelope")

    def address(self, envelope: str) -> str | None:
        """See ``SignatureProvider``."""
        return _text(self._json("GET", f"/envelopes/{quote(envelope, safe='')}/address", b""), "address")

    def archive(self, envelope: str) -> bytes | None:
        """See ``SignatureProvider``."""
        signed = self._ask("GET", f"/envelopes/{quote(envelope, safe='')}/document", b"")
        if not signed.startswith(b"%PDF-"):
            raise SigningFailed("the signed document is no PDF")
        return signed

    def news(self, headers: Mapping[str, str], body: str, now: datetime) -> SignatureNews:
        """See ``SignatureProvider``."""
        told = {name.lower(): value for name, value in headers.items()}
        stamp, proof = told.get(TIMESTAMP.lower(), ""), told.get(SIGNATURE.lower(), "")
        if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            raise BadSignature("it has no timestamp")
        expected = signature_of(self._account().secret, CALLBACK, "", stamp, body.encode())
        if not hmac.compare_digest(expected.encode(), proof.encode()):
            raise BadSignature("the signature does not fit")
        if abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():
            raise BadSignature("it is too old, or its clock is wrong")
        try:
            said = json.loads(body)
            return SignatureNews(
                envelope=said["envelope"],
                reference=said["reference"],
                what=said["event"],
                sha256=said["sha256"],
                signer_name=str(said.get("signer", {}).get("name", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSignature("it cannot be read") from error

    def _json(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        try:
            found = json.loads(self._ask(method, path, body))
        except ValueError as error:
            raise SigningFailed("the answer is no JSON") from error
        if not isinstance(found, dict):
            raise SigningFailed("the answer is no object")
        return found

    def _ask(self, method: str, path: str, body: bytes) -> bytes:
        account = self._account()
        url = urlsplit(account.url)
        if url.scheme != "https" and url.hostname not in LOOPBACK:
            raise SigningFailed("its address is not https")
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: stamp,
            SIGNATURE: signature_of(account.secret, method, f"{url.path.rstrip('/')}{path}", stamp, body),
        }
        address = account.url.rstrip("/") + path
        request = urllib.request.Request(address, data=body or None, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                told: bytes = answer.read(MOST_BYTES)
                return told
        except urllib.error.HTTPError as error:
            raise SigningFailed(str(error.code)) from error
        except OSError as error:  # URLError, timeouts, broken connections
            raise SigningFailed(type(error).__name__) from error


def signature_of(secret: str, method: str, path: str, stamp: str, body: bytes) -> str:
    """Return the signature of a message, in hex."""
    return hmac.new(secret.encode(), f"{method}\n{path}\n{stamp}\n".encode() + body, hashlib.sha256).hexdigest()


def _text(told: dict[str, Any], name: str) -> str:
    if not isinstance(found := told.get(name), str) or not found:
        raise SigningFailed(f"the answer has no {name}")
    return found
