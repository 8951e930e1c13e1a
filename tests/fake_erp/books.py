"""The books of a finance system: what it knows, what it refuses, and the vouchers that it has."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

ACCOUNTS = frozenset({"6602", "6601", "5001", "2211", "2241", "2221", "1002", "1001", "2211.01"})
DEPARTMENTS = frozenset({"D01", "D02", "RD"})
EMPLOYEES = frozenset({"E001", "E002"})


@dataclass
class Line:
    account: str
    summary: str
    debit: Decimal
    credit: Decimal
    auxiliary: dict[str, str] = field(default_factory=dict)


@dataclass
class Booked:
    """A voucher as the system has it. ``status`` is the system's own letter or number."""

    internal_id: str
    number: str
    our_number: str
    book: str
    date: str
    period: str
    lines: list[Line]
    status: str
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    void: bool = False

    @property
    def total(self) -> Decimal:
        return sum((line.debit for line in self.lines), Decimal(0))


class Refusal(Exception):
    """The books refuse: ``code`` says why, the text is as such a system words it."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Books:
    """One set of books: two account books, the accounts above, the periods that are open."""

    def __init__(self, auxiliary_word: str) -> None:
        self.auxiliary_word = auxiliary_word
        self.names = {"001", "002"}
        self.accounts = set(ACCOUNTS)
        self.departments = set(DEPARTMENTS)
        self.open = {f"2026-{month:02d}" for month in range(1, 13)}
        self.vouchers: dict[str, Booked] = {}
        self.lock = threading.RLock()
        self._next = 100000

    def furnish(self, accounts: Iterable[str], departments: Iterable[str]) -> None:
        """Let it know more accounts and departments, and keep the books of many years open: to try the product with."""
        self.accounts |= set(accounts)
        self.departments |= set(departments)
        self.open |= {f"{year}-{month:02d}" for year in range(2024, 2040) for month in range(1, 13)}

    def close(self, period: str) -> None:
        self.open.discard(period)

    def reopen(self, period: str) -> None:
        self.open.add(period)

    def enter(
        self, *, our_number: str, book: str, date: str, period: str, lines: list[Line], status: str, word: str
    ) -> Booked:
        """Enter a voucher as it is; nothing here hinders a second one with the same number of ours."""
        with self.lock:
            self.judge(book, date, period, lines)
            self._next += 1
            number = f"{word}{self._next}"
            made = Booked(str(self._next), number, our_number, book, date, period, lines, status)
            self.vouchers[made.internal_id] = made
            return made

    def judge(self, book: str, date: str, period: str, lines: list[Line]) -> None:
        if book not in self.names:
            raise Refusal("book", f"账簿 {book} 不存在")
        if not date.startswith(period) or period not in self.open:
            raise Refusal("period", f"账簿的会计期间{period}已结账,不允许新增凭证")
        for place, line in enumerate(lines, 1):
            if line.account not in self.accounts:
                raise Refusal("account", f"第{place}行分录的科目{line.account}不存在")
            if (line.debit == 0) == (line.credit == 0) or line.debit < 0 or line.credit < 0:
                raise Refusal("amount", f"第{place}行分录的金额不正确")
            for code in (line.debit, line.credit):
                if code != round(code, 2):
                    raise Refusal("amount", f"第{place}行分录的金额小数位数不正确")
            if line.account == "6602" and "department" not in line.auxiliary:
                raise Refusal("auxiliary", f"第{place}行分录科目6602的{self.auxiliary_word}“部门”必录")
            if line.auxiliary.get("department", "D01") not in self.departments:
                raise Refusal("auxiliary", f"第{place}行分录的辅助核算部门{line.auxiliary['department']}不存在")
        debit = sum((line.debit for line in lines), Decimal(0))
        if len(lines) < 2 or debit != sum((line.credit for line in lines), Decimal(0)):
            raise Refusal("balance", "凭证借贷不平衡,不能保存")

    def having(self, our_number: str) -> list[Booked]:
        with self.lock:
            return [each for each in self.vouchers.values() if each.our_number == our_number and not each.void]

    def in_period(self, period: str) -> list[Booked]:
        with self.lock:
            return [each for each in self.vouchers.values() if each.period == period]

    def counted(self) -> Counter[str]:
        """Our number → how often it was booked."""
        return Counter(each.our_number for each in self.vouchers.values() if not each.void)

    def order(self) -> list[str]:
        """Our numbers in the order in which they were booked."""
        return [each.our_number for each in self.vouchers.values() if not each.void]
