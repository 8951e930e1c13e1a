"""A model's reply is what was asked for, or it is said what it is not."""

import json
from typing import Any

import pytest

from shared.assessment.llm.answer import UnreadableReply, read_answer
from tests.builders.fake_llm import rating

GOOD = {"ratings": [rating("teamwork", quotes=["I asked him"])]}


def told(**changed: Any) -> str:
    return json.dumps({"ratings": [rating("teamwork") | changed]})


@pytest.mark.parametrize("text", [json.dumps(GOOD), f"```json\n{json.dumps(GOOD)}\n```", f"  {json.dumps(GOOD)}\n"])
def test_a_reply_is_read_with_a_fence_around_it_or_without(text: str) -> None:
    (found,) = read_answer(text, ["teamwork"]).ratings
    assert (found.level, found.quotes) == (4, ("I asked him",))


@pytest.mark.parametrize("text", ["", "Level four.", '{"ratings": [', "[" * 100_000])
def test_what_is_no_json_is_called_so(text: str) -> None:
    with pytest.raises(UnreadableReply, match="not_json"):
        read_answer(text, ["teamwork"])


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        told(level=6),
        told(level=0),
        told(level="5"),
        told(level=3.5),
        told(confidence=1.2),
        told(confidence=float("nan")),
        told(quotes=["a b c"] * 4),
        told(quotes="a b c"),
        told(score=100),
        told(not_scorable="because"),
        json.dumps({"ratings": [{"competency": "teamwork", "level": 5}]}),
        json.dumps(GOOD | {"verdict": "hire"}),
    ],
)
def test_another_shape_is_called_so(text: str) -> None:
    with pytest.raises(UnreadableReply, match="wrong_shape"):
        read_answer(text, ["teamwork"])


@pytest.mark.parametrize("asked", [[], ["leadership"], ["teamwork", "leadership"], ["teamwork", "teamwork"]])
def test_every_competency_is_rated_once_and_no_other(asked: list[str]) -> None:
    with pytest.raises(UnreadableReply, match="wrong_competencies"):
        read_answer(json.dumps(GOOD), asked)
