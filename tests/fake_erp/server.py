"""An HTTPS server on this machine that hands requests to a fake, and does to them what was ordered."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from tests.fake_erp.certificates import Authority, authority
from tests.fake_erp.mischief import AFTER, Mischiefs

PROXY_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def encoded(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body, ensure_ascii=False).encode()


class Fake(Protocol):
    """A finance system behind a server."""

    mischiefs: Mischiefs
    url: str

    def operation(self, asked: Asked) -> str:
        """Name what is asked for, as tests order mischief for it."""
        ...

    def answer(self, asked: Asked) -> Reply:
        """Do what is asked, and answer."""
        ...

    def signed_out(self, asked: Asked) -> Reply:
        """Answer that the session is over, and do nothing."""
        ...


@contextmanager
def served(fake: Fake, context: ssl.SSLContext | None = None, trusted: Authority | None = None) -> Iterator[None]:
    """Let ``fake`` listen; its ``url`` is set."""
    tls = context or (trusted or authority()).context("127.0.0.1", "localhost")
    server = _Server(("127.0.0.1", 0), _handler(fake), tls)
    fake.url = f"https://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext) -> None:
        super().__init__(address, handler)
        self._tls = tls

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60
        wbufsize = -1

        def do_POST(self) -> None:
            self._do()

        def do_GET(self) -> None:
            self._do()

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, body)
            kind = fake.mischiefs.next(fake.operation(asked))
            late = fake.mischiefs.late
            if kind == "cut":
                return self._cut()
            if kind == "slow_commit":
                time.sleep(late)
            if kind in ("error_500", "busy", "too_many"):
                status = {"error_500": 500, "busy": 503, "too_many": 429}[kind]
                return self._reply(Reply({"error": "not now"}, status))
            if kind == "signed_out":
                return self._reply(fake.signed_out(asked))
            reply = fake.answer(asked)
            if kind == "slow":
                time.sleep(late)
            if kind in ("cut_after", "slow", "slow_commit"):
                return self._cut()
            if kind == "error_500_after":
                reply = Reply(b"java.lang.NullPointerException", 500)
            if kind == "garbage":
                reply = Reply(PROXY_PAGE)
            return self._reply(reply, half=kind == "half" and kind in AFTER)

        def _reply(self, reply: Reply, half: bool = False) -> None:
            encoded = reply.encoded
            with contextlib.suppress(OSError, ssl.SSLError):
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json; charset=utf-8", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(encoded)))
                self.end_headers()
                self.wfile.write(encoded[: len(encoded) // 2] if half else encoded)
                self.wfile.flush()
            if half:
                self._cut()

        def _cut(self) -> None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: Any) -> None:
            return

    return Handler
