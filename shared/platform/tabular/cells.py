"""One cell as people and spreadsheet programs write it → number, day, yes or no, identifier. Pure.

Each function returns None for an empty cell and raises ``Unusable`` with words for one that cannot be read.
"""

import re
import unicodedata
from datetime import date, timedelta

from shared.platform.tabular.model import Flaw, words

FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
EMPTY = frozenset({"", "-", "--", "—", "——", "/", "无", "n/a", "na", "null", "none", "nil"})
YES = frozenset(
    {"是", "有", "对", "已", "达标", "达成", "完成", "已达标", "已完成", "√", "✓", "✔", "y", "yes", "true", "t", "1"}
)
NO = frozenset(
    {"否", "没有", "未", "不", "未达标", "未达成", "未完成", "不达标", "×", "✗", "x", "n", "no", "false", "f", "0"}
)
PLAIN_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d{1,2}")
SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e\+?\d+", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
MONTH_ALONE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?:\s.*)?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's 1900 system, after its leap-year error of 1900 (ECMA-376 part 1, 18.17.4.1)."""
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c"))


class Unusable(ValueError):
    """A cell that cannot be read as what it should be."""

    def __init__(self, problem_zh: str, problem_en: str, remedy_zh: str, remedy_en: str) -> None:
        super().__init__(f"{problem_en} {remedy_en}")
        self.flaw = Flaw(words(problem_zh, problem_en), words(remedy_zh, remedy_en))


def cleaned(text: str) -> str:
    """Return a cell's text without what spreadsheet programs put around it: ``'0138``, ``="0138"``, odd blanks."""
    text = text.strip() if text.isascii() else text.translate(INVISIBLE).replace("\xa0", " ").strip()
    if len(text) >= 3 and text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    if len(text) > 1 and text[0] in "'’" and text[1].isdigit():
        text = text[1:]
    return text.strip()


def half_width(text: str) -> str:
    """Return ``text`` with full-width digits and signs as ASCII (Unicode NFKC)."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_empty(text: str) -> bool:
    """Return whether a cell says nothing, or one of the signs that people write for nothing."""
    return half_width(text).casefold() in EMPTY


def formula_error(text: str) -> Flaw | None:
    """Return what is wrong where the cell holds the error of a formula, or was too narrow when it was saved."""
    told = text.strip().upper()
    if told in FORMULA_ERRORS:
        return Flaw(
            words(f"公式出错：{told}。", f"A formula failed: {told}."),
            words("请在表格中修正公式，或改填数值。", "Mend the formula in the sheet, or write the value."),
        )
    if len(told) > 2 and not told.strip("#"):
        return Flaw(
            words("列宽不足，保存下来的是“###”。", "The column was too narrow: what was saved is ###."),
            words("请加宽该列后重新保存。", "Widen the column and save it again."),
        )
    return None


def identifier(text: str) -> str | None:
    """Return a number that names something (phone, employee number): no digit lost, leading zeros kept."""
    plain = half_width(text)
    if is_empty(plain):
        return None
    if SCIENTIFIC.fullmatch(plain):
        raise Unusable(
            "号码被保存为科学计数法，部分数字已丢失。",
            "The number was saved in scientific notation: digits are lost.",
            "请将该列设为“文本”格式，重新填写后再保存。",
            "Format the column as text, enter the numbers again, and save it.",
        )
    return re.sub(r"^(\d{2,})\.0+$", r"\1", plain)


def number(text: str) -> float | None:
    """Return a number. ``1,234.5``, ``7,5``, ``85%`` (85) and ``85分`` are read."""
    plain = half_width(text)
    if PLAIN_NUMBER.fullmatch(plain):
        return float(plain)
    if is_empty(plain):
        return None
    plain = re.sub(r"\s*[%分]$", "", plain)
    if THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain) or len(plain) > 40:
        raise Unusable(
            "这不是数字。", "This is no number.", "请只填写数字，例如 85 或 85.5。", "Write a number alone: 85 or 85.5."
        )
    return float(plain)


def day(text: str) -> date | None:
    """Return a date. Year first in any spelling; year last only where day and month cannot be confused."""
    plain = half_width(text)
    if is_empty(plain):
        return None
    if found := YEAR_FIRST.fullmatch(plain) or COMPACT.fullmatch(plain):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := YEAR_LAST.fullmatch(plain):
        return _year_last(int(found[1]), int(found[2]), int(found[3]))
    if SERIAL.fullmatch(plain) and 10_000 <= (serial := int(float(plain))) < 100_000:
        return SERIAL_ZERO + timedelta(days=serial)
    if MONTH_ALONE.fullmatch(plain):
        raise Unusable(
            "只有年月，没有日。",
            "The day is missing.",
            "请补充日；确不知道时可填当月 1 日。",
            "Add the day; the first of the month where nobody knows it.",
        )
    raise Unusable("无法识别为日期。", "This is no date.", "请按 2024-03-01 的格式填写。", "Write it as 2024-03-01.")


def flag(text: str) -> bool | None:
    """Return yes or no, in the words that sheets use for it."""
    plain = half_width(text).casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    if is_empty(plain):
        return None
    raise Unusable(
        "无法判断是“是”还是“否”。", "This says neither yes nor no.", "请填写“是”或“否”。", "Write yes or no."
    )


def _date(year: int, month: int, number_of_day: int) -> date:
    try:
        return date(year, month, number_of_day)
    except ValueError:
        raise Unusable(
            "日历中没有这一天。", "There is no such day.", "请核对年月日。", "Check year, month and day."
        ) from None


def _year_last(first: int, second: int, year: int) -> date:
    if first > 12 or first == second:
        return _date(year, second, first)
    if second > 12:
        return _date(year, first, second)
    raise Unusable(
        "日和月无法区分。",
        "Day and month cannot be told apart.",
        "请按年-月-日填写，例如 2024-03-01。",
        "Write the year first: 2024-03-01.",
    )
