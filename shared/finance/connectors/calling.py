"""One HTTPS call to a finance system, which says of every failure whether anything can have been done.

TLS is always verified; nothing here, no setting and no argument, switches that off. Redirects are not followed: they
would carry credentials to another place. No environment variable chooses a proxy or a certificate. Addresses hold keys
with some vendors, so none is ever logged or put into an error.
"""

import ssl
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus, urlencode

import certifi
import httpx

from shared.finance.connectors.addresses import AddressRule, Way
from shared.finance.connectors.errors import (
    Busy,
    LoginFailed,
    NotConfigured,
    NotPermitted,
    Refused,
    TimedOutAfterSend,
    Unreachable,
    UntrustedServer,
)
from shared.finance.connectors.exact import loads
from shared.finance.connectors.port import ConnectorKind
from shared.finance.connectors.settings import HttpConnection

T = TypeVar("T")

Query = Sequence[tuple[str, str]]

LARGEST_ANSWER = 8 * 1024 * 1024
KEYS = frozenset({"access_token", "app_secret", "authoritycode", "signature", "token"})
"""Names in addresses whose values are secrets; an error page may repeat the address."""
LEAST_SECRET = 6
"""What is shorter could be any word of an answer."""
SIGNED_OUT = frozenset({401, 519})
"""519 is what Kingdee's gateway answers to signatures that it does not take."""
BUSY = frozenset({408, 425, 429})
"""Said before anything is done. After any other status from 500 on a sending may have been done."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: for a connection, for each part of an answer, and for the whole answer."""

    connect: float = 5.0
    read: float = 45.0
    whole: float = 90.0

    @property
    def timeouts(self) -> dict[str, float]:
        return {"connect": self.connect, "read": self.read, "write": self.read, "pool": self.connect}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """Return the body's JSON. Raises ``ValueError``."""
        return loads(self.body)

    @property
    def said(self) -> str:
        """The beginning of the body as text, for people."""
        return self.body[:2000].decode(errors="replace")


@dataclass
class Caller:
    """Calls one place. ``writes`` marks a call that changes something there: its failures are told apart.

    Raises of every call:
        Unreachable: the connection was not made, so nothing was sent.
        UntrustedServer: the certificate is not valid for that name; nothing was sent.
        TimedOutAfterSend: a writing call was sent, and it is not known what became of it.
        Busy: a reading call failed on the way or there, or the system said that it cannot now.
        LoginFailed, NotPermitted, NotConfigured: the HTTP status says so.
    """

    system: ConnectorKind
    way: Way
    transport: httpx.BaseTransport
    patience: Patience
    settings: HttpConnection
    hidden: tuple[str, ...] = ()
    """Secrets that no answer may repeat to people."""
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        weakref.finalize(self, self.transport.close)

    @classmethod
    def to(
        cls,
        system: ConnectorKind,
        settings: HttpConnection,
        rule: AddressRule,
        patience: Patience,
        url: str = "",
        hidden: tuple[str, ...] = (),
    ) -> "Caller":
        """Return a caller of ``url``, by default the connection's. Raises ``NotConfigured``, ``Unreachable``."""
        way = rule.way_to(url or settings.url, system)
        context = trusting(settings.ca_certificate, system)
        return cls(system, way, httpx.HTTPTransport(verify=context, trust_env=False), patience, settings, hidden)

    def post(self, path: str, body: bytes, headers: dict[str, str], *, writes: bool, query: Query = ()) -> Answer:
        """POST JSON."""
        return self._call("POST", path, query, {"Content-Type": "application/json", **headers}, body, writes)

    def get(self, path: str, headers: dict[str, str] | None = None, query: Query = ()) -> Answer:
        """GET."""
        return self._call("GET", path, query, headers or {}, b"", False)

    def understood(self, answer: Answer, read: Callable[[Answer], T], what: str, *, writes: bool) -> T:
        """Return what ``read`` makes of an answer.

        One of no known shape says nothing of what was done, and neither does one that speaks of locks and time-outs:
        it may come from something in between. Raises ``TimedOutAfterSend`` (of a writing call) or ``Busy`` for these,
        and what ``read`` raises.
        """
        try:
            return read(answer)
        except Busy as error:
            raise (self.uncertain(error.said) if writes else error) from None
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            said = f"the answer of {what} is not understood: {answer.said[:200]}"
            raise (self.uncertain(said) if writes else Busy(self.system, said)) from None

    def uncertain(self, said: str) -> TimedOutAfterSend:
        """Return the error that says that it is not known what became of a sending."""
        return TimedOutAfterSend(self.system, said, self.settings.settle)

    def _call(self, method: str, path: str, query: Query, headers: dict[str, str], body: bytes, writes: bool) -> Answer:
        host = f"[{self.way.ip}]" if ":" in self.way.ip else self.way.ip
        target = self.way.path + path + (f"?{urlencode(query)}" if query else "")
        request = httpx.Request(
            method,
            f"https://{host}:{self.way.port}{target}",
            headers={"Host": self.way.authority, "Accept": "application/json", **self._cookie(), **headers},
            content=body,
            extensions={"timeout": self.patience.timeouts, "sni_hostname": self.way.host},
        )
        hidden = (*self.hidden, *(value for name, value in query if name.lower() in KEYS))
        return self._judged(self._sent(request, hidden, writes), writes)

    def _sent(self, request: httpx.Request, hidden: Sequence[str], writes: bool) -> Answer:
        try:
            response = self.transport.handle_request(request)
            try:
                body = _without(hidden, self._read(response))
                answer = Answer(response.status_code, response.headers, body)
            finally:
                response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            if _mistrusts(error):
                raise UntrustedServer(self.system, _reason(error)) from None
            raise Unreachable(self.system, type(error).__name__) from None
        except (httpx.HTTPError, _TooMuch) as error:
            said = str(error) if isinstance(error, _TooMuch) else type(error).__name__
            raise (self.uncertain(said) if writes else Busy(self.system, said)) from None
        for cookie in answer.headers.get_list("set-cookie"):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return answer

    def _read(self, response: httpx.Response) -> bytes:
        until, parts, size = time.monotonic() + self.patience.whole, [], 0
        for part in response.iter_bytes():
            size += len(part)
            if size > LARGEST_ANSWER:
                raise _TooMuch(f"the answer is larger than {LARGEST_ANSWER} bytes")
            if time.monotonic() > until:
                raise _TooMuch("the answer took too long")
            parts.append(part)
        return b"".join(parts)

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _judged(self, answer: Answer, writes: bool) -> Answer:
        status = answer.status
        if status < 300:
            return answer
        said = f"HTTP {status} {answer.said}"
        if status < 400:
            raise NotConfigured(self.system, f"HTTP {status}: it wants to send us elsewhere; enter its final address")
        if status in SIGNED_OUT:
            raise LoginFailed(self.system, said)
        if status == 403:
            raise NotPermitted(self.system, said)
        if status in BUSY:
            raise Busy(self.system, said)
        if status >= 500:
            raise self.uncertain(said) if writes else Busy(self.system, said)
        if status == 404:
            raise NotConfigured(self.system, f"HTTP 404: there is no such interface at {self.way.host}")
        raise Refused(self.system, said)


def trusting(ca_certificate: str | None, system: str) -> ssl.SSLContext:
    """Return a context that verifies certificates and names, and trusts ``ca_certificate`` on top of the public ones.

    Raises ``NotConfigured`` where that is no certificate.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_certificate:
        try:
            context.load_verify_locations(cadata=ca_certificate)
        except (ssl.SSLError, ValueError) as error:
            raise NotConfigured(system, "the certificate authority entered is no PEM certificate") from error
    return context


def _without(hidden: Sequence[str], body: bytes) -> bytes:
    for secret in hidden:
        if len(secret) >= LEAST_SECRET:
            for text in {secret, quote(secret, safe=""), quote_plus(secret)}:
                body = body.replace(text.encode(), b"***")
    return body


class _TooMuch(Exception):
    """The answer is larger or slower than is taken."""


def _mistrusts(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reason(error: BaseException | None) -> str:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else ""
