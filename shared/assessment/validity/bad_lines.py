"""Lines of a corpus that cannot be used, in words: which line, which field, and what to do."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

SHOWN = 20
"""Bad lines that an error lists; the rest is counted."""


class BadLine(NamedTuple):
    """A line that cannot be used: its number from 1, and what is wrong with it in words."""

    line: int
    problem: str


def object_of(line: str) -> dict[str, Any]:
    """Return the object that ``line`` is as JSON. Raises ``ValueError`` with what is wrong."""
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no JSON: {error.msg} at column {error.colno}; write one whole object a line") from None
    if not isinstance(read, dict):
        raise ValueError('it is no object; write {"id": …, "answers": […], "ratings": {…}}')
    return read


_REMEDIES = {
    "missing": "it is missing; add it",
    "string_type": "it must be a text",
    "too_short": "it is empty; give at least one",
    "string_too_short": "it is empty",
    "literal_error": 'write "zh" or "en", or leave it out',
    "finite_number": "it must be a number",
    "float_parsing": "it must be a number",
    "float_type": "it must be a number",
    "greater_than_equal": "it must not be below 0",
    "less_than_equal": "it must not be above 1",
    "tuple_type": "it must be a list",
    "dict_type": "it must be an object: names with values",
}


def problems_of(error: ValidationError) -> list[str]:
    """Return one for each field; a list whose items are bad is not also too short."""
    found: list[dict[str, Any]] = [dict(problem) for problem in error.errors(include_url=False)]
    places: list[tuple[int | str, ...]] = [problem["loc"] for problem in found]
    inner = {place[:length] for place in places for length in range(len(place))}
    return [_told(problem) for problem in found if problem["loc"] not in inner]


def _told(problem: dict[str, Any]) -> str:
    field = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in problem["loc"])
    return f"{field or 'the line'}: {_REMEDIES.get(problem['type'], problem['msg'])}"


def listed(name: str, bad: Sequence[BadLine]) -> str:
    """Return the bad lines of the file ``name``, one below the other; nothing where there is none."""
    if not bad:
        return ""
    shown = "\n".join(f"  line {line}: {problem}" for line, problem in bad[:SHOWN])
    more = f"\n  and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
    lines = len({line for line, _ in bad})
    return f"{lines} {'line' if lines == 1 else 'lines'} of {name} cannot be used:\n{shown}{more}"
