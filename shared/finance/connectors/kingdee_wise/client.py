"""K/3 WISE's API over HTTPS. The token stands in the address, as the vendor wants it; no address is ever logged."""

from collections.abc import Callable
from typing import Any, TypeVar

from shared.finance.connectors.calling import Answer, Caller
from shared.finance.connectors.errors import LoginFailed, TimedOutAfterSend
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.kingdee_wise.payload import SYSTEM
from shared.finance.connectors.rules import error_of
from shared.finance.connectors.tokens import OF_THIS_PROCESS, Tokens, key_of

T = TypeVar("T")

LIFE_SECONDS = 1800.0
"""So long a token is used where its answer does not say how long it lives."""


class KingdeeWiseClient:
    """The operations that a voucher needs. Each raises the errors of ``Caller`` and of the vendor's table."""

    def __init__(self, caller: Caller, authority_code: str, tokens: Tokens = OF_THIS_PROCESS) -> None:
        self._caller = caller
        self._code = authority_code
        self._tokens = tokens
        self._key = key_of(caller.way.url, SYSTEM, authority_code)

    def query(self, filter_text: str) -> list[dict[str, Any]]:
        """Return the vouchers that a filter finds."""
        return self._done("QueryVoucher", {"Filter": filter_text}, _vouchers, writes=False)

    def update(self, body: dict[str, Any]) -> None:
        """Save a new voucher, once. Raises ``TimedOutAfterSend``, too."""
        self._done("UpdateVoucher", body, _data, writes=True)

    def unread(self, said: str) -> TimedOutAfterSend:
        """Return the error of a voucher that was saved and could not be read back."""
        return self._caller.uncertain(said)

    def _done(self, operation: str, body: dict[str, Any], read: Callable[[Answer], T], *, writes: bool) -> T:
        def call(token: str) -> T:
            return self._once(token, operation, body, read, writes)

        return self._tokens.let_in(self._key, self._new_token, call)

    def _once(self, token: str, operation: str, body: dict[str, Any], read: Callable[[Answer], T], writes: bool) -> T:
        query = [("Token", token)]
        answer = self._caller.post(f"/K3API/VoucherData/{operation}", dumps(body), {}, writes=writes, query=query)
        return self._caller.understood(answer, read, operation, writes=writes)

    def _new_token(self) -> tuple[str, float]:
        answer = self._caller.get("/K3API/Token/Create", query=[("authorityCode", self._code)])
        return self._caller.understood(answer, _token, "Token/Create", writes=False)


def _data(answer: Answer) -> Any:
    found = answer.json()
    if str(found["StatusCode"]) == "200":
        return found.get("Data")
    said = [str(found.get("Message") or ""), _words(found.get("Data"))]
    raise error_of(SYSTEM, said, f"StatusCode {found['StatusCode']}")


def _vouchers(answer: Answer) -> list[dict[str, Any]]:
    data = _data(answer)
    if data is None:
        return []
    if not isinstance(data, list):
        raise ValueError("a query is answered by no list")
    return [each for each in data if isinstance(each, dict) and "FReference" in each]


def _token(answer: Answer) -> tuple[str, float]:
    data = _data(answer)
    if data.get("Code") != "Y":
        raise LoginFailed(SYSTEM, _words(data.get("Message")))
    return str(data["Token"]), float(data.get("Validity") or LIFE_SECONDS)


def _words(data: Any) -> str:
    return data if isinstance(data, str) else ""
