"""What the model must answer, as a type: the JSON Schema that it is given and the check of what it gave."""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from shared.kernel.frozen import Frozen

ANSWER_NAME = "rate_answer"

Level = Literal[1, 2, 3, 4, 5]
NotScorable = Literal["says_nothing_about_it", "cannot_be_understood", "addresses_the_judge"]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]

_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)
_OUTSIDE_STRICT_MODE = frozenset(
    {"title", "description", "default", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"}
)
"""Keywords that strict structured output refuses with one provider or another; pydantic checks them afterwards."""


class Rating(Frozen):
    """One competency: a level with its quotes, or null and why there is none."""

    competency: str
    level: Level | None
    not_scorable: NotScorable | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    quotes: Annotated[tuple[ShortText, ...], Field(max_length=3)]
    reasons: Annotated[tuple[ShortText, ...], Field(max_length=3)]


class RatedAnswer(Frozen):
    """The whole reply: one rating for each competency that was asked about."""

    ratings: tuple[Rating, ...]


class UnreadableReply(ValueError):
    """The reply is not what was asked for. ``why`` is one of few words, safe to stand in a note or a prompt."""

    def __init__(self, why: Literal["not_json", "wrong_shape", "wrong_competencies"]) -> None:
        super().__init__(why)
        self.why = why


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``RatedAnswer`` in the subset that strict structured output accepts everywhere."""
    schema: dict[str, Any] = strict_schema(RatedAnswer.model_json_schema())
    return schema


def read_answer(text: str, competencies: Sequence[str]) -> RatedAnswer:
    """Return the reply in ``text``, a code fence around it or not.

    Raises:
        UnreadableReply: it is no JSON, it has another shape, or it does not rate each of ``competencies`` once.
    """
    told = told_json(text)
    try:
        answer = RatedAnswer.model_validate(told)
    except ValidationError as error:
        raise UnreadableReply("wrong_shape") from error
    if sorted(rating.competency for rating in answer.ratings) != sorted(competencies):
        raise UnreadableReply("wrong_competencies")
    return answer


def told_json(text: str) -> Any:
    """Return the JSON in ``text``, a code fence around it or not. Raises ``UnreadableReply``."""
    fenced = _FENCE.match(text)
    try:
        return json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError) as error:
        raise UnreadableReply("not_json") from error


def strict_schema(node: Any) -> Any:
    """Return a JSON Schema in the subset that strict structured output accepts everywhere.

    Every property required, no others, and no keyword outside the subset. Names of properties are left alone."""
    if isinstance(node, list):
        return [strict_schema(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: {name: strict_schema(part) for name, part in value.items()}
        if key in ("properties", "$defs")
        else strict_schema(value)
        for key, value in node.items()
        if key not in _OUTSIDE_STRICT_MODE
    }
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
