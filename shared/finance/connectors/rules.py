"""What vendors say when they refuse, as data: a code or words of theirs → one of our errors.

A table is TOML: ``[[rule]]`` with ``code`` (exact) or ``words`` (a regular expression, any case), ``error`` (a code of
``ERRORS``), and ``examples`` that a test holds against it. The first rule that fits counts.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shared.finance.connectors.errors import ERRORS, ConnectorError, Refused
from shared.finance.connectors.port import ConnectorKind

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """One line of a vendor's table."""

    error: type[ConnectorError]
    codes: frozenset[str]
    words: re.Pattern[str] | None
    examples: tuple[str, ...] = ()

    def fits(self, code: str, said: str) -> bool:
        """Return whether the rule is about what was said."""
        return code in self.codes or (self.words is not None and self.words.search(said) is not None)


@cache
def table(system: ConnectorKind) -> tuple[Rule, ...]:
    """Return a vendor's table."""
    text = (_HERE / system / "errors.toml").read_text(encoding="utf-8")
    return tuple(_rule(each) for each in tomllib.loads(text)["rule"])


def error_of(system: ConnectorKind, said: Iterable[str], code: str = "") -> ConnectorError:
    """Return the error for what a vendor said; ``Refused`` where its table knows no better."""
    words = " ".join(" ".join(said).split())
    shown = f"{words} ({code})" if code else words
    for rule in table(system):
        if rule.fits(code, words):
            return rule.error(system, shown)
    return Refused(system, shown)


def _rule(raw: dict[str, Any]) -> Rule:
    codes = raw.get("codes", [])
    words = raw.get("words")
    return Rule(
        error=ERRORS[raw["error"]],
        codes=frozenset(str(code) for code in codes),
        words=re.compile(words, re.IGNORECASE) if words else None,
        examples=tuple(raw.get("examples", [])),
    )
