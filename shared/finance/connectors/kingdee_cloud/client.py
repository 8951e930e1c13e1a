"""Kingdee 星空's WebAPI over HTTPS: signed requests, or a session of ``LoginByAppSecret``."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from shared.finance.connectors.calling import Answer, Caller
from shared.finance.connectors.errors import Busy, LoginFailed
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.kingdee_cloud import answers
from shared.finance.connectors.kingdee_cloud.answers import Row, SignedOut
from shared.finance.connectors.kingdee_cloud.payload import FORM
from shared.finance.connectors.kingdee_cloud.signing import SYSTEM, Identity, signed_headers
from shared.finance.connectors.settings import KingdeeCloud
from shared.kernel.clock import Clock

T = TypeVar("T")

SERVICE = "Kingdee.BOS.WebApi.ServicesStub.DynamicFormService"
LOGIN = "Kingdee.BOS.WebApi.ServicesStub.AuthService.LoginByAppSecret"
PAGE = 1000
SIGNED_IN = frozenset({"1", "-5"})
"""``LoginResultType``: 1 is success, -5 success with a warning about the password."""


class KingdeeCloudClient:
    """The operations that a voucher needs. Each raises the errors of ``Caller`` and of the vendor's table."""

    def __init__(self, caller: Caller, settings: KingdeeCloud, who: Identity, clock: Clock) -> None:
        self._caller = caller
        self._settings = settings
        self._who = who
        self._clock = clock
        self._in = settings.sign_in == "signed"

    def query(self, filter_text: str, *, start: int = 0, limit: int = PAGE) -> list[Row]:
        """Return the vouchers that a filter finds, oldest first; voided ones (作废) are left out."""
        asked = {
            "FormId": FORM,
            "FieldKeys": ",".join((*answers.FIELDS, self._settings.number_field)),
            "FilterString": filter_text,
            "OrderString": "FVOUCHERID ASC",
            "TopRowCount": 0,
            "StartRow": start,
            "Limit": limit,
            "SubSystemId": "",
        }
        return self._done("ExecuteBillQuery", {"data": asked}, answers.rows, writes=False)

    def query_all(self, filter_text: str) -> Iterator[Row]:
        """Yield as ``query``, page by page."""
        start = 0
        while found := self.query(filter_text, start=start):
            yield from found
            if len(found) < PAGE:
                return
            start += len(found)

    def save(self, body: dict[str, Any]) -> tuple[str, str]:
        """Save a new voucher, once; return its internal id and number. Raises ``TimedOutAfterSend``, too."""
        return self._done("Save", body, answers.saved, writes=True)

    def submit(self, internal_id: str) -> None:
        """Submit a saved voucher (提交)."""
        self._done("Submit", {"formid": FORM, "data": {"Ids": internal_id}}, answers.checked, writes=True)

    def audit(self, internal_id: str) -> None:
        """Audit a submitted voucher (审核)."""
        self._done("Audit", {"formid": FORM, "data": {"Ids": internal_id}}, answers.checked, writes=True)

    def _done(self, operation: str, body: dict[str, Any], read: Callable[[Answer], T], *, writes: bool) -> T:
        """Call an operation. One that was not let in did nothing: it is called once more, in a new session."""
        if not self._in:
            self._log_in()
        try:
            return self._once(operation, body, read, writes)
        except SignedOut:
            self._caller.cookies.clear()
        if self._settings.sign_in == "session":
            self._log_in()
        try:
            return self._once(operation, body, read, writes)
        except SignedOut as out:
            raise out.error from None

    def _once(self, operation: str, body: dict[str, Any], read: Callable[[Answer], T], writes: bool) -> T:
        answer = self._called(f"{SERVICE}.{operation}", body, writes)
        return self._caller.understood(answer, read, operation, writes=writes)

    def _called(self, service: str, body: dict[str, Any], writes: bool) -> Answer:
        path = f"/{service}.common.kdsvc"
        headers: dict[str, str] = {}
        if self._settings.sign_in == "signed":
            whole = self._caller.way.path + path
            headers = signed_headers(whole, self._who, self._clock.now())
        elif session := self._caller.cookies.get("kdservice-sessionid"):
            headers = {"kdservice-sessionid": session}
        return self._caller.post(path, dumps(body), headers, writes=writes)

    def _log_in(self) -> None:
        self._in, who = False, self._who
        self._caller.cookies.clear()
        body = {
            "acctID": who.acct_id,
            "username": who.user_name,
            "appId": who.app_id,
            "appSecret": who.app_secret,
            "lcid": who.lcid,
        }
        answer = self._called(LOGIN, body, writes=False)
        try:
            found = answer.json()
            result, said = str(found["LoginResultType"]), str(found.get("Message") or "")
            session = found.get("KDSVCSessionId")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Busy(SYSTEM, "the answer to the login is not understood") from None
        if result not in SIGNED_IN:
            raise LoginFailed(SYSTEM, said)
        if session:
            self._caller.cookies["kdservice-sessionid"] = str(session)
        self._in = True
