"""A formula or condition that was read and checked, ready to be reckoned for a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from shared.payroll.expressions.compiling import Compiler, Types
from shared.payroll.expressions.errors import ExpressionFailed
from shared.payroll.expressions.functions import Run
from shared.payroll.expressions.parsing import parse
from shared.payroll.expressions.tree import Value, ValueType, names_in

Figure = Decimal | int | str | bool | Fraction
BOUND = Fraction(10**12)
"""No amount of a month is a trillion yuan."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked formula: ``names`` are those that it needs."""

    text: str
    names: frozenset[str]
    _run: Run

    def number(self, figures: dict[str, Value]) -> Fraction:
        """Return the exact result, in yuan. Raises ``ExpressionFailed`` in words."""
        value = self._run(figures)
        if not isinstance(value, Fraction):
            value = Fraction(value)
        if abs(value) > BOUND:
            raise ExpressionFailed(1, "The result is more than a trillion.", "Look at the figures that went into it.")
        return value

    def holds(self, figures: dict[str, Value]) -> bool:
        """Return whether the condition holds. Raises ``ExpressionFailed`` in words."""
        return bool(self._run(figures))


def formula(text: str, types: Types) -> Expression:
    """Return a formula that gives a number. Raises ``ExpressionError``."""
    return _checked(text, types, "number", "A formula")


def condition(text: str, types: Types) -> Expression:
    """Return a condition. Raises ``ExpressionError``."""
    return _checked(text, types, "boolean", "A condition")


def exact(figures: Mapping[str, Figure]) -> dict[str, Value]:
    """Return figures as formulas take them: numbers as fractions. Decimals, ints, texts and yes or no are taken."""
    return {
        name: value if isinstance(value, bool | str | Fraction) else Fraction(value) for name, value in figures.items()
    }


def _checked(text: str, types: Types, gives: ValueType, what: str) -> Expression:
    tree = parse(text)
    compiler = Compiler(text, types)
    part = compiler.part(tree)
    run = compiler.must_be(part, gives, what)
    return Expression(text, names_in(tree) & types.keys(), run)
