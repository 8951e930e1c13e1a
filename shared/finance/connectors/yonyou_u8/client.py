"""U8's open platform over HTTPS. Keys stand in the address, as the vendor wants it; no address is ever logged."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from shared.finance.connectors.calling import Answer, Caller
from shared.finance.connectors.errors import TimedOutAfterSend
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.rules import error_of
from shared.finance.connectors.settings import YonyouU8
from shared.finance.connectors.tokens import OF_THIS_PROCESS, Tokens, key_of
from shared.finance.connectors.yonyou_u8.payload import SYSTEM

T = TypeVar("T")

PAGE = 500
LIFE_SECONDS = 7200.0
NOTHING = re.compile(r"没有.*(数据|记录|凭证)|未(找到|查询到)|no (data|record)", re.IGNORECASE)
"""An empty list is said in words by some versions."""


class YonyouU8Client:
    """The operations that a voucher needs. Each raises the errors of ``Caller`` and of the vendor's table."""

    def __init__(self, caller: Caller, settings: YonyouU8, secret: str, tokens: Tokens = OF_THIS_PROCESS) -> None:
        self._caller = caller
        self._settings = settings
        self._secret = secret
        self._tokens = tokens
        self._key = key_of(caller.way.url, f"{settings.app_key}/{settings.from_account}", secret)

    def add(self, body: dict[str, Any], business_id: str) -> None:
        """Save a new voucher, at once and once: U8 refuses a second one of the same ``business_id``."""
        query = [("biz_id", business_id), ("sync", "1")]

        def ask(to: list[tuple[str, str]]) -> Answer:
            return self._caller.post("/api/voucher/add", dumps(body), {}, writes=True, query=to)

        self._done(ask, query, _good, "voucher/add", writes=True)

    def lines(self, *filters: tuple[str, str]) -> Iterator[dict[str, Any]]:
        """Yield the lines of the vouchers that the filters find, page by page."""
        page = 1
        while True:
            query = [*filters, ("page_index", str(page)), ("rows_per_page", str(PAGE))]
            found = self._done(self._list, query, _lines, "voucherdetails/batch_get", writes=False)
            yield from found
            if len(found) < PAGE:
                return
            page += 1

    def unread(self, said: str) -> TimedOutAfterSend:
        """Return the error of a voucher that was saved and could not be read back."""
        return self._caller.uncertain(said)

    def _list(self, query: list[tuple[str, str]]) -> Answer:
        return self._caller.get("/api/voucherdetails/batch_get", query=query)

    def _done(
        self,
        ask: Callable[[list[tuple[str, str]]], Answer],
        query: list[tuple[str, str]],
        read: Callable[[Answer], T],
        what: str,
        *,
        writes: bool,
    ) -> T:
        def call(token: str) -> T:
            return self._caller.understood(ask([*self._who(token), *query]), read, what, writes=writes)

        return self._tokens.let_in(self._key, self._new_token, call)

    def _who(self, token: str) -> list[tuple[str, str]]:
        settings = self._settings
        who = [
            ("from_account", settings.from_account),
            ("to_account", settings.to_account),
            ("app_key", settings.app_key),
            ("token", token),
        ]
        if settings.ds_sequence is not None:
            who.append(("ds_sequence", str(settings.ds_sequence)))
        return who

    def _new_token(self) -> tuple[str, float]:
        query = [
            ("from_account", self._settings.from_account),
            ("app_key", self._settings.app_key),
            ("app_secret", self._secret),
        ]
        answer = self._caller.get("/system/token", query=query)
        return self._caller.understood(answer, _token, "system/token", writes=False)


def _good(answer: Answer) -> dict[str, Any]:
    found = answer.json()
    code = str(found["errcode"])
    if code == "0":
        return dict(found)
    raise error_of(SYSTEM, [str(found.get("errmsg") or "")], code)


def _lines(answer: Answer) -> list[dict[str, Any]]:
    said = answer.json()
    if str(said["errcode"]) != "0" and NOTHING.search(str(said.get("errmsg") or "")):
        return []
    found = next((value for value in _good(answer).values() if isinstance(value, list)), None)
    if found is None:
        raise ValueError("a query is answered by no list")
    return found


def _token(answer: Answer) -> tuple[str, float]:
    token = _good(answer)["token"]
    return str(token["id"]), float(token.get("expiresIn") or LIFE_SECONDS)
