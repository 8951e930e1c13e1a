"""Reads the fields of one JSON object, and notes each that is not what it must be."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from shared.kernel.money import NotMoney, yuan
from shared.payroll.compute.errors import Fault
from shared.payroll.compute.json_text import Repeated

MOST = 10**12
"""The largest amount, in fen: ten billion yuan. More is a mistake in the unit."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_DIGITS = 26
"""Of a number that is read exactly: fewer than those that ``Decimal`` keeps."""


class Fields:
    """One object of the document. ``place`` stands before the names of its fields: ``months[3].``."""

    def __init__(self, value: object, employee: str, place: str, known: Collection[str], faults: list[Fault]) -> None:
        self.employee = employee
        self.place = place
        self.faults = faults
        self.values: dict[str, Any] = {}
        self.readable = isinstance(value, dict)
        if not isinstance(value, dict):
            self.fault("", "wrong_type", f"It must be an object, not {_kind(value)}.")
            return
        self.values = value
        for name in value:
            if name not in known:
                self.fault(name, "unknown_field", f"There is no such field; there are {', '.join(known)}.")
        for name in value.fields if isinstance(value, Repeated) else ():
            self.fault(name, "repeated_field", "The field stands more than once.")

    def fault(self, name: str, code: str, problem: str) -> None:
        field = f"{self.place}{name}" if name else self.place.rstrip(".")
        self.faults.append(Fault(employee=self.employee, field=field, code=code, problem=problem))

    def has(self, name: str) -> bool:
        """Say whether the field is there. One that is null is not."""
        return self.values.get(name) is not None

    def required(self, name: str) -> bool:
        """Say whether the field is there, and note a fault where it is not."""
        if self.has(name) or not self.readable:
            return self.readable
        self.fault(name, "missing", "It is missing.")
        return False

    def money(self, name: str) -> int | None:
        """Return an amount in fen, which is not negative; null where it is absent, or at fault."""
        if not self.has(name):
            return None
        try:
            fen = _fen(self.values[name])
        except (NotMoney, ArithmeticError) as error:
            told = str(error) if isinstance(error, NotMoney) else f"{self.values[name]!s:.40} is no amount of money"
            self.fault(name, "not_money", f"{told}.")
            return None
        if fen < 0:
            self.fault(name, "negative", f"{self.values[name]!s:.40} is negative.")
            return None
        if fen > MOST:
            self.fault(name, "too_large", f"{self.values[name]!s:.40} is more than {MOST // 100}; amounts are in yuan.")
            return None
        return fen

    def whole(self, name: str, low: int, high: int) -> int | None:
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(name, "wrong_type", f"It must be a whole number, not {_kind(value)}.")
            return None
        if not low <= value <= high:
            self.fault(name, "out_of_range", f"{value} is not from {low} to {high}.")
            return None
        return value

    def truth(self, name: str) -> bool:
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(name, "wrong_type", f"It must be true or false, not {_kind(value)}.")
        return False

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.fault(name, "wrong_type", f"It must be a text that is not empty, not {_kind(value)}.")
        return None

    def items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None or isinstance(value, list):
            return value or []
        self.fault(name, "wrong_type", f"It must be a list, not {_kind(value)}.")
        return []


def _fen(value: object) -> int:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise NotMoney(f"{value[:40]!r} is no amount of money: write it as 12000.50")
        value = Decimal(value.strip())
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotMoney(f"{value} is no amount of money")
        if len(value.as_tuple().digits) > _DIGITS:
            raise NotMoney(f"{value!s:.40} has too many digits")
        return yuan(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 100
    raise NotMoney(f"It must be a number or a text with one, not {_kind(value)}")


def _kind(value: object) -> str:
    kinds = {bool: "true or false", str: "a text", list: "a list", dict: "an object", Repeated: "an object"}
    return kinds.get(type(value), "null" if value is None else "a number")
