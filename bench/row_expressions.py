"""The expressions that the platform's table writes, evaluated on one item: for the table of this benchmark.

Only what ``shared.platform.expressions`` and ``shared.platform.table`` spell is known; anything else raises ValueError,
so that a new spelling is never taken for something that holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

Attributes = dict[str, Any]
"""An item as DynamoDB spells it: ``{"PK": {"S": "…"}, …}``."""
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda found, wanted: found == wanted,
    "<>": lambda found, wanted: found != wanted,
    "<": lambda found, wanted: found < wanted,
    "<=": lambda found, wanted: found <= wanted,
    ">": lambda found, wanted: found > wanted,
    ">=": lambda found, wanted: found >= wanted,
}
TOKEN = re.compile(r"\s*([(),]|<>|<=|>=|[=<>]|[#:\w]+)")
CLAUSE = re.compile(r"\b(SET|ADD|DELETE|REMOVE)\b")
DEFAULT = re.compile(r"if_not_exists\((#\w+), (:\w+)\)")


def holds(arguments: Mapping[str, Any], item: Attributes | None) -> bool:
    """Return whether a write's ``ConditionExpression`` holds for the item that is there (None: there is none)."""
    text = arguments.get("ConditionExpression")
    if not text:
        return True
    names, values = arguments.get("ExpressionAttributeNames", {}), arguments.get("ExpressionAttributeValues", {})
    tokens = iter(TOKEN.findall(text))
    return _Condition(list(tokens), names, values, item or {}).whole()


class _Condition:
    """A recursive descent over one condition; AND binds as tightly as OR because boto3 writes every bracket."""

    def __init__(
        self, tokens: list[str], names: Mapping[str, str], values: Mapping[str, Any], item: Attributes
    ) -> None:
        self._tokens, self._place = tokens, 0
        self._names, self._values, self._item = names, values, item

    def whole(self) -> bool:
        found = self._part()
        while self._place < len(self._tokens) and self._tokens[self._place] in ("AND", "OR"):
            word = self._next()
            other = self._part()
            found = (found and other) if word == "AND" else (found or other)
        return found

    def _part(self) -> bool:
        word = self._next()
        if word == "NOT":
            return not self._part()
        if word == "(":
            inner = self.whole()
            self._expect(")")
            return inner
        if word in ("attribute_exists", "attribute_not_exists"):
            self._expect("(")
            there = self._names[self._next()] in self._item
            self._expect(")")
            return there is (word == "attribute_exists")
        found = self._size() if word == "size" else self._item.get(self._names[word])
        compared = self._next()
        if compared == "IN":
            return found in self._listed()
        wanted = self._values[self._next()]
        return found is not None and COMPARED[compared](_plain(found), _plain(wanted))

    def _size(self) -> Any:
        self._expect("(")
        found = self._item.get(self._names[self._next()])
        self._expect(")")
        return None if found is None else {"N": str(len(next(iter(found.values()))))}

    def _listed(self) -> list[Any]:
        self._expect("(")
        found = [self._values[self._next()]]
        while self._next() == ",":
            found.append(self._values[self._next()])
        return found

    def _next(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1]

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise ValueError(f"a condition is spelled in a new way: {self._tokens}")


def updated(arguments: Mapping[str, Any], key: Attributes, item: Attributes | None) -> Attributes:
    """Return the item that an ``UpdateExpression`` makes of the one that is there."""
    names, values = arguments.get("ExpressionAttributeNames", {}), arguments.get("ExpressionAttributeValues", {})
    before = dict(item or key)
    after = dict(before)
    for word, action in _actions(arguments["UpdateExpression"]):
        name = names[action.split()[0]]
        if word == "REMOVE":
            after.pop(name, None)
        elif word == "SET":
            given = action.split(" = ", 1)[1]
            default = DEFAULT.fullmatch(given)
            after[name] = before.get(names[default[1]], values[default[2]]) if default else values[given]
        else:
            _changed(after, name, word, values[action.split()[1]])
    return after


def _actions(text: str) -> Iterator[tuple[str, str]]:
    parts = CLAUSE.split(text)[1:]
    for word, clause in zip(parts[::2], parts[1::2], strict=True):
        for action in re.split(r", (?=#)", clause.strip()):
            yield word, action


def _changed(item: Attributes, name: str, word: str, given: Any) -> None:
    [(kind, value)] = given.items()
    if kind == "N":
        before = Decimal(item.get(name, {"N": "0"})["N"])
        item[name] = {"N": str(before + Decimal(value))}
        return
    before_set = set(item.get(name, {kind: []})[kind])
    after = before_set | set(value) if word == "ADD" else before_set - set(value)
    if after:
        item[name] = {kind: sorted(after)}
    else:
        item.pop(name, None)


def _plain(value: Mapping[str, Any]) -> Any:
    [(kind, plain)] = value.items()
    return Decimal(plain) if kind == "N" else plain
