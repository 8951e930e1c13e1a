"""Checks the types of a formula and makes it ready to run: each node becomes a function of the month's figures."""

from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Final, NamedTuple, cast, get_args

from shared.kernel.money import Rounding, RoundTo
from shared.payroll.expressions.errors import ExpressionError, ExpressionFailed
from shared.payroll.expressions.functions import PLAIN, SHOWN, Run, Scope
from shared.payroll.expressions.rounding import MODES, UNITS, whole
from shared.payroll.expressions.tree import Call, Constant, Infix, Name, Node, Prefix, Value, ValueType

Types = Mapping[str, ValueType]
_ARTICLE: Final = {"number": "a number", "boolean": "a condition (yes or no)", "text": "a text"}


class Typed(NamedTuple):
    """A part that is ready to run, and what it gives."""

    run: Run
    gives: ValueType
    position: int


class Compiler:
    """Makes the parts of one formula ready. ``types``: the names that it may use, and what they hold."""

    def __init__(self, text: str, types: Types) -> None:
        self.text = text
        self.types = types

    def part(self, node: Node) -> Typed:
        """Return the part. Raises ``ExpressionError`` for unknown names and functions and for types that do not fit."""
        match node:
            case Constant(value, position):
                return Typed(lambda _: value, _type_of(value), position)
            case Name(name, position):
                return self._name(name, position)
            case Prefix(operator, operand, position):
                return self._prefix(operator, self.part(operand), position)
            case Infix(operator, left, right, position):
                return self._infix(operator, self.part(left), self.part(right), position)
            case Call(function, arguments, position):
                return self._call(function, arguments, position)

    def _error(self, position: int, problem: str, remedy: str) -> ExpressionError:
        return ExpressionError(self.text, position, problem, remedy)

    def _name(self, name: str, position: int) -> Typed:
        if name not in self.types:
            remedy = "A component may be named by its code."
            if name in SHOWN:
                remedy = f"It is a function: {SHOWN[name]}."
            raise self._error(position, f"“{name}” is unknown here", _meant(name, self.types) or remedy)
        return Typed(lambda scope: scope[name], self.types[name], position)

    def must_be(self, part: Typed, wanted: ValueType, where: str) -> Run:
        """Return how the part runs, if it gives what is wanted."""
        if part.gives != wanted:
            problem = f"{where} must be {_ARTICLE[wanted]}, and this is {_ARTICLE[part.gives]}"
            raise self._error(part.position, problem, "Compare it, or choose another value.")
        return part.run

    def _prefix(self, operator: str, operand: Typed, position: int) -> Typed:
        if operator == "not":
            run = self.must_be(operand, "boolean", "What follows `not`")
            return Typed(lambda scope: not run(scope), "boolean", position)
        run = self.must_be(operand, "number", "What follows the minus")
        return Typed(lambda scope: -cast(Fraction, run(scope)), "number", position)

    def _infix(self, operator: str, left: Typed, right: Typed, position: int) -> Typed:
        if operator in ("and", "or"):
            one = self.must_be(left, "boolean", f"What stands before `{operator}`")
            other = self.must_be(right, "boolean", f"What stands after `{operator}`")
            return Typed(_joined(operator, one, other), "boolean", position)
        if operator in ("=", "!="):
            other = self.must_be(right, left.gives, f"What {operator} compares on its right")
            return Typed(_operation(operator, left.run, other, position), "boolean", position)
        gives: ValueType = "boolean" if operator in ("<", "<=", ">", ">=") else "number"
        one = self.must_be(left, "number", f"What stands before {operator}")
        other = self.must_be(right, "number", f"What stands after {operator}")
        return Typed(_operation(operator, one, other, position), gives, position)

    def _call(self, function: str, arguments: tuple[Node, ...], position: int) -> Typed:
        if function == "if":
            return self._if(arguments, position)
        if function == "round":
            return self._round(arguments, position)
        found = PLAIN.get(function)
        if found is None:
            remedy = _meant(function, SHOWN) or f"There are {', '.join(sorted(SHOWN))}."
            raise self._error(position, f"There is no function “{function}”", remedy)
        self._count(function, arguments, position, len(found.takes), found.most)
        types = [*found.takes, *[found.takes[-1]] * len(arguments)]
        parts = [
            self.must_be(self.part(argument), wanted, f"Argument {number} of {function}")
            for number, (argument, wanted) in enumerate(zip(arguments, types, strict=False), start=1)
        ]
        return Typed(found.run(parts), found.gives, position)

    def _count(self, function: str, arguments: tuple[Node, ...], position: int, least: int, most: int | None) -> None:
        if len(arguments) < least or (most is not None and len(arguments) > most):
            problem = f"{function} has {len(arguments)} arguments"
            raise self._error(position, problem, f"Write {SHOWN[function]}.")

    def _if(self, arguments: tuple[Node, ...], position: int) -> Typed:
        self._count("if", arguments, position, 3, 3)
        condition, then, otherwise = (self.part(argument) for argument in arguments)
        test = self.must_be(condition, "boolean", "The first argument of if")
        one, other = then.run, self.must_be(otherwise, then.gives, "The third argument of if, like its second,")
        return Typed(lambda scope: one(scope) if test(scope) else other(scope), then.gives, position)

    def _round(self, arguments: tuple[Node, ...], position: int) -> Typed:
        self._count("round", arguments, position, 3, 3)
        value, mode, unit = arguments
        run = self.must_be(self.part(value), "number", "The first argument of round")
        how = self._word(mode, MODES, "how round rounds")
        to = UNITS[cast(RoundTo, self._word(unit, get_args(RoundTo), "what round rounds to"))]
        return Typed(lambda scope: whole(cast(Fraction, run(scope)) / to, cast(Rounding, how)) * to, "number", position)

    def _word(self, node: Node, allowed: tuple[str, ...], what: str) -> str:
        word = node.name if isinstance(node, Name) else node.value if isinstance(node, Constant) else None
        if word in allowed:
            return str(word)
        remedy = (_meant(str(word), dict.fromkeys(allowed)) or "") if word is not None else ""
        raise self._error(node.position, f"This does not say {what}", f"{remedy} Choose {', '.join(allowed)}.".strip())


def _joined(operator: str, one: Run, other: Run) -> Run:
    if operator == "and":
        return lambda scope: bool(one(scope)) and bool(other(scope))
    return lambda scope: bool(one(scope)) or bool(other(scope))


def _operation(operator: str, left: Any, right: Any, position: int) -> Run:
    def divide(scope: Scope) -> Value:
        divisor = right(scope)
        if divisor == 0:
            raise ExpressionFailed(
                position,
                f"It divides by zero (character {position}).",
                "Guard it: if(x = 0, 0, a / x), or correct the inputs.",
            )
        result: Value = left(scope) / divisor
        return result

    runs: dict[str, Run] = {
        "+": lambda scope: left(scope) + right(scope),
        "-": lambda scope: left(scope) - right(scope),
        "*": lambda scope: left(scope) * right(scope),
        "/": divide,
        "=": lambda scope: left(scope) == right(scope),
        "!=": lambda scope: left(scope) != right(scope),
        "<": lambda scope: left(scope) < right(scope),
        "<=": lambda scope: left(scope) <= right(scope),
        ">": lambda scope: left(scope) > right(scope),
        ">=": lambda scope: left(scope) >= right(scope),
    }
    return runs[operator]


def _type_of(value: Value) -> ValueType:
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number"


def _meant(name: str, known: Mapping[str, Any]) -> str | None:
    close = get_close_matches(name.lower(), list(known), n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(close)}?" if close else None
