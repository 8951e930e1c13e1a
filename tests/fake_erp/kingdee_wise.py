"""A K/3 WISE: gives tokens for an authority code, takes ``VoucherData``. Written from the vendor's description.

It is not idempotent, as the real one is not.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from tests.fake_erp.books import Booked, Books, Line, Refusal
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served

AUTHORITY_CODE = "4f03ba08c7d87ece-of-the-tests"
CLASSES = {"002": "department", "003": "employee"}


class FakeKingdeeWise:
    def __init__(self, mischiefs: Mischiefs | None = None) -> None:
        self.books = Books("核算项目")
        self.mischiefs = mischiefs or Mischiefs()
        self.url = ""
        self.tokens: set[str] = set()
        self.heard: list[str] = []

    @contextmanager
    def running(self) -> Iterator["FakeKingdeeWise"]:
        with served(self):
            yield self

    def operation(self, asked: Asked) -> str:
        return asked.path.removeprefix("/K3API/")

    def answer(self, asked: Asked) -> Reply:
        operation = self.operation(asked)
        self.heard.append(operation)
        if operation == "Token/Create":
            return self._token(asked)
        if asked.query.get("Token") not in self.tokens:
            return Reply({"StatusCode": 401, "Message": "Token无效或已过期", "Data": ""})
        try:
            return {"VoucherData/UpdateVoucher": self._update, "VoucherData/QueryVoucher": self._query}[operation](
                asked.json()
            )
        except Refusal as refusal:
            return Reply({"StatusCode": 400, "Message": "凭证引入失败", "Data": str(refusal)})

    def signed_out(self, asked: Asked) -> Reply:
        self.tokens.clear()
        return Reply({"StatusCode": 401, "Message": "Token无效或已过期", "Data": ""})

    def _token(self, asked: Asked) -> Reply:
        if asked.query.get("authorityCode") != AUTHORITY_CODE:
            return Reply({"StatusCode": 200, "Message": "", "Data": {"Code": "N", "Message": "授权码错误"}})
        token = uuid.uuid4().hex
        self.tokens.add(token)
        return Reply(
            {"StatusCode": 200, "Message": "获取成功", "Data": {"Code": "Y", "Token": token, "Validity": 3600}}
        )

    def _update(self, body: dict[str, Any]) -> Reply:
        data = body["VoucherData"]
        if body["Replace"] != "false" or data["FVoucherID"] != 0:
            raise Refusal("form", "不支持修改凭证")
        if data["FGroup"] != "记":
            raise Refusal("book", "凭证字不存在")
        made = self.books.enter(
            our_number=data["FReference"],
            book="001",
            date=data["FDate"],
            period=f"{data['FYear']}-{data['FPeriod']:02d}",
            lines=[_line(entry) for entry in data["Entries"]],
            status="saved",
            word="",
        )
        return Reply({"StatusCode": 200, "Message": "凭证引入成功", "Data": f"凭证保存成功,内码为{made.internal_id}"})

    def _query(self, body: dict[str, Any]) -> Reply:
        text = body["Filter"]
        with self.books.lock:
            everything = list(self.books.vouchers.values())
        if found := re.fullmatch(r"FReference='([A-Za-z0-9_-]+)'", text):
            chosen = [each for each in everything if each.our_number == found.group(1)]
        elif found := re.fullmatch(r"FYear=(\d+) and FPeriod=(\d+) and FReference<>''", text):
            period = f"{found.group(1)}-{int(found.group(2)):02d}"
            chosen = [each for each in everything if each.period == period and each.our_number]
        elif text == "FVoucherID=0":
            chosen = []
        else:
            raise Refusal("filter", f"过滤条件不正确: {text}")
        return Reply({"StatusCode": 200, "Message": "查询成功", "Data": [_shown(each) for each in chosen]})


def _line(entry: dict[str, Any]) -> Line:
    if entry["FCurrencyNumber"] != "RMB" or entry["FAmount"] != entry["FAmountFor"]:
        raise Refusal("currency", "币别不存在")
    amount = Decimal(str(entry["FAmount"]))
    debit, credit = (amount, Decimal(0)) if entry["FDC"] == 1 else (Decimal(0), amount)
    auxiliary = {CLASSES[each["FTypeNumber"]]: each["FDetailNumber"] for each in entry["DetailEntries"]}
    return Line(entry["FAccountNumber"], entry["FExplanation"], debit, credit, auxiliary)


def _shown(voucher: Booked) -> dict[str, Any]:
    entries = [
        {"FAccountNumber": each.account, "FAmount": float(each.debit or each.credit), "FDC": 1 if each.debit else 0}
        for each in voucher.lines
    ]
    return {
        "FVoucherID": int(voucher.internal_id),
        "FGroup": "记",
        "FNumber": int(voucher.number),
        "FDate": f"{voucher.date}T00:00:00",
        "FYear": int(voucher.period[:4]),
        "FPeriod": int(voucher.period[5:]),
        "FReference": voucher.our_number,
        "Entries": entries,
    }
