"""Mail by SMTP: TLS or nothing, replies as reasons."""

import smtplib
from typing import Any

import pytest

from shared.platform.mail import Letter
from shared.platform.mail_smtp import SmtpMail
from shared.platform.undelivered import NotDelivered

LETTER = Letter(
    to="li@example.com",
    subject="面试邀请",
    text="您好",
    html="<p>您好</p>",
    reply_to="hr@acme.example",
    tags={"message": "msg_1"},
)


class Server:
    """Stands for the connection that smtplib makes: what it is told to do, and what it then raises."""

    def __init__(self, fault: Exception | None = None, at: str = "send_message") -> None:
        self.fault, self.at = fault, at
        self.told: list[str] = []
        self.messages: list[Any] = []

    def __call__(self, *_where: Any, **_how: Any) -> "Server":
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_why: Any) -> None:
        self.told.append("quit")

    def _do(self, what: str) -> None:
        self.told.append(what)
        if self.fault is not None and self.at == what:
            raise self.fault

    def starttls(self, context: Any) -> None:
        self._do("starttls")

    def login(self, user: str, password: str) -> None:
        self._do("login")

    def send_message(self, message: Any) -> None:
        self._do("send_message")
        self.messages.append(message)


def post(server: Server, monkeypatch: pytest.MonkeyPatch, letter: Letter = LETTER) -> str | None:
    monkeypatch.setattr(smtplib, "SMTP", server)
    mail = SmtpMail(
        "mail.acme.example", 587, "jobs@acme.example", security="starttls", user="jobs", password=lambda: "secret"
    )
    return mail.post(letter)


def test_the_letter_goes_over_tls_with_both_parts_and_who_to_answer_to(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    told = post(server, monkeypatch)
    [message] = server.messages
    assert server.told == ["starttls", "login", "send_message", "quit"]
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert (message["Reply-To"], message["X-Bole-Message"]) == ("hr@acme.example", "msg_1")
    assert told == message["Message-ID"]


@pytest.mark.parametrize(
    ("fault", "at", "reason"),
    [
        (smtplib.SMTPNotSupportedError("no STARTTLS"), "starttls", "not_configured"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "login", "not_configured"),
        (ConnectionRefusedError(), "starttls", "unreachable"),
        (smtplib.SMTPRecipientsRefused({"li@example.com": (550, b"no such user")}), "send_message", "invalid_address"),
        (smtplib.SMTPRecipientsRefused({"li@example.com": (554, b"blocked")}), "send_message", "blocked"),
        (smtplib.SMTPRecipientsRefused({"li@example.com": (452, b"full")}), "send_message", "throttled"),
        (smtplib.SMTPDataError(554, b"spam"), "send_message", "refused"),
        (smtplib.SMTPServerDisconnected("gone"), "send_message", "uncertain"),
        (TimeoutError(), "send_message", "uncertain"),
    ],
)
def test_what_goes_wrong_has_a_reason(monkeypatch: pytest.MonkeyPatch, fault: Exception, at: str, reason: str) -> None:
    with pytest.raises(NotDelivered) as refused:
        post(Server(fault, at), monkeypatch)
    assert refused.value.reason == reason
    assert "li@example.com" not in refused.value.said


def test_a_line_break_adds_no_header(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    with pytest.raises(NotDelivered):
        post(server, monkeypatch, LETTER.model_copy(update={"subject": "Hello\r\nBcc: all@example.com"}))
    assert server.messages == []
