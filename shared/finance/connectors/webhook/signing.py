"""Signatures of webhooks: HMAC-SHA256 over id, time and body, as the specification Standard Webhooks 1.0 says.

Whoever receives one checks it with any of that specification's libraries, or as ``samples/webhook_receiver.py`` does:
the signature, that the time is at most five minutes away, and that the id was not taken before.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from shared.finance.connectors.errors import NotConfigured

PREFIX = "whsec_"
LEAST_BYTES, MOST_BYTES = 24, 64


def key_of(secret: str) -> bytes:
    """Return the key of a secret, which is written ``whsec_`` and base64. Raises ``NotConfigured``."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotConfigured("webhook", "the signing secret is not whsec_ and base64") from error
    if not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise NotConfigured("webhook", f"the signing secret has {len(key)} bytes, not {LEAST_BYTES} to {MOST_BYTES}")
    return key


def signed_headers(message_id: str, body: bytes, keys: Sequence[bytes], now: datetime) -> dict[str, str]:
    """Return the headers of a message. Signed with every key, so that secrets can be changed one side at a time."""
    seconds = str(int(now.timestamp()))
    content = b".".join((message_id.encode(), seconds.encode(), body))
    signatures = [base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode() for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{each}" for each in signatures),
    }
