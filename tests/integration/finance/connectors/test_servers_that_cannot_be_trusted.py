"""A connector talks to nobody whom it cannot verify, goes nowhere else, and reads no more than it must."""

import gzip
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.calling import LARGEST_ANSWER, Patience
from shared.finance.connectors.errors import Busy, ConnectorError, NotConfigured, TimedOutAfterSend, UntrustedServer
from shared.finance.connectors.port import Connector
from shared.finance.connectors.registry import Reach, open_connector
from shared.finance.connectors.settings import SETTINGS
from shared.finance.connectors.tokens import Tokens
from tests.builders.vouchers import a_voucher
from tests.fake_erp import kingdee_cloud
from tests.fake_erp.certificates import authority
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served


class Server:
    """Answers whatever ``reply`` says, and keeps what it heard."""

    def __init__(self, reply: Callable[[Asked], Reply]) -> None:
        self.mischiefs = Mischiefs()
        self.url = ""
        self.heard: list[Asked] = []
        self._reply = reply

    def operation(self, asked: Asked) -> str:
        return asked.path

    def answer(self, asked: Asked) -> Reply:
        self.heard.append(asked)
        return self._reply(asked)

    def signed_out(self, asked: Asked) -> Reply:
        return Reply({})


@contextmanager
def a_server(
    context: ssl.SSLContext | None = None, reply: Callable[[Asked], Reply] = lambda asked: Reply([])
) -> Iterator[Server]:
    made = Server(reply)
    with served(made, context):
        yield made


def a_connector(url: str, rule: AddressRule | None = None, **more: Any) -> Connector:
    settings = SETTINGS.validate_python(
        {
            "kind": "kingdee_cloud",
            "name": "erp",
            "url": url,
            "ca_certificate": authority().pem,
            "acct_id": kingdee_cloud.ACCT_ID,
            "user_name": kingdee_cloud.USER,
            "app_id": kingdee_cloud.APP_ID,
            **more,
        }
    )
    reach = Reach(
        secret={"app_secret": kingdee_cloud.APP_SECRET}.get,
        addresses=rule or AddressRule(private=True),
        patience=Patience(connect=2.0, read=2.0, whole=1.0),
    )
    return open_connector(settings, reach)


def bad_certificates() -> dict[str, ssl.SSLContext]:
    return {
        "of an authority that nobody knows": authority("another authority").context("127.0.0.1"),
        "that is over": authority().context("127.0.0.1", days=-3),
        "for another name": authority().context("erp.example.com"),
    }


@pytest.mark.parametrize("which", bad_certificates())
def test_a_server_with_a_certificate_hears_nothing(which: str) -> None:
    with a_server(bad_certificates()[which]) as server:
        with pytest.raises(UntrustedServer):
            a_connector(server.url).post(a_voucher())
        assert server.heard == []


def test_the_name_in_the_address_is_what_the_certificate_must_be_for() -> None:
    here = AddressRule(private=True, resolve=lambda host, port: ["127.0.0.1"])
    with a_server(authority().context("erp.example.com")) as server:
        port = server.url.rsplit(":", 1)[1]
        assert a_connector(f"https://erp.example.com:{port}", here).check().ok
        assert server.heard[0].headers["host"] == f"erp.example.com:{port}"
        with pytest.raises(UntrustedServer):
            a_connector(f"https://other.example.com:{port}", here).find(a_voucher().voucher_id)


def test_an_own_authority_is_trusted_only_where_it_was_entered() -> None:
    with a_server() as server:
        assert a_connector(server.url).check().ok
        assert a_connector(server.url, ca_certificate=None).check().problem == "untrusted_server"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with (
        a_server() as other,
        a_server(reply=lambda asked: Reply({}, status, {"Location": other.url + asked.path})) as server,
    ):
        with pytest.raises(NotConfigured):
            a_connector(server.url).post(a_voucher())
        assert len(server.heard) == 1
        assert other.heard == []


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    endless = b"[" + b" " * (LARGEST_ANSWER + 1)
    with a_server(reply=lambda asked: Reply(endless)) as server, pytest.raises(Busy, match="larger"):
        a_connector(server.url).find(a_voucher().voucher_id)


def test_an_answer_without_end_to_a_sending_leaves_it_unsettled() -> None:
    endless = b"{" + b" " * (LARGEST_ANSWER + 1)

    def reply(asked: Asked) -> Reply:
        return Reply(endless) if ".Save." in asked.path else Reply([])

    with a_server(reply=reply) as server, pytest.raises(TimedOutAfterSend, match="larger"):
        a_connector(server.url).post(a_voucher())


def test_a_compressed_answer_is_counted_as_large_as_it_is() -> None:
    bomb = gzip.compress(b" " * (LARGEST_ANSWER * 4))
    reply = Reply(bomb, headers={"Content-Encoding": "gzip"})
    with a_server(reply=lambda asked: reply) as server, pytest.raises(Busy, match="larger"):
        a_connector(server.url).find(a_voucher().voucher_id)


def test_a_private_address_is_not_reached_unless_the_deployment_says_so() -> None:
    with a_server() as server:
        with pytest.raises(NotConfigured):
            a_connector(server.url, AddressRule())
        assert server.heard == []


def test_a_name_that_changes_its_mind_leads_where_it_was_judged() -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    with a_server(authority().context("erp.example.com")) as server:
        port = server.url.rsplit(":", 1)[1]
        rule = AddressRule(private=True, resolve=lambda host, port: next(answers))
        connector = a_connector(f"https://erp.example.com:{port}", rule)
        assert connector.check().ok
        assert connector.check().ok
        assert len(server.heard) == 2


SECRET = "a-secret that/nobody+may see"


@pytest.mark.parametrize(
    "reply",
    [
        lambda asked: Reply({}, 500),
        lambda asked: Reply(f"there is no {asked.target}".encode(), 404),
        lambda asked: Reply(f"nonsense of {asked.target}".encode()),
        lambda asked: Reply({"StatusCode": 401, "Message": f"no: {asked.query}"}),
    ],
)
def test_a_secret_in_an_address_is_repeated_to_nobody(
    reply: Callable[[Asked], Reply], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with a_server(reply=reply) as server:
        settings = {"kind": "kingdee_wise", "name": "erp", "preparer": "伯乐", "ca_certificate": authority().pem}
        read = SETTINGS.validate_python({**settings, "url": server.url})
        reach = Reach(secret=lambda name: SECRET, addresses=AddressRule(private=True), tokens=Tokens())
        with pytest.raises(ConnectorError) as caught:
            open_connector(read, reach).find(a_voucher().voucher_id)
        assert server.heard[0].query["authorityCode"] == SECRET
    for told in (str(caught.value), caught.value.said, caplog.text):
        assert "a-secret" not in told


def test_an_answer_that_drips_is_given_up() -> None:
    """Each part comes in time, and the whole does not."""
    with a_server(reply=lambda asked: Reply(b"[" + b" " * 500_000 + b"]")) as server:
        hurried = Patience(connect=2.0, read=2.0, whole=0.0)
        settings = SETTINGS.validate_python(
            {"kind": "webhook", "name": "erp", "url": server.url, "ca_certificate": authority().pem}
        )
        reach = Reach(
            secret={"signing_secret": "whsec_" + "A" * 32}.get, addresses=AddressRule(private=True), patience=hurried
        )
        with pytest.raises(Busy, match="too long"):
            open_connector(settings, reach).find(a_voucher().voucher_id)
