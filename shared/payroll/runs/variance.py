"""What a slip differs in from the one before it, line by line with the reason, and what of it is unusual. Pure."""

from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import SignedAmount, written
from shared.payroll.contracts import LineBasis, LineKind, PayLine, Period, SalarySlip
from shared.payroll.settings.model import Unusual

Because = Literal["new_line", "line_gone", "arrears", "cumulative", "base", "rate", "days", "figures", "rule", "amount"]
"""Why a line has another amount: it is new or gone, it is about an earlier month, what it is reckoned on changed (base,
rate, paid days, figures of the formula, the rule's date), or the amount itself did. ``cumulative``: tax withheld at the
same rate of what the year has come to."""
FlagCode = Literal[
    "first_slip", "gross_changed", "net_changed", "tax_changed", "employer_changed", "net_zero", "gross_high", "caution"
]


class LineChange(Frozen):
    """A line that differs from last month's. Null: there is no such line."""

    code: str
    title: LocalizedText
    kind: LineKind
    for_period: Period | None = None
    before_fen: SignedAmount | None
    after_fen: SignedAmount | None
    because: Because
    words: LocalizedText


class Flag(Frozen):
    """Something unusual that the reviewer looks at."""

    code: FlagCode
    words: LocalizedText


class Variance(Frozen):
    """A slip beside the one before. ``against``: the month that it is compared with, null for a first slip."""

    against: Period | None = None
    gross_fen: SignedAmount = 0
    """Differences: this month's amount less that of the one before."""
    tax_fen: SignedAmount = 0
    net_fen: SignedAmount = 0
    employer_fen: SignedAmount = 0
    changes: tuple[LineChange, ...] = ()
    flags: tuple[Flag, ...] = ()


def variance(
    slip: SalarySlip, before: SalarySlip | None, unusual: Unusual, cautions: tuple[LocalizedText, ...] = ()
) -> Variance:
    """Return what a slip differs in from ``before``, every line explained, and its flags."""
    flags = [Flag(code="caution", words=words) for words in cautions]
    if before is None:
        flags.insert(0, Flag(code="first_slip", words=_text("此员工的首张工资单。", "The employee's first slip.")))
    return Variance(
        against=before.period if before else None,
        gross_fen=slip.gross_fen - (before.gross_fen if before else 0),
        tax_fen=slip.tax_fen - (before.tax_fen if before else 0),
        net_fen=slip.net_fen - (before.net_fen if before else 0),
        employer_fen=slip.employer_fen - (before.employer_fen if before else 0),
        changes=tuple(_changes(slip, before)) if before else (),
        flags=(*flags, *_unusual(slip, before, unusual)),
    )


def _changes(slip: SalarySlip, before: SalarySlip) -> list[LineChange]:
    old, new = _by_code(before), _by_code(slip)
    found = []
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, []), new.get(key, [])
        amount_before, amount_after = _sum(was), _sum(now)
        if amount_before == amount_after:
            continue
        shown = (now or was)[-1]
        because, words = _reason(was, now, slip, before)
        found.append(
            LineChange(
                code=shown.code,
                title=shown.title,
                kind=shown.kind,
                for_period=shown.for_period,
                before_fen=amount_before,
                after_fen=amount_after,
                because=because,
                words=words,
            )
        )
    return found


def _by_code(slip: SalarySlip) -> dict[tuple[str, str, bool], list[PayLine]]:
    """Lines of one code and kind are compared as one; those about earlier months apart from the month's own."""
    found: dict[tuple[str, str, bool], list[PayLine]] = {}
    for line in slip.lines:
        found.setdefault((line.kind, line.code, line.for_period is not None), []).append(line)
    return found


def _sum(lines: list[PayLine]) -> int | None:
    return sum(line.amount_fen for line in lines) if lines else None


def _reason(
    was: list[PayLine], now: list[PayLine], slip: SalarySlip, before: SalarySlip
) -> tuple[Because, LocalizedText]:
    if any(line.for_period for line in (*was, *now)):
        months = ", ".join(sorted({line.for_period for line in (*now, *was) if line.for_period}))
        return "arrears", _text(f"补发或更正 {months}。", f"Arrears or correction of {months}.")
    if not was:
        return "new_line", _text("上月没有此项。", "Last month had no such line.")
    if not now:
        return "line_gone", _text("本月没有此项。", "This month has no such line.")
    if now[-1].kind == "tax" and slip.tax is not None and before.tax is not None and slip.tax.rate == before.tax.rate:
        old, new = written(before.tax.taxable_fen), written(slip.tax.taxable_fen)
        return "cumulative", _text(
            f"累计应纳税所得额由 {old} 变为 {new}，税率 {slip.tax.rate} 不变。",
            f"The year's taxable income went from {old} to {new}, at the same rate of {slip.tax.rate}.",
        )
    return _of_bases(was[-1].basis, now[-1].basis, slip, before)


def _of_bases(was: LineBasis, now: LineBasis, slip: SalarySlip, before: SalarySlip) -> tuple[Because, LocalizedText]:
    if was.rate != now.rate and was.rate is not None and now.rate is not None:
        return "rate", _text(f"费率由 {was.rate} 变为 {now.rate}。", f"The rate went from {was.rate} to {now.rate}.")
    if was.effective_from != now.effective_from:
        return "rule", _text(
            f"规则版本由 {was.effective_from} 变为 {now.effective_from}。",
            f"Another rule holds: of {now.effective_from}, not of {was.effective_from}.",
        )
    if was.base_fen != now.base_fen and was.base_fen is not None and now.base_fen is not None:
        old, new = written(was.base_fen), written(now.base_fen)
        return "base", _text(f"基数由 {old} 变为 {new}。", f"The base went from {old} to {new}.")
    if slip.days_paid != before.days_paid or slip.days_in_month != before.days_in_month:
        old_days, new_days = _days(before), _days(slip)
        return "days", _text(
            f"计薪天数由 {old_days} 变为 {new_days}。", f"Paid days went from {old_days} to {new_days}."
        )
    changed = [name for name in {**was.inputs, **now.inputs} if was.inputs.get(name) != now.inputs.get(name)]
    if changed:
        told = ", ".join(f"{name} {was.inputs.get(name, '–')} → {now.inputs.get(name, '–')}" for name in changed)
        return "figures", _text(f"计算依据变更：{told}。", f"Other figures: {told}.")
    return "amount", _text("金额变更。", "The amount itself changed.")


def _days(slip: SalarySlip) -> str:
    return f"{slip.days_paid if slip.days_paid is not None else '–'}/{slip.days_in_month or '–'}"


def _unusual(slip: SalarySlip, before: SalarySlip | None, unusual: Unusual) -> list[Flag]:
    found: list[Flag] = []
    if slip.net_fen == 0:
        found.append(Flag(code="net_zero", words=_text("实发为零。", "Nothing is paid out.")))
    if unusual.most_gross_fen is not None and slip.gross_fen > unusual.most_gross_fen:
        words = _text(
            f"应发 {written(slip.gross_fen)} 超过上限。", f"The gross {written(slip.gross_fen)} is over the limit."
        )
        found.append(Flag(code="gross_high", words=words))
    if before is None:
        return found
    compared: tuple[tuple[FlagCode, str, str, int, int, int], ...] = (
        ("gross_changed", "应发", "gross", before.gross_fen, slip.gross_fen, unusual.gross_percent),
        ("net_changed", "实发", "net", before.net_fen, slip.net_fen, unusual.net_percent),
        ("tax_changed", "个税", "tax", before.tax_fen, slip.tax_fen, unusual.tax_percent),
        (
            "employer_changed",
            "单位成本",
            "employer's cost",
            before.employer_fen,
            slip.employer_fen,
            unusual.employer_percent,
        ),
    )
    for code, zh, en, was, now, percent in compared:
        if abs(now - was) >= unusual.least_fen and abs(now - was) * 100 > abs(was) * percent:
            found.append(
                Flag(
                    code=code,
                    words=_text(
                        f"{zh}由 {written(was)} 变为 {written(now)}，超过 {percent}%。",
                        f"The {en} went from {written(was)} to {written(now)}, by more than {percent} %.",
                    ),
                )
            )
    return found


def _text(zh: str, en: str) -> LocalizedText:
    return LocalizedText(zh=zh, en=en)
