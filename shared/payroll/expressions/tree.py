"""What a formula is once it is read: a tree of values, names, operations and calls, each with its place."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

ValueType = Literal["number", "boolean", "text"]
Value = Fraction | bool | str
"""A number is exact: a fraction never loses what a decimal would have to cut off."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, true or false."""

    value: Value
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """Something of the month, or another component's amount."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """``-x`` or ``not x``."""

    operator: str
    operand: "Node"
    position: int


@dataclass(frozen=True, slots=True)
class Infix:
    """``a + b``, ``a < b``, ``a and b``."""

    operator: str
    left: "Node"
    right: "Node"
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """``min(a, b)``."""

    function: str
    arguments: "tuple[Node, ...]"
    position: int


Node = Constant | Name | Prefix | Infix | Call


def names_in(node: Node) -> frozenset[str]:
    """Return the names that a formula needs."""
    match node:
        case Name(name=name):
            return frozenset({name})
        case Prefix(operand=operand):
            return names_in(operand)
        case Infix(left=left, right=right):
            return names_in(left) | names_in(right)
        case Call(arguments=arguments):
            return frozenset().union(*map(names_in, arguments))
        case _:
            return frozenset()
