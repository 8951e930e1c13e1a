"""Mail by SMTP (RFC 5321) over TLS (RFC 3207, RFC 8314): for deployments that have a mail server of their own."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Literal

from shared.platform.mail import Letter
from shared.platform.undelivered import NotDelivered, Reason

Security = Literal["starttls", "tls"]
TIMEOUT_SECONDS = 20
NO_MAILBOX = frozenset({510, 511, 513, 550, 551, 553})
"""Replies that a mailbox is not there, or may not be written to."""


class SmtpMail:
    """A mail server. Nothing is ever sent without TLS and a certificate that holds.

    ``password`` is asked for at each connection and kept by whoever gives it; an empty ``user`` signs in as nobody.
    ``trust``: whose certificates hold; None: those of the system.
    """

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        *,
        security: Security,
        user: str,
        password: Callable[[], str],
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._security = security
        self._user, self._password = user, password
        self._trust = trust or ssl.create_default_context()

    def send(self, letter: Letter) -> bool:
        """See ``Mail``."""
        return self.post(letter) is not None

    def post(self, letter: Letter) -> str | None:
        """Send one letter over a connection of its own. Raises ``NotDelivered``."""
        message = self._message(letter)
        with self._connected() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as error:
                code, said = next(iter(error.recipients.values()))
                raise NotDelivered(_reason(code), _plain(said)) from error
            except smtplib.SMTPResponseException as error:
                raise NotDelivered(_reason(error.smtp_code, refused="refused"), _plain(error.smtp_error)) from error
            except smtplib.SMTPNotSupportedError as error:  # the server cannot take this address
                raise NotDelivered("invalid_address", "no SMTPUTF8") from error
            except (smtplib.SMTPException, OSError) as error:
                raise NotDelivered("uncertain", type(error).__name__) from error
        return str(message["Message-ID"])

    def _connected(self) -> smtplib.SMTP:
        try:
            if self._security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    self._host, self._port, timeout=TIMEOUT_SECONDS, context=self._trust
                )
            else:
                server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)
                server.starttls(context=self._trust)
            if self._user:
                server.login(self._user, self._password())
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise NotDelivered("not_configured", type(error).__name__) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered("unreachable", type(error).__name__) from error
        return server

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()  # refuses line breaks in headers
        try:
            message["From"], message["To"], message["Subject"] = self._sender, letter.to, letter.subject
            if letter.reply_to:
                message["Reply-To"] = letter.reply_to
        except ValueError as error:
            raise NotDelivered("invalid_address", "a header that cannot be") from error
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2] or "localhost")
        for name, value in letter.tags.items():
            message[f"X-Bole-{name.title()}"] = value
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message


def _reason(code: int, refused: Reason = "blocked") -> Reason:
    if 400 <= code < 500:
        return "throttled"
    return "invalid_address" if code in NO_MAILBOX else refused


def _plain(said: bytes | str) -> str:
    """Return a reply without what may be an address."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(word for word in text.split() if "@" not in word)[:200]
