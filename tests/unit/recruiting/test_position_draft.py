"""What a recruiter writes must fit together."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.recruiting.model import PositionDraft
from tests.builders.recruiting import position_draft

ONE = position_draft()["competencies"][0]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"competencies": [ONE, ONE]}, "named twice: ownership"),
        ({"questions": [{"text": {"en": "Why?"}, "competencies": ["charm"]}]}, "charm"),
        ({"questions": [{"text": {"en": "Why?"}, "competencies": ["depth"]}]}, "no question asks for ownership"),
        ({"competencies": [{**ONE, "weight": 0}]}, "weight"),
        ({"competencies": [{**ONE, "name": "Ownership!"}]}, "name"),
        ({"competencies": [{**ONE, "rubric": None}]}, "a title and a rubric, or neither"),
        ({"questions": [{"text": {"en": "Why?"}, "reference": {"en": "x" * 4001}}]}, "at most 4000 characters"),
        ({"vocabulary": [" "]}, "vocabulary"),
        ({"salary": 1}, "salary"),
    ],
)
def test_what_does_not_fit_is_named(changed: dict[str, Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        PositionDraft.model_validate(position_draft(**changed))
