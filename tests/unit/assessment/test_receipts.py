"""A receipt names what a score was made with, by hashes that anybody can make again."""

import hashlib
import json

import pytest
from pydantic import Field

from shared.assessment.model.receipt import Receipt
from shared.assessment.model.score import Feature
from shared.assessment.model.transcript import Transcript
from shared.assessment.receipts import canonical, digest, receipt_of
from shared.assessment.rubrics.catalogue import load
from shared.assessment.scoring import text_transcript
from shared.kernel.frozen import Frozen


class _Weights(Frozen):
    structure: float = 0.3


def _feature(value: float = 0.5) -> Feature:
    return Feature(name="structure", value=value, raw=2.0, unit="parts", source="transcript", confidence=1.0)


def _receipt(transcript: Transcript, value: float = 0.5) -> Receipt:
    rubrics = tuple(load().values())[:2]
    return receipt_of(transcript, [_feature(value)], rubrics, _Weights(), "w 1", {"embedding": "e5"}, {"p1": "ab"})


def test_the_same_things_give_the_same_receipt_after_a_trip_through_json() -> None:
    transcript = text_transcript("First I measured it, then I changed two things.", ["en"])
    again = Transcript.model_validate_json(transcript.model_dump_json())
    assert _receipt(again) == _receipt(transcript)


def test_one_other_word_or_figure_gives_another_hash_of_that_part_alone() -> None:
    said = _receipt(text_transcript("I measured it twice.", ["en"]))
    other_word = _receipt(text_transcript("I measured it thrice.", ["en"]))
    assert other_word.transcript != said.transcript
    assert (other_word.features, other_word.rubrics, other_word.weights) == (said.features, said.rubrics, said.weights)
    assert _receipt(text_transcript("I measured it twice.", ["en"]), value=0.51).features != said.features


def test_each_competency_has_the_hash_of_its_rubric() -> None:
    receipt = _receipt(text_transcript("I measured it twice.", ["en"]))
    assert receipt.rubrics == {rubric.competency: digest(rubric) for rubric in tuple(load().values())[:2]}
    assert (receipt.models, receipt.prompts) == ({"embedding": "e5"}, {"p1": "ab"})


def test_the_hash_can_be_made_from_the_stored_document_without_this_code() -> None:
    stored = json.loads(_feature().model_dump_json())
    told = {name: value for name, value in stored.items() if value not in (None, [], {})}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == digest(_feature())


def test_a_field_that_says_nothing_does_not_change_the_hash() -> None:
    class Older(Frozen):
        name: str

    class Newer(Older):
        note: str | None = None
        parts: tuple[str, ...] = ()
        figures: dict[str, float] = Field(default_factory=dict)

    assert digest(Newer(name="x")) == digest(Older(name="x"))
    assert digest(Newer(name="x", note="y")) != digest(Older(name="x"))


def test_nought_and_false_say_something() -> None:
    class Figures(Frozen):
        yes: bool = False
        count: float = 0.0

    assert canonical(Figures()) == '{"count":0.0,"yes":false}'


def test_a_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        digest(_feature(float("nan")))
