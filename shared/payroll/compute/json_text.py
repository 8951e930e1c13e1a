"""JSON as payroll reads it: numbers exactly as they were written, never floats; a field that stands twice is seen."""

import json
from decimal import Decimal
from typing import Any

from shared.payroll.compute.errors import NotReadable


class Repeated(dict[str, Any]):
    """An object in which fields stand more than once: ``fields``. Which of the values is meant, nobody can tell."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.fields = sorted({name for name in names if names.count(name) > 1})


def parsed(data: bytes | str) -> Any:
    """Return a JSON document. Numbers with a fraction are ``Decimal``. Raises ``NotReadable``."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, parse_float=Decimal, parse_constant=Decimal, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise NotReadable(f"{error.msg}, line {error.lineno}, column {error.colno}") from error
    except UnicodeDecodeError as error:
        raise NotReadable("it is not UTF-8") from error
    except RecursionError as error:
        raise NotReadable("it is nested too deeply") from error
    except (ValueError, ArithmeticError) as error:
        raise NotReadable("it holds a number that is too long") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Repeated(pairs)
