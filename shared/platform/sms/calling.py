"""One HTTPS call to a provider, which says of every failure whether anything can have gone out."""

import json
import socket
import urllib.error
import urllib.request
from typing import Any

from shared.platform.undelivered import NotDelivered

TIMEOUT_SECONDS = 10


def ask(url: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """POST ``body`` and return the JSON object of the answer, whatever its status. Raises ``NotDelivered``."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return _object(answer.read())
    except urllib.error.HTTPError as error:
        if error.code == 429:
            raise NotDelivered("throttled", "429") from error
        if error.code >= 500:
            raise NotDelivered("uncertain", str(error.code)) from error
        return _object(error.read())
    except urllib.error.URLError as error:
        never = isinstance(error.reason, ConnectionRefusedError | socket.gaierror)
        raise NotDelivered("unreachable" if never else "uncertain", type(error.reason).__name__) from error
    except OSError as error:
        raise NotDelivered("uncertain", type(error).__name__) from error


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise NotDelivered("uncertain", "the answer is no JSON") from error
    if not isinstance(found, dict):
        raise NotDelivered("uncertain", "the answer is no object")
    return found
