"""The connector to a generic receiver: one message a voucher; its id is the voucher's number, however often it is sent.

``POST`` of the address: the voucher; the answer may name the number that it got there. ``GET`` with ``voucher_id`` or
``period`` (and ``cursor``): what the receiver has. Each request is signed; a GET's signature covers its query.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from shared.finance.connectors.calling import Answer, Caller
from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.port import Checked, ConnectorKind, Notice, Posted
from shared.finance.connectors.posting import only, post_once, total_of
from shared.finance.connectors.settings import Webhook
from shared.finance.connectors.webhook.payload import message
from shared.finance.connectors.webhook.signing import signed_headers
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.ids import VoucherId, new_id
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period

SYSTEM: ConnectorKind = "webhook"
REACHED = LocalizedText(zh="连接成功:接收方接受了签名。", en="It works: the receiver takes the signature.")
UNTRIED = LocalizedText(
    zh="地址与密钥有效;接收方不支持查询,签名将在第一张凭证发送时验证。",
    en="Address and secret can be used; this receiver answers no questions, so the first voucher tests the signature.",
)


class WebhookConnector:
    """See ``Connector``. Without ``looks_up`` the receiver alone keeps a message from being taken twice, by its id."""

    kind: ConnectorKind = SYSTEM

    def __init__(self, caller: Caller, settings: Webhook, keys: tuple[bytes, ...], clock: Clock) -> None:
        self._caller = caller
        self._settings = settings
        self._keys = keys
        self._clock = clock

    @property
    def lists(self) -> bool:
        """See ``Connector``."""
        return self._settings.looks_up

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        if not self._settings.looks_up:
            return None
        found, _ = self._asked([("voucher_id", filterable(voucher_id))])
        return only([each for each in found if each.voucher_id == voucher_id], voucher_id, SYSTEM)

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``. Nothing, where the receiver answers no questions: see ``lists``."""
        cursor: str | None = ""
        while self._settings.looks_up and cursor is not None:
            found, cursor = self._asked([("period", period), *([("cursor", cursor)] if cursor else [])])
            yield from found

    def check(self) -> Checked:
        """See ``Connector``."""
        if not self._settings.looks_up:
            return checked_by(lambda: None, UNTRIED)
        return checked_by(lambda: self._asked([("voucher_id", "none")]), REACHED)

    def tell(self, notice: Notice) -> None:
        """See ``Messenger``. Sent again under the same id, by which the receiver knows it."""
        body = dumps({"type": notice.type, "timestamp": notice.at.isoformat(), "data": dict(notice.data)})
        headers = signed_headers(notice.notice_id, body, self._keys, self._clock.now())
        self._caller.post("", body, headers, writes=True)

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``."""
        return self.find(voucher.voucher_id)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``."""
        body = dumps(message(voucher, self._clock.now()))
        headers = signed_headers(filterable(voucher.voucher_id), body, self._keys, self._clock.now())
        answer = self._caller.post("", body, headers, writes=True)

        def read(answer: Answer) -> Posted:
            said = answer.json() if answer.body.strip() else {}
            return Posted(
                number=str(said.get("number") or voucher.voucher_id),
                voucher_id=voucher.voucher_id,
                total_fen=int(said.get("total_fen", total_of(voucher))),
                posted_at=self._clock.now(),
                link=said.get("link"),
            )

        if self._settings.looks_up:
            return self._caller.understood(answer, read, "the receiver", writes=True)
        return Posted(voucher.voucher_id, voucher.voucher_id, total_of(voucher), self._clock.now())

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """See ``Sends``."""
        return posted

    def _asked(self, query: list[tuple[str, str]]) -> tuple[list[Posted], str | None]:
        headers = signed_headers(new_id("msg"), urlencode(query).encode(), self._keys, self._clock.now())
        answer = self._caller.get("", headers, query)
        return self._caller.understood(answer, _listed, "the receiver", writes=False)


def _listed(answer: Answer) -> tuple[list[Posted], str | None]:
    said = answer.json()
    return [_posted(each) for each in said["vouchers"]], said.get("cursor") or None


def _posted(found: dict[str, Any]) -> Posted:
    return Posted(
        number=str(found["number"]),
        voucher_id=VoucherId(str(found["voucher_id"])),
        total_fen=int(found["total_fen"]),
        posted_at=datetime.fromisoformat(found["posted_at"]).astimezone(UTC),
        link=found.get("link"),
    )
