"""Reads a formula by operator precedence (Pratt): words in, a tree out. Nothing is run here."""

from fractions import Fraction
from typing import Final

from shared.payroll.expressions.errors import ExpressionError
from shared.payroll.expressions.tokens import Token, tokens
from shared.payroll.expressions.tree import Call, Constant, Infix, Name, Node, Prefix

MAX_DEPTH: Final = 24
COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
BINDING: Final = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6}
NOT_BINDS: Final = 3
MINUS_BINDS: Final = 7
WORDS: Final = ("and", "or", "not", "true", "false")


def parse(text: str) -> Node:
    """Return the tree of a formula. Raises ``ExpressionError`` with the place of what is wrong."""
    reader = _Reader(text, tokens(text))
    if reader.at_end():
        raise ExpressionError(text, 1, "The formula is empty", "Write one, or leave it out.")
    node = reader.expression(0, 0)
    if not reader.at_end():
        raise reader.unexpected("Join values with an operator; a formula is one value.")
    return node


class _Reader:
    def __init__(self, text: str, words: list[Token]) -> None:
        self.text = text
        self.words = words
        self.place = 0

    @property
    def now(self) -> Token:
        return self.words[self.place]

    def at_end(self) -> bool:
        return self.now.kind == "end"

    def take(self) -> Token:
        token = self.now
        self.place += token.kind != "end"
        return token

    def unexpected(self, remedy: str) -> ExpressionError:
        token = self.now
        problem = "The formula ends too early" if token.kind == "end" else f"“{token.text}” cannot stand here"
        return ExpressionError(self.text, token.position, problem, remedy)

    def expression(self, binds: int, depth: int) -> Node:
        """Return what stands here, as far as operators bind tighter than ``binds``."""
        if depth > MAX_DEPTH:
            raise ExpressionError(
                self.text,
                self.now.position,
                f"The formula is nested deeper than {MAX_DEPTH}",
                "Divide it in components.",
            )
        left = self._begin(depth)
        while True:
            operator = self.now
            power = BINDING.get(operator.text, 0) if operator.kind in ("sign", "name") else 0
            if power <= binds:
                return left
            self.take()
            right = self.expression(power, depth + 1)
            if operator.text in COMPARISONS and self.now.kind == "sign" and self.now.text in COMPARISONS:
                raise self.unexpected("Compare two values at a time: a < b and b < c.")
            left = Infix(operator.text, left, right, operator.position)

    def _begin(self, depth: int) -> Node:
        token = self.take()
        match token:
            case Token("number", text, position):
                return Constant(Fraction(text), position)
            case Token("text", text, position):
                return Constant(text, position)
            case Token("name", "true" | "false" as word, position):
                return Constant(word == "true", position)
            case Token("name", "not", position):
                return Prefix("not", self.expression(NOT_BINDS, depth + 1), position)
            case Token("sign", "-", position):
                return Prefix("-", self.expression(MINUS_BINDS, depth + 1), position)
            case Token("sign", "(", _):
                inside = self.expression(0, depth + 1)
                self._close()
                return inside
            case Token("name", word, position) if word not in WORDS:
                return self._call(word, position, depth) if self._opens() else Name(word, position)
        self.place = self.words.index(token)
        raise self.unexpected("A number, a name, a function or an opening bracket is expected.")

    def _opens(self) -> bool:
        return self.now.kind == "sign" and self.now.text == "("

    def _call(self, function: str, position: int, depth: int) -> Node:
        self.take()
        arguments = list[Node]()
        if not (self.now.kind == "sign" and self.now.text == ")"):
            arguments.append(self.expression(0, depth + 1))
            while self.now.kind == "sign" and self.now.text == ",":
                self.take()
                arguments.append(self.expression(0, depth + 1))
        self._close()
        return Call(function, tuple(arguments), position)

    def _close(self) -> None:
        if not (self.now.kind == "sign" and self.now.text == ")"):
            raise self.unexpected("Close the bracket here, or join the values with an operator.")
        self.take()
