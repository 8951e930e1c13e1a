"""An SMS provider on this machine: a real HTTP server that checks signatures as Alibaba and Tencent Cloud do."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote

KEY_ID, SECRET = "test-id", "test-secret"


@dataclass
class Provider:
    """What it was asked for, and what it answers next; ``url`` is where it listens."""

    url: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def answer(self, kind: str) -> tuple[int, dict[str, Any]]:
        if self.answers:
            return self.answers.pop(0)
        if kind == "alibaba":
            return 200, {"Code": "OK", "Message": "OK", "BizId": "900619746936498440^0", "RequestId": "F655A8D5"}
        status = {"Code": "Ok", "SerialNo": "5000:1045710669157053657849499619", "PhoneNumber": "+8613800138000"}
        return 200, {"Response": {"SendStatusSet": [status], "RequestId": "a0aabda6"}}


@contextmanager
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            tencent = "X-TC-Action" in self.headers
            if tencent:
                made.heard.append(json.loads(body))
                right = self.headers["Authorization"] == _tc3(dict(self.headers), body)
                error = {"Code": "AuthFailure.SignatureFailure", "Message": "no"}
                refused: dict[str, Any] = {"Response": {"Error": error}}
            else:
                asked = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
                made.heard.append(asked)
                given = asked.pop("Signature")
                right = given == _rpc(asked)
                refused = {"Code": "SignatureDoesNotMatch", "Message": "no"}
            status, answer = made.answer("tencent" if tencent else "alibaba") if right else (200, refused)
            told = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def _rpc(asked: dict[str, str]) -> str:
    """The signature as the documentation words it: sorted, encoded twice, HMAC-SHA1 with ``secret&``."""

    def enc(text: str) -> str:
        return quote(text, safe="").replace("%7E", "~")

    canonical = "&".join(f"{enc(name)}={enc(asked[name])}" for name in sorted(asked))
    digest = hmac.new(f"{SECRET}&".encode(), f"POST&%2F&{enc(canonical)}".encode(), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode()


def _tc3(headers: dict[str, str], body: bytes) -> str:
    from datetime import UTC, datetime

    stamp = headers["X-Tc-Timestamp"] if "X-Tc-Timestamp" in headers else headers["X-TC-Timestamp"]
    day = datetime.fromtimestamp(int(stamp), UTC).strftime("%Y-%m-%d")
    canonical = "\n".join(
        [
            "POST",
            "/",
            "",
            f"content-type:{headers['Content-Type'] if 'Content-Type' in headers else headers['Content-type']}",
            f"host:{headers['Host']}",
            "",
            "content-type;host",
            hashlib.sha256(body).hexdigest(),
        ]
    )
    scope = f"{day}/sms/tc3_request"
    text = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = b"TC3" + SECRET.encode()
    for part in (day, "sms", "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    proof = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders=content-type;host, Signature={proof}"
