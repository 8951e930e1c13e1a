"""U8's open platform: gives tokens, takes ``voucher/add``, and refuses a ``biz_id`` that it has.

Written from the vendor's description and not from the connector. ``heeds_biz_id`` switches that refusal off.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from tests.fake_erp.books import Booked, Books, Line, Refusal
from tests.fake_erp.mischief import Mischiefs
from tests.fake_erp.server import Asked, Reply, served

APP_KEY, APP_SECRET = "opa-of-the-tests", "secret-of-the-u8-application"
FROM, TO = "bole", "customer"
FIELDS = {"dept_id": "department", "personnel_id": "employee", "item_id": "project"}


class FakeU8:
    def __init__(self, mischiefs: Mischiefs | None = None) -> None:
        self.books = Books("辅助核算")
        self.mischiefs = mischiefs or Mischiefs()
        self.url = ""
        self.tokens: set[str] = set()
        self.heard: list[str] = []
        self.heeds_biz_id = True

    @contextmanager
    def running(self) -> Iterator["FakeU8"]:
        with served(self):
            yield self

    def operation(self, asked: Asked) -> str:
        return asked.path.removeprefix("/api/").lstrip("/")

    def answer(self, asked: Asked) -> Reply:
        operation, query = self.operation(asked), asked.query
        self.heard.append(operation)
        if operation == "system/token":
            return self._token(query)
        if query.get("token") not in self.tokens or query.get("app_key") != APP_KEY or query["to_account"] != TO:
            return self.signed_out(asked)
        try:
            if operation == "voucher/add":
                return self._add(query, asked.json()["voucher"])
            return self._lines(query)
        except Refusal as refusal:
            return Reply({"errcode": "-1", "errmsg": str(refusal)})

    def signed_out(self, asked: Asked) -> Reply:
        self.tokens.clear()
        return Reply({"errcode": "10003", "errmsg": "token无效"})

    def _token(self, query: dict[str, str]) -> Reply:
        if (query["from_account"], query["app_key"], query["app_secret"]) != (FROM, APP_KEY, APP_SECRET):
            return Reply({"errcode": "10001", "errmsg": "app_secret错误"})
        token = uuid.uuid4().hex
        self.tokens.add(token)
        return Reply({"errcode": "0", "errmsg": "", "token": {"appKey": APP_KEY, "expiresIn": 7200, "id": token}})

    def _add(self, query: dict[str, str], voucher: dict[str, Any]) -> Reply:
        if voucher["voucher_making_system"] != "CDM" or query["sync"] != "1":
            raise Refusal("form", "外部系统类型必须为CDM")
        if voucher["voucher_type"] != "记":
            raise Refusal("book", "凭证类别不存在")
        entries = [*voucher["debit"]["entry"], *voucher["credit"]["entry"]]
        with self.books.lock:
            if self.heeds_biz_id and self.books.having(query["biz_id"]):
                raise Refusal("duplicate", "biz_id已存在")
            made = self.books.enter(
                our_number=voucher["reserve2"],
                book="001",
                date=voucher["date"],
                period=f"{voucher['fiscal_year']}-{voucher['accounting_period']:02d}",
                lines=[_line(entry) for entry in sorted(entries, key=lambda one: int(one["entry_id"]))],
                status="saved",
                word="",
            )
        return Reply({"errcode": "0", "errmsg": "", "id": made.internal_id, "tradeid": uuid.uuid4().hex})

    def _lines(self, query: dict[str, str]) -> Reply:
        with self.books.lock:
            everything = list(self.books.vouchers.values())
        if "coutno_id" in query:
            chosen = [each for each in everything if each.our_number == query["coutno_id"] and not each.void]
        else:
            chosen = [each for each in everything if query["date_begin"] <= each.date <= query["date_end"]]
        lines = [line for each in chosen for line in _shown(each)]
        page, size = int(query["page_index"]), int(query["rows_per_page"])
        found = lines[(page - 1) * size : page * size]
        if not found and page == 1:
            return Reply({"errcode": "20002", "errmsg": "没有符合条件的数据"})
        return Reply({"errcode": "0", "errmsg": "", "voucherdetails": found})


def _line(entry: dict[str, Any]) -> Line:
    if entry["currency"] != "人民币":
        raise Refusal("currency", "币种不存在")
    debit = Decimal(str(entry.get("natural_debit_currency", 0)))
    credit = Decimal(str(entry.get("natural_credit_currency", 0)))
    auxiliary = {FIELDS[name]: value for name, value in entry.get("auxiliary", {}).items()}
    return Line(entry["account_code"], entry["abstract"], debit, credit, auxiliary)


def _shown(voucher: Booked) -> list[dict[str, Any]]:
    return [
        {
            "i_id": int(voucher.internal_id) * 100 + place,
            "date": voucher.date,
            "ino_id": voucher.number,
            "inid": place,
            "digest": line.summary,
            "code": line.account,
            "md": float(line.debit),
            "mc": float(line.credit),
            "coutno_id": voucher.our_number,
        }
        for place, line in enumerate(voucher.lines, 1)
    ]
