"""A receiver of vouchers, as short as it can be: verifies, takes each once, and says what it has. Run it behind HTTPS.

    BOLE_SIGNING_SECRET=whsec_… python samples/webhook_receiver.py

The signature is that of Standard Webhooks (https://www.standardwebhooks.com), which has libraries for many languages.
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LATE_SECONDS = 300
PAGE = 500


def verified(headers: Mapping[str, str], content: bytes, secret: str) -> str | None:
    """Return the message's id where its signature is good and its time is near, else None.

    ``content`` is the body of a POST, and the query of a GET.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    message_id, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not seconds.isdecimal() or abs(time.time() - int(seconds)) > LATE_SECONDS:
        return None
    right = hmac.new(key, b".".join((message_id.encode(), seconds.encode(), content)), hashlib.sha256).digest()
    given = (each.removeprefix("v1,") for each in headers.get("webhook-signature", "").split())
    good = any(hmac.compare_digest(base64.b64encode(right), each.encode()) for each in given)
    return message_id if good else None


class Shelf:
    """What was taken, each message id once, whatever comes again or at the same time."""

    def __init__(self, path: str = ":memory:") -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS voucher"
            " (number INTEGER PRIMARY KEY, id TEXT UNIQUE, period TEXT, total INTEGER, at TEXT, body TEXT)"
        )

    def take(self, message_id: str, voucher: dict[str, Any], total_fen: int) -> dict[str, Any]:
        """Keep a voucher; one that is there already is left as it is. Return what is there."""
        at = datetime.now(UTC).isoformat()
        row = (message_id, voucher["period"], total_fen, at, json.dumps(voucher))
        self._db.execute("INSERT OR IGNORE INTO voucher (id, period, total, at, body) VALUES (?, ?, ?, ?, ?)", row)
        return self.of("id", message_id)[0]

    def of(self, what: str, value: str, after: int = 0) -> list[dict[str, Any]]:
        """Return the vouchers whose ``id`` or ``period`` is ``value``, by number."""
        column = {"id": "id", "period": "period"}[what]
        sql = f"SELECT number, id, total, at FROM voucher WHERE {column} = ? AND number > ? ORDER BY number LIMIT ?"
        with closing(self._db.execute(sql, (value, after, PAGE))) as rows:
            return [{"number": str(n), "voucher_id": i, "total_fen": t, "posted_at": at} for n, i, t, at in rows]


def answer(
    method: str, target: str, headers: Mapping[str, str], body: bytes, secret: str, shelf: Shelf
) -> tuple[int, Any]:
    """Return the status and the JSON for a request."""
    query = urlsplit(target).query
    message_id = verified(headers, body if method == "POST" else query.encode(), secret)
    if message_id is None:
        return 401, {"error": "the signature is not good, or too old"}
    if method == "POST":
        message = json.loads(body)
        if message["type"] != "finance.voucher":
            return 200, {}
        return 200, shelf.take(message_id, message["data"]["voucher"], message["data"]["total_fen"])
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    if "voucher_id" in asked:
        return 200, {"vouchers": shelf.of("id", asked["voucher_id"])}
    found = shelf.of("period", asked["period"], int(asked.get("cursor", "0")))
    return 200, {"vouchers": found, "cursor": found[-1]["number"] if len(found) == PAGE else None}


def main() -> None:
    """Listen on port 8080."""
    secret, shelf = os.environ["BOLE_SIGNING_SECRET"], Shelf("vouchers.sqlite")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said = answer(self.command, self.path, headers, body, secret, shelf)
            encoded = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

    ThreadingHTTPServer(("127.0.0.1", 8080), Handler).serve_forever()


if __name__ == "__main__":
    main()
