"""The catalogue of competencies."""

import re

import pytest
from pydantic import ValidationError

from shared.assessment.rubrics.catalogue import CURRENT, load, own_rubric, rubrics_of
from shared.assessment.rubrics.model import Rubric, RubricText
from shared.kernel.errors import NotFound
from shared.kernel.localized import LocalizedText


def texts() -> list[RubricText]:
    return [text for rubric in load().values() for text in (rubric.zh, rubric.en) if text]


def test_there_are_at_least_eight_competencies_in_both_languages() -> None:
    assert len(load()) >= 8
    assert len(texts()) == 2 * len(load())


def test_each_has_a_definition_and_five_different_levels() -> None:
    assert all(text.definition and len(set(text.anchors)) == 5 for text in texts())


def test_no_level_speaks_of_looks_age_accent_or_origin() -> None:
    barred = re.compile(r"\b(accent|handsome|young|old|native speaker|gender)\b|口音|长相|年轻|籍贯|性别")
    assert [text.title for text in texts() if barred.search(" ".join(text.anchors))] == []


def test_a_rubric_with_three_levels_is_refused() -> None:
    with pytest.raises(ValidationError, match="5 anchors"):
        RubricText(title="x", definition="y", anchors=("a", "b", "c"))


def test_a_rubric_in_no_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="no language"):
        Rubric(competency="x", version=CURRENT)


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(NotFound, match="2020-01"):
        load("2020-01")


def test_a_positions_own_rubric_comes_before_the_catalogues() -> None:
    own = own_rubric("teamwork", LocalizedText(en="Teamwork"), LocalizedText(en="As we mean it."), "pos_9")
    assert [rubric.version for rubric in rubrics_of(["teamwork", "leadership"], [own])] == ["pos_9", CURRENT]


def test_a_rubric_in_one_language_is_read_in_that_one() -> None:
    own = own_rubric("teamwork", LocalizedText(en="Teamwork"), LocalizedText(en="As we mean it."), "pos_9")
    assert own.read_in("zh").definition == "As we mean it."
