"""Tax by a table: the bracket of an amount, and the tax rounded as the table says."""

from shared.kernel.money import Fen, rounded
from shared.payroll.packs.model import Bracket, TaxTable


def bracket_of(table: TaxTable, fen: int) -> Bracket:
    """Return the bracket of an amount. Upper bounds belong to it: 36,000.00 is in the first one."""
    return next(one for one in table.brackets if one.up_to is None or fen <= one.up_to)


def tax_on(table: TaxTable, fen: int) -> tuple[Fen, Bracket]:
    """Return the tax on a taxable amount (``fen`` ≥ 0): amount × rate − quick deduction, and the bracket."""
    bracket = bracket_of(table, fen)
    return rounded(fen * bracket.rate - bracket.quick, table.rounding, table.round_to), bracket
