"""The payslip: every line with its rule, base, rate, bounds and source, in Chinese or English, as PDF."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.language import Language
from shared.payroll.components.model import EARLIEST
from shared.payroll.contracts import LineBasis, LineKind, PayLine, SalarySlip, TaxBasis
from shared.payroll.month.cities import city_title
from shared.payroll.papers.model import Employer, Person
from shared.payroll.papers.words import money, percent, rounding, words
from shared.platform.typesetting import typeset

Data = dict[str, Any]
SECTIONS: tuple[tuple[str, tuple[LineKind, ...]], ...] = (
    ("earnings", ("earning",)),
    ("insurance", ("employee_insurance",)),
    ("fund", ("employee_fund",)),
    ("tax", ("tax",)),
    ("deductions", ("deduction",)),
    ("employer", ("employer_insurance", "employer_fund", "employer_cost")),
)
CUMULATIVE = (
    "income_fen",
    "exempt_fen",
    "basic_fen",
    "social_fen",
    "special_fen",
    "other_fen",
    "taxable_fen",
    "quick_fen",
    "relief_fen",
    "due_fen",
    "withheld_before_fen",
)
QUIET = {"verified", "one_off"}
"""Inputs that the lines say in other words."""


def payslip_pdf(slip: SalarySlip, person: Person, employer: Employer, language: Language) -> bytes:
    """Return the payslip as PDF. The same slip gives the same bytes."""
    return typeset(
        "shared.payroll.papers", "payslip.typ", payslip_data(slip, person, employer, language), slip.computed_at
    )


def payslip_data(slip: SalarySlip, person: Person, employer: Employer, language: Language) -> Data:
    """Return everything that the template shows, in words of ``language``."""
    said = words(language)
    taken = slip.gross_fen - slip.net_fen
    return {
        "lang": language,
        "region": "CN" if language == "zh" else "US",
        "words": said,
        "company": employer.name.read_in(language),
        "period": slip.period,
        "mark": _mark(slip, said),
        "facts": _facts(slip, person, language),
        "sums": [
            (said["gross"], money(slip.gross_fen)),
            (said["taken"], money(taken)),
            (said["net"], money(slip.net_fen)),
            (said["on_top"], money(slip.employer_fen)),
        ],
        "sections": [
            section for name, kinds in SECTIONS if (section := _section(said[name], slip.lines, kinds, language))
        ],
        "tax": _tax(slip.tax, said) if slip.tax else [],
        "made": f"{said['made']} {slip.computed_at:%Y-%m-%d %H:%M} UTC · {said['slip']} {slip.slip_id} · "
        f"{said['engine']} {slip.engine}",
    }


def _mark(slip: SalarySlip, said: Data) -> str:
    if slip.run_kind == "reversal":
        return f"{said['reversal']} {slip.reverses}"
    return str(said["off_cycle"]) if slip.run_kind == "off_cycle" else ""


def _facts(slip: SalarySlip, person: Person, language: Language) -> list[tuple[str, str]]:
    said = words(language)
    days = "" if slip.days_paid is None else f"{slip.days_paid.normalize():f} / {slip.days_in_month:f}"
    account = person.account
    shown = "" if account is None else f"{account.bank} ···· {account.digits[-4:]}"
    rows = [
        ("employee", person.name),
        ("number", slip.employee_id),
        ("department", slip.department),
        ("grade", slip.grade or ""),
        ("city", city_title(slip.city, language)),
        ("days", days),
        ("account", shown),
    ]
    return [(said[name], value) for name, value in rows if value]


def _section(title: str, lines: Sequence[PayLine], kinds: Sequence[LineKind], language: Language) -> Data | None:
    found = [line for line in lines if line.kind in kinds]
    if not found:
        return None
    total = money(sum(line.amount_fen for line in found))
    return {"title": title, "rows": [_row(line, language) for line in found], "total": total}


def _row(line: PayLine, language: Language) -> Data:
    said, basis = words(language), line.basis
    title = line.title.read_in(language)
    if line.for_period:
        title += f" · {said['for_period']} {line.for_period}"
    return {
        "title": title,
        "base": "" if basis.base_fen is None else money(basis.base_fen),
        "rate": "" if basis.rate is None else percent(basis.rate),
        "fixed": "" if not basis.fixed_fen else money(basis.fixed_fen),
        "amount": money(line.amount_fen),
        "how": _how(line, language),
    }


def _how(line: PayLine, language: Language) -> list[str]:
    """Return how a line came about, in short sentences: rule and source; bounds; formula and figures; a note."""
    said, basis = words(language), line.basis
    dated = basis.effective_from is not None and basis.effective_from > EARLIEST
    since = f" {said['since']} {basis.effective_from}" if dated else ""
    ruled = [f"{said['rule']} {basis.rule}{since}"]
    if basis.source:
        ruled.append(f"{said['source']} {basis.source}")
    if basis.inputs.get("verified") == "false":
        ruled.append(said["unverified"])
    if line.kind == "earning" and not line.taxable:
        ruled.append(said["exempt"])
    reckoned = [*_bounds(line, said), *_figures(basis, language)]
    if basis.rounding:
        reckoned.append(f"{said['rounding']} {rounding(basis.rounding, language)}")
    if basis.note:
        reckoned.append(basis.note.read_in(language))
    return [" · ".join(part) for part in (ruled, reckoned) if part]


def _bounds(line: PayLine, said: Data) -> list[str]:
    found, basis = [], line.basis
    if basis.declared_fen is not None and basis.declared_fen not in (basis.base_fen, line.amount_fen):
        named = {"earning": "monthly", "deduction": "wanted"}.get(line.kind, "declared")
        found.append(f"{said[named]} {money(basis.declared_fen)}")
    if basis.floor_fen is not None and basis.cap_fen is not None:
        found.append(f"{said['bounds']} {money(basis.floor_fen)}–{money(basis.cap_fen)}")
    return found


def _figures(basis: LineBasis, language: Language) -> list[str]:
    said = words(language)
    found = [f"{said['formula']} {basis.formula}"] if basis.formula else []
    told = {name: value for name, value in basis.inputs.items() if name not in QUIET}
    if told:
        pairs = said["between"].join(
            f"{said.get(name, name)} {_value(name, value, said)}" for name, value in told.items()
        )
        found.append(f"{said['with']} {pairs}")
    return found


def _value(name: str, value: str, said: Data) -> str:
    if name.endswith("_fen") and value.lstrip("-").isdigit():
        return money(int(value))
    if " x " not in value:
        return value
    amount, days, how = value.replace(" x ", " ").split()
    return f"{amount} × {days} {said['prorated'].get(how, how)}"


def _tax(tax: TaxBasis, said: Data) -> list[tuple[str, str]]:
    rows = [(said["months"], str(tax.months))]
    rows += [(said[name], money(getattr(tax, name))) for name in CUMULATIVE]
    rows.insert(8, (said["tax_rate"], percent(tax.rate)))
    return rows
