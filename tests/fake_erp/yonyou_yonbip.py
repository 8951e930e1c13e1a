"""A YonBIP: checks the signature, gives tokens, takes ``addVoucher``, and refuses a business id that it has.

Written from the vendor's description and not from the connector. ``heeds_business_id`` switches that refusal off.
"""

import base64
import hashlib
import hmac
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from tests.fake_erp.books import Booked, Books, Line, Refusal
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served

APP_KEY, APP_SECRET = "41832a3d2df94989b500da6a22268747", "secret-of-the-yonbip-application"
AUXILIARIES = {"0001": "department", "0002": "project", "0003": "employee"}
VOUCHERS = "/iuap-api-gateway/yonbip/fi/ficloud/openapi/voucher/"


class FakeYonbip:
    def __init__(self, mischiefs: Mischiefs | None = None) -> None:
        self.books = Books("辅助核算")
        self.mischiefs = mischiefs or Mischiefs()
        self.url = ""
        self.tokens: set[str] = set()
        self.heard: list[str] = []
        self.heeds_business_id = True

    @contextmanager
    def running(self) -> Iterator["FakeYonbip"]:
        with served(self):
            yield self

    def operation(self, asked: Asked) -> str:
        return asked.path.rsplit("/", 1)[1]

    def answer(self, asked: Asked) -> Reply:
        operation = self.operation(asked)
        self.heard.append(operation)
        if asked.path == "/iuap-api-auth/open-auth/selfAppAuth/getAccessToken":
            return self._token(asked)
        if asked.query.get("access_token") not in self.tokens:
            return Reply("非法token".encode(), headers={"Content-Type": "text/plain"})
        doing = {VOUCHERS + "addVoucher": self._add, VOUCHERS + "queryVouchers": self._query}.get(asked.path)
        if doing is None:
            return Reply({"code": "310404", "message": f"网关上没有注册此API[{asked.path}]"})
        try:
            return doing(asked.json())
        except Refusal as refusal:
            code = "310504" if refusal.code == "duplicate" else "404"
            return Reply({"code": code, "message": f"凭证保存不成功,{refusal}", "data": {}})

    def signed_out(self, asked: Asked) -> Reply:
        self.tokens.clear()
        return Reply("非法token".encode(), headers={"Content-Type": "text/plain"})

    def _token(self, asked: Asked) -> Reply:
        query = asked.query
        signature = query.pop("signature")
        text = f"appKey{query['appKey']}timestamp{query['timestamp']}"
        right = base64.b64encode(hmac.new(APP_SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
        late = abs(int(query["timestamp"]) / 1000 - time.time()) > 300
        if query["appKey"] != APP_KEY or signature != right or late:
            return Reply({"code": "50000", "message": "签名不正确", "data": None})
        token = uuid.uuid4().hex
        self.tokens.add(token)
        return Reply({"code": "00000", "message": "成功！", "data": {"access_token": token, "expire": 7200}})

    def _add(self, body: dict[str, Any]) -> Reply:
        if body["voucherTypeCode"] != "1" or not body.get("makerMobile"):
            raise Refusal("book", "凭证类型不存在")
        with self.books.lock:
            if self.heeds_business_id and self.books.having(body["businessId"]):
                raise Refusal("duplicate", "凭证已存在")
            made = self.books.enter(
                our_number=body["businessId"],
                book=body["accbookCode"],
                date=body["makeTime"],
                period=body["period"],
                lines=[_line(entry) for entry in body["bodies"]],
                status="01",
                word="",
            )
        total = float(made.total)
        data: dict[str, Any] = {"voucherId": made.internal_id, "voucherStatus": "01", "period": made.period}
        data |= {"billCode": int(made.number), "totalDebitOrg": total, "totalCreditOrg": total}
        return Reply({"code": "200", "message": "OK", "data": data})

    def _query(self, body: dict[str, Any]) -> Reply:
        if body["accbookCode"] not in self.books.names:
            raise Refusal("book", f"账簿 {body['accbookCode']} 不存在")
        with self.books.lock:
            found = [
                each
                for each in self.books.vouchers.values()
                if each.book == body["accbookCode"]
                and body["periodStart"] <= each.period <= body["periodEnd"]
                and body.get("makeTimeStart", "") <= each.date <= body.get("makeTimeEnd", "9")
                and any(_within(line, body) for line in each.lines)
            ]
        page, size = body["pager"]["pageIndex"], body["pager"]["pageSize"]
        records = [{"header": _head(each), "body": []} for each in found[(page - 1) * size : page * size]]
        data = {"pageIndex": page, "pageSize": size, "recordCount": len(found), "recordList": records}
        return Reply({"code": "200", "message": "OK", "data": data})


def _within(line: Line, body: dict[str, Any]) -> bool:
    least, most = Decimal(str(body.get("moneyRangeMin", 0))), Decimal(str(body.get("moneyRangeMax", 10**15)))
    return least <= line.debit + line.credit <= most


def _line(entry: dict[str, Any]) -> Line:
    debit = Decimal(str(entry.get("debitOrg", 0)))
    credit = Decimal(str(entry.get("creditOrg", 0)))
    if debit != Decimal(str(entry.get("debitOriginal", 0))) or credit != Decimal(str(entry.get("creditOriginal", 0))):
        raise Refusal("amount", "原币和本币都要填写")
    auxiliary = {AUXILIARIES[each["filedCode"]]: each["valueCode"] for each in entry.get("clientAuxiliaryList", [])}
    return Line(entry["accsubjectCode"], entry["description"], debit, credit, auxiliary)


def _head(voucher: Booked) -> dict[str, Any]:
    return {
        "id": voucher.internal_id,
        "billcode": int(voucher.number),
        "displayname": f"记-{voucher.number}",
        "voucherstatus": "05" if voucher.void else voucher.status,
        "totaldebit_org": float(voucher.total),
        "description": f"{voucher.lines[0].summary} {voucher.our_number}",
    }
