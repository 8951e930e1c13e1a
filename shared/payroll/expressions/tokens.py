"""Cuts a formula into its words. Full-width signs, as Chinese input methods write them, are read as plain ones."""

import re
from typing import Final, Literal, NamedTuple

from shared.payroll.expressions.errors import ExpressionError

MAX_LENGTH: Final = 500
MAX_TOKENS: Final = 200
MAX_DIGITS: Final = 18

TokenKind = Literal["number", "text", "name", "sign", "end"]


class Token(NamedTuple):
    """A word of a formula. ``position`` counts from 1."""

    kind: TokenKind
    text: str
    position: int


_PLAIN = str.maketrans("（），＋－＊／×÷−＜＞＝！“”‘’　。．", "(),+-*/*/-<>=!\"\"'' ..")
_WORDS = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign><=|>=|==|!=|<>|[-+*/(),<>=])""",
    re.VERBOSE,
)
_HINTS = {
    "%": "Write a percentage as a decimal: 0.15 for 15 percent.",
    "^": "There are no powers: write a * a.",
    ".": "Write 0.5, with a digit before the point; names have no points.",
    ";": "Separate arguments with a comma.",
    '"': "Close the text with the same quotation mark.",
    "'": "Close the text with the same quotation mark.",
    "!": "Write `not` before a condition, or != between two values.",
    "&": "Write `and`.",
    "|": "Write `or`.",
}


def tokens(text: str) -> list[Token]:
    """Return the words of a formula and an ``end``. Raises ``ExpressionError`` at the first sign that is no word."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            text, MAX_LENGTH, f"The formula has {len(text)} characters", f"Shorten it to {MAX_LENGTH} at most."
        )
    plain, place, found = text.translate(_PLAIN), 0, list[Token]()
    while place < len(plain):
        match = _WORDS.match(plain, place)
        if match is None:
            sign = text[place]
            hint = _HINTS.get(plain[place], "Use numbers, names, + - * /, comparisons, and, or, not and the functions.")
            raise ExpressionError(text, place + 1, f"“{sign}” is nothing that a formula knows", hint)
        kind = match.lastgroup
        if kind == "number" and len(match.group()) > MAX_DIGITS:
            raise ExpressionError(text, place + 1, "The number is too long", f"Use {MAX_DIGITS} digits at most.")
        if kind != "space":
            found.append(Token(_kind(kind), _content(match), place + 1))
        place = match.end()
    if len(found) > MAX_TOKENS:
        raise ExpressionError(
            text,
            found[MAX_TOKENS].position,
            f"The formula has more than {MAX_TOKENS} words",
            "Divide it in components.",
        )
    return [*found, Token("end", "", len(text) + 1)]


def _kind(group: str | None) -> TokenKind:
    match group:
        case "number" | "text" | "name":
            return group
        case _:
            return "sign"


def _content(match: re.Match[str]) -> str:
    word = match.group()
    if match.lastgroup == "text":
        return word[1:-1]
    return {"==": "=", "<>": "!="}.get(word, word) if match.lastgroup == "sign" else word
