"""A Kingdee 星空: checks the two signatures or the session, keeps vouchers through Save, Submit and Audit.

Written from the vendor's description and not from the connector. It is not idempotent, as the real one is not.
"""

import base64
import hashlib
import hmac
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import quote_plus

from tests.fake_erp.books import Booked, Books, Line, Refusal
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served

APP_ID, APP_SECRET = "214578_" + base64.b64encode(b"gateway-secret-24-bytes!").decode(), "a-secret-of-the-application"
ACCT_ID, USER = "5ea5c8d2c3f0a1", "integration"
DIMENSIONS = {"FDETAILID__FFLEX5": "department", "FDETAILID__FFLEX7": "employee"}
CHINA = timezone(timedelta(hours=8))
MASK = "0054f397c6234378b09ca7d3e5debce7"
WINDOW_SECONDS = 300


class FakeKingdeeCloud:
    """``false_is_text``: failures say ``"IsSuccess": "false"``, as some versions do."""

    def __init__(self, mischiefs: Mischiefs | None = None) -> None:
        self.books = Books("核算维度")
        self.mischiefs = mischiefs or Mischiefs()
        self.url = ""
        self.sessions: set[str] = set()
        self.false_is_text = True
        self.heard: list[str] = []
        self.creator_may_audit = True

    @contextmanager
    def running(self) -> Iterator["FakeKingdeeCloud"]:
        with served(self):
            self.url += "/k3cloud"
            yield self

    def operation(self, asked: Asked) -> str:
        found = re.search(r"\.(\w+)\.common\.kdsvc$", asked.path)
        return found.group(1) if found else "?"

    def answer(self, asked: Asked) -> Reply:
        operation = self.operation(asked)
        self.heard.append(operation)
        body = asked.json()
        if operation == "LoginByAppSecret":
            return self._log_in(body)
        if not self._let_in(asked):
            return self.signed_out(asked)
        try:
            doing = {"Save": self._save, "Submit": self._submit, "Audit": self._audit, "ExecuteBillQuery": self._query}
            return doing[operation](body)
        except Refusal as refusal:
            return self._failed(str(refusal))

    def signed_out(self, asked: Asked) -> Reply:
        self.sessions.clear()
        status = {
            "IsSuccess": False,
            "MsgCode": 1,
            "Errors": [{"FieldName": None, "Message": "会话信息已丢失,请重新登录"}],
        }
        if self.operation(asked) == "ExecuteBillQuery":
            return Reply([[{"Result": {"ResponseStatus": status}}]])
        return Reply({"Result": {"ResponseStatus": status}})

    def _log_in(self, body: dict[str, Any]) -> Reply:
        given = (body["acctID"], body["username"], body["appId"], body["appSecret"])
        if given != (ACCT_ID, USER, APP_ID, APP_SECRET):
            return Reply({"Message": "应用密钥不正确", "LoginResultType": 0, "Context": None})
        session = uuid.uuid4().hex
        self.sessions.add(session)
        found = {"Message": None, "LoginResultType": 1, "Context": {"UserName": USER}, "KDSVCSessionId": session}
        return Reply(found, headers={"Set-Cookie": f"kdservice-sessionid={session}; path=/"})

    def _let_in(self, asked: Asked) -> bool:
        if "x-kd-signature" not in asked.headers:
            cookies = dict(each.strip().split("=", 1) for each in asked.headers.get("cookie", "x=").split(";"))
            return cookies.get("kdservice-sessionid") in self.sessions
        head = asked.headers
        stamp, nonce = head["x-api-timestamp"], head["x-api-nonce"]
        if abs(int(stamp) - time.time()) > WINDOW_SECONDS:
            return False
        data = base64.b64decode(head["x-kd-appdata"]).decode()
        if data.split(",")[:2] != [ACCT_ID, USER] or head["x-kd-appkey"] != APP_ID:
            return False
        hidden = base64.b64decode(APP_ID.split("_")[1])
        key = base64.b64encode(bytes(hidden[place] ^ ord(MASK[place]) for place in range(len(hidden)))).decode()
        text = f"POST\n{quote_plus(asked.path)}\n\nx-api-nonce:{nonce}\nx-api-timestamp:{stamp}\n"
        return (head["x-kd-signature"], head["x-api-signature"]) == (_mac(APP_ID + data, APP_SECRET), _mac(text, key))

    def _save(self, body: dict[str, Any]) -> Reply:
        model = body["data"]["Model"]
        if body["formid"] != "GL_VOUCHER" or model["FVOUCHERID"] != 0:
            raise Refusal("form", "不支持修改凭证")
        if model["FVOUCHERGROUPID"]["FNumber"] != "PRE001":
            raise Refusal("book", "凭证字无效")
        made = self.books.enter(
            our_number=model.get("FREFERENCE", ""),
            book=model["FAccountBookID"]["FNumber"],
            date=model["FDate"],
            period=f"{model['FYEAR']}-{model['FPERIOD']:02d}",
            lines=[_line(entry) for entry in model["FEntity"]],
            status="A",
            word="PZ",
        )
        return self._succeeded(made, Id=int(made.internal_id), Number=made.number)

    def _submit(self, body: dict[str, Any]) -> Reply:
        return self._moved(body, "AD", "B", "只有创建状态的凭证可以提交")

    def _audit(self, body: dict[str, Any]) -> Reply:
        if not self.creator_may_audit:
            raise Refusal("right", "审核失败:制单人与审核人不能为同一人,审核人与制单人相同")
        return self._moved(body, "B", "C", "只有审核中的凭证可以审核")

    def _moved(self, body: dict[str, Any], from_: str, to: str, otherwise: str) -> Reply:
        with self.books.lock:
            voucher = self.books.vouchers[str(body["data"]["Ids"])]
            if voucher.status not in from_:
                raise Refusal("status", otherwise)
            voucher.status = to
        return self._succeeded(voucher)

    def _query(self, body: dict[str, Any]) -> Reply:
        asked = body["data"]
        keys = asked["FieldKeys"].split(",")
        found = self._filtered(asked["FilterString"])
        page = found[asked["StartRow"] :][: asked["Limit"]]
        return Reply([[_cell(voucher, key) for key in keys] for voucher in page])

    def _filtered(self, text: str) -> list[Booked]:
        with self.books.lock:
            everything = list(self.books.vouchers.values())
        if found := re.fullmatch(r"FREFERENCE='([A-Za-z0-9_-]+)'", text):
            return [each for each in everything if each.our_number == found.group(1)]
        if found := re.fullmatch(r"FYEAR=(\d+) and FPERIOD=(\d+)", text):
            return [each for each in everything if each.period == f"{found.group(1)}-{int(found.group(2)):02d}"]
        if text == "FVOUCHERID=0":
            return []
        raise Refusal("filter", f"过滤条件不正确: {text}")

    def _succeeded(self, voucher: Booked, **more: Any) -> Reply:
        entity = {"Id": int(voucher.internal_id), "Number": voucher.number, "DIndex": 0}
        status = {"IsSuccess": True, "Errors": [], "SuccessEntitys": [entity], "SuccessMessages": [], "MsgCode": 0}
        return Reply({"Result": {"ResponseStatus": status, **more, "NeedReturnData": [{}]}})

    def _failed(self, text: str) -> Reply:
        errors = [{"FieldName": "", "Message": text, "DIndex": 0}]
        status = {"IsSuccess": "false" if self.false_is_text else False, "ErrorCode": 500, "MsgCode": 11}
        return Reply({"Result": {"ResponseStatus": {**status, "Errors": errors, "SuccessEntitys": []}, "Id": ""}})


def _line(entry: dict[str, Any]) -> Line:
    if entry["FCURRENCYID"]["FNumber"] != "PRE001" or entry["FEXCHANGERATE"] != 1:
        raise Refusal("currency", "币别无效")
    dimensions = entry.get("FDetailID") or {}
    return Line(
        account=entry["FACCOUNTID"]["FNumber"],
        summary=entry["FEXPLANATION"],
        debit=Decimal(str(entry["FDEBIT"])),
        credit=Decimal(str(entry["FCREDIT"])),
        auxiliary={DIMENSIONS[name]: value["FNumber"] for name, value in dimensions.items()},
    )


def _cell(voucher: Booked, key: str) -> Any:
    return {
        "FVOUCHERID": int(voucher.internal_id),
        "FBillNo": voucher.number,
        "FDEBITTOTAL": float(voucher.total),
        "FDocumentStatus": voucher.status,
        "FCreateDate": voucher.created.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3],
        "FInvalid": "1" if voucher.void else "0",
        "FREFERENCE": voucher.our_number or " ",
    }[key]


def _mac(text: str, key: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest().encode()).decode()
