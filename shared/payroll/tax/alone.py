"""Pay that is taxed by itself, and how its tax came about."""

from decimal import Decimal

from shared.kernel.frozen import Frozen
from shared.payroll.contracts import LineBasis
from shared.payroll.packs.model import TaxTable
from shared.payroll.packs.version import Version
from shared.payroll.tax.errors import NegativeAmount
from shared.payroll.tax.tables import tax_on


class TaxAlone(Frozen):
    """Tax on one payment. In fen: ``exempt_fen`` and ``cost_fen`` were taken off before ``taxable_fen`` was taxed."""

    amount_fen: int
    exempt_fen: int = 0
    cost_fen: int = 0
    taxable_fen: int
    rate: Decimal
    quick_fen: int
    tax_fen: int
    net_fen: int
    basis: LineBasis


def tax_alone(
    amount_fen: int, rules: Version, table: TaxTable, what: str, *, exempt_fen: int = 0, cost_fen: int = 0
) -> TaxAlone:
    """Return the tax on ``amount_fen`` after an exempt part and a cost. Raises ``NegativeAmount``."""
    if amount_fen < 0:
        raise NegativeAmount(what)
    taxable = max(0, amount_fen - exempt_fen - cost_fen)
    tax, bracket = tax_on(table, taxable)
    basis = LineBasis(
        rule=rules.id,
        effective_from=rules.effective_from,
        source=rules.cited,
        base_fen=taxable,
        rate=bracket.rate,
        fixed_fen=-bracket.quick,
        rounding=f"{table.rounding} {table.round_to}",
        inputs={"amount_fen": str(amount_fen), "exempt_fen": str(exempt_fen), "cost_fen": str(cost_fen)},
    )
    return TaxAlone(
        amount_fen=amount_fen,
        exempt_fen=exempt_fen,
        cost_fen=cost_fen,
        taxable_fen=taxable,
        rate=bracket.rate,
        quick_fen=bracket.quick,
        tax_fen=tax,
        net_fen=amount_fen - tax,
        basis=basis,
    )
