"""What a tenant may write as a rubric of its own."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from shared.assessment.rubrics.model import MustNot
from shared.assessment.rubrics.own import OwnRubric, OwnRubricDraft, version_name, version_number

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LEVELS = ["Talks of the weather.", "Names a client.", "Asks a client.", "Acts on it.", "Changes how all work."]
TEXT: dict[str, Any] = {"title": "Client focus", "definition": "Finds out what a client needs, and acts on it."}


def draft(**changed: Any) -> OwnRubricDraft:
    return OwnRubricDraft.model_validate({"en": {**TEXT, "anchors": LEVELS}, **changed})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"en": None}, "in zh, in en, or in both"),
        ({"en": {**TEXT, "anchors": LEVELS[:4]}}, "give 5 anchors, lowest first, or none; there are 4"),
        ({"en": {**TEXT, "anchors": [*LEVELS[:4], " acts on it. "]}}, "two anchors say the same"),
        ({"zh": {**TEXT, "title": "客户"}}, "anchors in both languages or in none"),
        ({"en": {**TEXT, "title": " "}}, "title"),
        ({"en": {**TEXT, "definition": "Short."}}, "definition"),
        ({"en": {**TEXT, "definition": "x" * 2001}}, "definition"),
        ({"signals": ["gaze"]}, "signals"),
        ({"signals": ["charm"]}, "signals"),
        ({"mood": 1}, "mood"),
    ],
)
def test_what_does_not_fit_is_named(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        draft(**changed)


def test_a_rubric_may_have_no_anchors_at_all() -> None:
    assert draft(en=TEXT).rubric("client_focus", "t1").read_in("zh").anchors == ()


def test_whatever_a_tenant_writes_nobody_is_judged_by_how_they_look_or_speak() -> None:
    assert draft().rubric("client_focus", "t1").must_not == get_args(MustNot)


def test_the_same_words_are_the_same_whoever_saves_them_when() -> None:
    one = OwnRubric.of(draft(), "client_focus", 1, "ann", NOW)
    assert OwnRubric.of(draft(), "client_focus", 2, "bob", NOW).says_the_same_as(one)
    assert not OwnRubric.of(draft(signals=["relevance"]), "client_focus", 2, "ann", NOW).says_the_same_as(one)


def test_versions_are_called_t1_t2_and_so_on() -> None:
    assert [version_name(number) for number in (1, 12)] == ["t1", "t12"]
    assert [version_number(text) for text in ("t12", "2026-11.2", "t", "t1x", "12", "t²")] == [12, *[None] * 5]
