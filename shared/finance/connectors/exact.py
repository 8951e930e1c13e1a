"""Amounts in vendors' JSON: exact decimal numbers out, exact fen back in. No float ever holds one."""

import json
import re
import secrets
from decimal import Decimal
from typing import Any

from shared.kernel.money import Fen, NotMoney, written, yuan

_MARK = secrets.token_hex(16)
_MARKED = re.compile(rf'"{_MARK}(-?[0-9]+(?:\.[0-9]+)?)"')


def amount(fen: int) -> Decimal:
    """Return fen as the decimal that a vendor wants, in yuan with two decimals."""
    return Decimal(written(fen))


def dumps(payload: Any) -> bytes:
    """Return compact JSON in UTF-8; a ``Decimal`` is a number with the digits that it has."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=_marked)
    return _MARKED.sub(r"\1", text).encode()


def loads(body: bytes) -> Any:
    """Return what JSON says, its fractions as ``Decimal``. Raises ``ValueError``."""
    return json.loads(body, parse_float=Decimal)


def fen_of(value: Any) -> Fen:
    """Return a vendor's amount in yuan (a number or a text, null is nothing) as fen. Raises ``ValueError``."""
    if value is None or value == "":
        return Fen(0)
    try:
        return yuan(value if isinstance(value, int | Decimal) else str(value))
    except NotMoney as error:
        raise ValueError(f"{value!r} is no amount") from error


def _marked(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"{_MARK}{value:f}"
    raise TypeError(f"{type(value).__name__} does not stand in a vendor's JSON")
