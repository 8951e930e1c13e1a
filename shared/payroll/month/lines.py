"""Turns what was reckoned into lines of the slip, each with its basis. Pure."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from shared.kernel.localized import LocalizedText
from shared.kernel.money import written
from shared.payroll.components.model import ComponentKind, SalaryComponent
from shared.payroll.contracts import LineBasis, LineKind, PayLine, Period
from shared.payroll.expressions.tree import Value
from shared.payroll.inputs.model import OneOff
from shared.payroll.month.agreed import Agreed
from shared.payroll.month.earnings import Reckoned, Reckoning
from shared.payroll.month.frame import Frame
from shared.payroll.month.plan import title_in

KINDS: dict[ComponentKind, LineKind] = {
    "earning": "earning",
    "absence": "earning",
    "deduction": "deduction",
    "employer_cost": "employer_cost",
}
OVER_LIMIT = LocalizedText(zh="超过免税限额部分", en="The part over the exempt limit")


def component_lines(frame: Frame, reckoning: Reckoning, kinds: tuple[ComponentKind, ...]) -> Iterator[PayLine]:
    """Return the lines of components of some kinds, in the order of the slip. Amounts of zero are left out, unless
    something was agreed: that it came to nothing is told."""
    for code in frame.plan.shown:
        reckoned = reckoning.components[code]
        if reckoned.component.kind not in kinds:
            continue
        sign = -1 if reckoned.component.kind == "absence" else 1
        if reckoned.fen or reckoned.agreed.fen:
            yield from _lines(reckoned.component, sign * reckoned.fen, _basis(frame, reckoned), _title(frame, code))
        for item in reckoning.items.get(code, ()):
            basis = _item_basis(reckoned.component, item)
            yield from _lines(reckoned.component, sign * item.amount_fen, basis, None, item.for_period)


def _lines(
    component: SalaryComponent, fen: int, basis: LineBasis, title: LocalizedText | None, period: Period | None = None
) -> Iterator[PayLine]:
    """Return the line, or two where an exempt amount goes over its limit: the rest is taxable."""
    limit = component.exempt_up_to_fen
    exempt = fen if component.taxable or limit is None else min(fen, limit)
    if exempt:
        yield _line(component, exempt, basis, title, period, component.taxable)
    if rest := fen - exempt:
        told = basis.model_copy(update={"cap_fen": limit, "note": OVER_LIMIT})
        yield _line(component, rest, told, title, period, True)
    if not fen:
        yield _line(component, 0, basis, title, period, component.taxable)


def _line(
    component: SalaryComponent,
    fen: int,
    basis: LineBasis,
    title: LocalizedText | None,
    period: Period | None,
    taxable: bool,
) -> PayLine:
    return PayLine(
        code=component.code,
        title=title or component.title,
        kind=KINDS[component.kind],
        amount_fen=fen,
        taxable=taxable,
        for_period=period,
        basis=basis,
    )


def _title(frame: Frame, code: str) -> LocalizedText | None:
    """Return the terms' own title of a line that no component defines."""
    if code not in frame.plan.unknown:
        return None
    titles = (title_in(part.terms.salary, code) for part in reversed(frame.employed) if part.terms)
    return next((title for title in titles if title), None)


def _basis(frame: Frame, reckoned: Reckoned) -> LineBasis:
    component, part = reckoned.component, reckoned.agreed
    monthly = [stretch.monthly_fen for stretch in part.stretches if stretch.monthly_fen]
    return LineBasis(
        rule=f"component.{component.code}",
        effective_from=component.effective_from,
        source=component.source,
        base_fen=part.fen or None,
        declared_fen=monthly[-1] if monthly else None,
        rounding=f"{component.rounding} {component.round_to}",
        formula=component.formula,
        inputs={**_stretches(frame, part), **shown(reckoned.used)},
    )


def _stretches(frame: Frame, part: Agreed) -> dict[str, str]:
    """Return how a divided month was divided: ``2026-03-01/2026-03-15: 10000.00 x 10/22 working_days``."""
    if len(part.stretches) < 2:
        return {}
    whole = sum(stretch.days for stretch in part.stretches)
    how = frame.rules.settings.proration
    return {
        f"{stretch.first}/{stretch.last}": f"{written(stretch.monthly_fen)} x {stretch.days}/{whole} {how}"
        for stretch in part.stretches
        if stretch.monthly_fen
    }


def _item_basis(component: SalaryComponent, item: OneOff) -> LineBasis:
    inputs = {"reference": item.reference} if item.reference else {}
    note = LocalizedText(zh=item.note, en=item.note) if item.note else None
    return LineBasis(
        rule=f"component.{component.code}",
        effective_from=component.effective_from,
        source=component.source,
        base_fen=item.amount_fen,
        cap_fen=component.exempt_up_to_fen,
        inputs={"one_off": written(item.amount_fen), **inputs},
        note=note,
    )


def shown(figures: Mapping[str, Value]) -> dict[str, str]:
    """Return figures as texts: whole and exact decimals as they are, thirds with six decimals."""
    return {name: shown_value(value) for name, value in figures.items()}


def shown_value(value: Value) -> str:
    """Return one figure as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if value.denominator == 1:
        return str(value.numerator)
    return f"{_six_decimals(value)}".rstrip("0").rstrip(".")


def _six_decimals(value: Fraction) -> str:
    millionths = round(value * 10**6)
    sign = "-" if millionths < 0 else ""
    return f"{sign}{abs(millionths) // 10**6}.{abs(millionths) % 10**6:06d}"
