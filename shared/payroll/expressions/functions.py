"""The functions of formulas. ``if`` reckons only the branch that holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, cast

from shared.payroll.expressions.tree import Value, ValueType

Scope = dict[str, Value]
Run = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is called: ``takes`` are its first arguments' types, the last of which may repeat."""

    takes: tuple[ValueType, ...]
    gives: ValueType
    most: int | None
    run: Callable[[Sequence[Run]], Run]
    shown: str


def _min(parts: Sequence[Run]) -> Run:
    return lambda scope: min(cast(Fraction, part(scope)) for part in parts)


def _max(parts: Sequence[Run]) -> Run:
    return lambda scope: max(cast(Fraction, part(scope)) for part in parts)


def _abs(parts: Sequence[Run]) -> Run:
    part = parts[0]
    return lambda scope: abs(cast(Fraction, part(scope)))


def _one_of(parts: Sequence[Run]) -> Run:
    asked, *others = parts
    return lambda scope: asked(scope) in [other(scope) for other in others]


PLAIN: Final[dict[str, Function]] = {
    "min": Function(("number", "number"), "number", None, _min, "min(a, b, …)"),
    "max": Function(("number", "number"), "number", None, _max, "max(a, b, …)"),
    "abs": Function(("number",), "number", 1, _abs, "abs(x)"),
    "one_of": Function(("text", "text"), "boolean", None, _one_of, 'one_of(grade, "P6", "P7")'),
}
"""Functions whose arguments are all reckoned. ``if`` and ``round`` are read by ``compiling.py``."""
SHOWN: Final = {
    **{name: function.shown for name, function in PLAIN.items()},
    "if": "if(condition, then, otherwise)",
    "round": "round(x, half_up, fen)",
}
