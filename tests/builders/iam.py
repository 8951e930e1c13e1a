"""A small evaluator of IAM statements, for what this project's policies use: who may do what with which keys.

It knows allow and deny, wildcards, policy variables of session tags, and the condition operators that stand in the
templates; it fails on any other, so that it never says more than it knows. (moto enforces no conditions.)
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.builders.deployment import Json, listed


@dataclass(frozen=True)
class Asked:
    """One request: an action on a resource, and what IAM knows of it besides. A list is a key with several values."""

    action: str
    resource: str
    context: Mapping[str, str | list[str]] = field(default_factory=dict)


def allowed(statements: Iterable[Json], asked: Asked) -> bool:
    """True where a statement allows it and none denies it."""
    held = [statement for statement in statements if _applies(statement, asked)]
    effects = {statement["Effect"] for statement in held}
    return "Allow" in effects and "Deny" not in effects


def _applies(statement: Json, asked: Asked) -> bool:
    return (
        any(_like(asked.action, action) for action in listed(statement["Action"]))
        and any(_like(asked.resource, _filled(str(each), asked)) for each in listed(statement["Resource"]))
        and all(
            _holds(operator, name, [_filled(str(value), asked) for value in listed(values)], asked)
            for operator, wanted in statement.get("Condition", {}).items()
            for name, values in wanted.items()
        )
    )


def _holds(operator: str, name: str, wanted: list[str], asked: Asked) -> bool:
    given = asked.context.get(name)
    values = [] if given is None else given if isinstance(given, list) else [given]
    if operator == "Null":
        return (given is None) == (wanted == ["true"])
    compare = {"StringEquals": str.__eq__, "StringLike": _like, "ArnLike": _like}[operator.rpartition(":")[2]]
    matches = [any(compare(value, pattern) for pattern in wanted) for value in values]
    if operator.startswith("ForAllValues:"):
        return all(matches)
    if operator.startswith("ForAnyValue:"):
        return any(matches)
    return len(values) == 1 and matches[0]


def _filled(text: str, asked: Asked) -> str:
    def value(found: re.Match[str]) -> str:
        given: Any = asked.context.get(found[1], "")
        return str(given)

    return re.sub(r"\$\{([^}]+)\}", value, text)


def _like(value: str, pattern: str) -> bool:
    spelled = "".join(".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in pattern)
    return re.fullmatch(spelled, value, re.DOTALL) is not None
