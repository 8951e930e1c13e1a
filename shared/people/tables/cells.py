"""Cells of an employee that no other table has: money, a rate, an identity number, a city. Pure.

Each function raises ``Unusable`` with words for a cell that cannot be read.
"""

import re
import tomllib
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from shared.kernel.money import Fen, NotMoney, yuan
from shared.platform.tabular.cells import Unusable, half_width

MOST_FEN = 10**12
RESIDENT = re.compile(r"\d{17}[\dX]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""GB 11643-1999, by ISO 7064 MOD 11-2."""
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
SEXES = {"男": "male", "male": "male", "m": "male", "女": "female", "female": "female", "f": "female"}


def money(cell: str) -> Fen:
    """Return an amount in yuan as fen: ``12000``, ``12,000.50``, ``¥12000``. Exact, and not negative."""
    plain = re.sub(r"^[¥￥]|元$", "", half_width(cell).strip()).replace(",", "").strip()
    try:
        fen = yuan(plain)
    except NotMoney:
        raise Unusable(
            "这不是精确到分的金额。",
            "This is no amount exact to the fen.",
            "请填写元,最多两位小数,例如 12000.50。",
            "Write yuan with two decimals at most: 12000.50.",
        ) from None
    if not 0 <= fen <= MOST_FEN:
        raise Unusable("金额超出范围。", "The amount is out of range.", "请核对。", "Check it.")
    return fen


def rate(cell: str) -> Decimal:
    """Return a rate: ``12%``, ``12`` and ``0.12`` are the same."""
    plain = half_width(cell).strip()
    try:
        value = Decimal(plain.removesuffix("%").strip())
    except InvalidOperation:
        value = Decimal(-1)
    if value.is_finite() and (plain.endswith("%") or value > 1):
        value = value / 100
    if not value.is_finite() or not 0 <= value <= 1:
        raise Unusable(
            "无法识别为比例。", "This is no rate.", "请按 12% 或 0.12 的格式填写。", "Write it as 12% or 0.12."
        )
    return value


def resident_id(number: str) -> date | None:
    """Return the day of birth within a resident identity number; None where the number is of another document."""
    plain = number.upper()
    if not RESIDENT.fullmatch(plain):
        return None
    weighed = sum(int(digit) * weight for digit, weight in zip(plain, WEIGHTS, strict=False))
    if CHECKS[weighed % 11] != plain[-1]:
        raise Unusable(
            "身份证号校验位不符。",
            "The check digit of this identity number does not fit.",
            "请核对证件;Excel 会把长数字的末几位变为 0,请将该列设为“文本”。",
            "Check it with the card; Excel makes zeros of the last digits of long numbers: format the column as text.",
        )
    try:
        return date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        raise Unusable(
            "身份证号中的出生日期不存在。", "It holds no day of birth.", "请核对证件。", "Check it with the card."
        ) from None


def city(cell: str) -> str:
    """Return the key of a city's contribution rules."""
    plain = half_width(cell).strip()
    if (known := _cities().get(plain)) is not None:
        return known
    if KEY.fullmatch(plain.lower()):
        return plain.lower()
    raise Unusable(
        "没有该城市的社保规则。",
        "No contribution rules are known under this name.",
        "请填写薪酬规则中的城市代码,例如 beijing。",
        "Write the key of the city as payroll's rules have it: beijing.",
    )


def sex(cell: str) -> str:
    """Return a sex as the file has it."""
    if (found := SEXES.get(half_width(cell).strip().casefold())) is not None:
        return found
    raise Unusable(
        "无法识别性别。", "This is neither male nor female.", "请填写“男”或“女”,或留空。", "Or leave it empty."
    )


@cache
def _cities() -> dict[str, str]:
    text = files("shared.people.tables").joinpath("cities.toml").read_text(encoding="utf-8")
    return {name: key for key, names in tomllib.loads(text).items() for name in names}
