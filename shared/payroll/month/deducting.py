"""Takes deductions from what is left of the pay, no further than law and settings allow. The net is never negative."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from shared.kernel.localized import LocalizedText
from shared.kernel.money import share, written
from shared.payroll.components.model import DeductionLimit, SalaryComponent
from shared.payroll.components.standard import ADVANCE, standard_components
from shared.payroll.contracts import LineBasis, PayLine
from shared.payroll.month.cities import of_city
from shared.payroll.month.earnings import Reckoning
from shared.payroll.month.frame import Frame
from shared.payroll.month.lines import component_lines
from shared.payroll.month.model import Carried, Caution
from shared.payroll.month.words import caution, word

ORDER: dict[DeductionLimit, int] = {"none": 0, "damages": 1, "net": 2}
"""Which are taken first: those without a limit, then damages, whose limit is the wages', then the rest."""


@dataclass(slots=True)
class Deducted:
    """The lines of deductions, what is left of the net, what is carried over."""

    left_fen: int
    lines: list[PayLine] = field(default_factory=list)
    carried: dict[str, int] = field(default_factory=dict)
    cautions: list[Caution] = field(default_factory=list)


def deducted(frame: Frame, reckoning: Reckoning, wages_fen: int, left_fen: int) -> Deducted:
    """Return the deductions. ``wages_fen``: the taxable wages of the month; ``left_fen``: the net before deductions.

    Damages take at most a fifth of the wages and leave the minimum wage (工资支付暂行规定 art. 16). What the pay does
    not even cover of contributions and tax, the company lays out (``contribution_advance``) and takes back later.
    """
    result = Deducted(left_fen)
    held = frame.last.terms
    minimum = (of_city(frame.rules.settings.minimum_wage_fen, held.social.city) or 0) if held else 0
    damages = max(0, share(wages_fen, Decimal(frame.rules.settings.damages_percent) / 100, "down"))
    lines: dict[str, list[PayLine]] = {}
    for line in component_lines(frame, reckoning, ("deduction",)):
        lines.setdefault(line.code, []).append(line)
    for component in _in_order(frame):
        given = [*lines.get(component.code, ()), *_carried_in(frame, component)]
        wanted = sum(line.amount_fen for line in given)
        allowed = wanted
        if component.limit != "none" and wanted > 0:
            allowed = min(wanted, max(0, result.left_fen))
        if component.limit == "damages" and wanted > 0:
            allowed = min(allowed, damages, max(0, result.left_fen - minimum))
            damages -= allowed
        _take(component, given, wanted, allowed, result)
    for code, fen in frame.inputs.carried_fen.items():
        if code not in frame.plan.components:  # its component ended: the debt did not
            result.carried[code] = result.carried.get(code, 0) + fen
    if result.left_fen < 0:
        _lay_out(result)
    return result


def carried_out(result: Deducted) -> tuple[Carried, ...]:
    """Return what the next month's inputs must bring back."""
    return tuple(Carried(component=code, amount_fen=fen) for code, fen in sorted(result.carried.items()) if fen)


def _in_order(frame: Frame) -> list[SalaryComponent]:
    codes = [code for code in frame.plan.shown if frame.plan.components[code].kind == "deduction"]
    return sorted(
        (frame.plan.components[code] for code in codes), key=lambda one: (one.code != ADVANCE, ORDER[one.limit])
    )


def _carried_in(frame: Frame, component: SalaryComponent) -> Iterator[PayLine]:
    if fen := frame.inputs.carried_fen.get(component.code, 0):
        yield _line(
            component, fen, LineBasis(rule=f"component.{component.code}", base_fen=fen, note=word("note", "carried"))
        )


def _take(component: SalaryComponent, given: list[PayLine], wanted: int, allowed: int, result: Deducted) -> None:
    if allowed == wanted:
        result.lines += given
    else:
        if allowed:
            basis = given[0].basis.model_copy(
                update={"declared_fen": wanted, "base_fen": wanted, "cap_fen": allowed, "note": word("note", "limited")}
            )
            result.lines.append(_line(component, allowed, basis))
        result.carried[component.code] = wanted - allowed
        told: dict[str, LocalizedText | str] = {"title": component.title, "wanted": written(wanted)}
        result.cautions.append(caution("deduction_limited", component=component.code, amount_fen=allowed, **told))
    result.left_fen -= allowed


def _lay_out(result: Deducted) -> None:
    lacking = -result.left_fen
    component = next(one for one in standard_components() if one.code == ADVANCE)
    basis = LineBasis(rule=f"component.{ADVANCE}", base_fen=-lacking, note=word("note", "advance"))
    result.lines.append(_line(component, -lacking, basis))
    result.carried[ADVANCE] = result.carried.get(ADVANCE, 0) + lacking
    result.cautions.append(caution("net_would_be_negative", amount_fen=lacking))
    result.left_fen = 0


def _line(component: SalaryComponent, fen: int, basis: LineBasis) -> PayLine:
    return PayLine(
        code=component.code, title=component.title, kind="deduction", amount_fen=fen, taxable=False, basis=basis
    )
