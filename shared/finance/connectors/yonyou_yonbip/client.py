"""YonBIP's gateway over HTTPS. The token stands in the address, as the vendor wants it; no address is ever logged."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from shared.finance.connectors.calling import Answer, Caller
from shared.finance.connectors.errors import LoginFailed
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.rules import error_of
from shared.finance.connectors.settings import YonyouYonbip
from shared.finance.connectors.tokens import OF_THIS_PROCESS, Tokens, key_of
from shared.finance.connectors.yonyou_yonbip.payload import SYSTEM
from shared.finance.connectors.yonyou_yonbip.signing import token_query
from shared.kernel.clock import Clock
from shared.payroll.contracts import Period

T = TypeVar("T")

VOUCHERS = "/yonbip/fi/ficloud/openapi/voucher"
GOOD = frozenset({"200", "00000"})
NO_JSON = "非法token"
"""Some interfaces answer a bad token with these words and no JSON."""
PAGE = 500
LIFE_SECONDS = 7200.0


class YonbipClient:
    """The operations that a voucher needs. Each raises the errors of ``Caller`` and of the vendor's table."""

    def __init__(
        self,
        gateway: Caller,
        authorization: Caller,
        settings: YonyouYonbip,
        secret: str,
        clock: Clock,
        tokens: Tokens = OF_THIS_PROCESS,
    ) -> None:
        self._gateway = gateway
        self._authorization = authorization
        self._settings = settings
        self._secret = secret
        self._clock = clock
        self._tokens = tokens
        self._key = key_of(authorization.way.url, settings.app_key, secret)

    def add(self, body: dict[str, Any]) -> dict[str, Any]:
        """Save a new voucher, once; return what the vendor says of it. Raises ``TimedOutAfterSend``, too."""
        return self._done("addVoucher", body, _added, writes=True)

    def query(self, book: str, first: Period, last: Period, narrowed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the vouchers of a book in a span of periods, page by page; ``narrowed`` are further conditions."""
        page, seen = 1, 0
        while True:
            pager = {"pageIndex": page, "pageSize": PAGE}
            asked = {"accbookCode": book, "periodStart": first, "periodEnd": last, **narrowed, "pager": pager}
            found, count = self._done("queryVouchers", asked, _records, writes=False)
            yield from found
            page, seen = page + 1, seen + len(found)
            if not found or seen >= count:
                return

    def _done(self, operation: str, body: dict[str, Any], read: Callable[[Answer], T], *, writes: bool) -> T:
        def call(token: str) -> T:
            return self._once(token, operation, body, read, writes)

        return self._tokens.let_in(self._key, self._new_token, call)

    def _once(self, token: str, operation: str, body: dict[str, Any], read: Callable[[Answer], T], writes: bool) -> T:
        query = [("access_token", token)]
        answer = self._gateway.post(f"{VOUCHERS}/{operation}", dumps(body), {}, writes=writes, query=query)
        return self._gateway.understood(answer, read, operation, writes=writes)

    def _new_token(self) -> tuple[str, float]:
        query = token_query(self._settings.app_key, self._secret, self._clock.now())
        answer = self._authorization.get("/open-auth/selfAppAuth/getAccessToken", query=query)
        return self._authorization.understood(answer, _token, "getAccessToken", writes=False)


def _data(answer: Answer) -> Any:
    if answer.said.strip() == NO_JSON:
        raise LoginFailed(SYSTEM, NO_JSON)
    found = answer.json()
    if str(found["code"]) in GOOD:
        return found["data"]
    raise error_of(SYSTEM, [str(found.get("message") or "")], str(found["code"]))


def _added(answer: Answer) -> dict[str, Any]:
    data = _data(answer)
    if not data["voucherId"]:
        raise ValueError("the answer says that it was saved, and not as what")
    return dict(data)


def _records(answer: Answer) -> tuple[list[dict[str, Any]], int]:
    data = _data(answer)
    return list(data["recordList"] or []), int(data["recordCount"])


def _token(answer: Answer) -> tuple[str, float]:
    data = _data(answer)
    return str(data["access_token"]), float(data.get("expire") or LIFE_SECONDS)
