"""Conditions as data, in three-valued logic."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.recruiting.flows.conditions import Condition
from tests.builders.flows import fact


def holds(condition: dict[str, Any], **facts: Any) -> bool | None:
    known = {name.replace("__", "."): value for name, value in facts.items()}
    return Condition.model_validate(condition).holds(known)


SIXTY = fact("ai.overall", ">=", 60)


@pytest.mark.parametrize(("score", "expected"), [(60, True), (60.0, True), (59.9, False), (None, None)])
def test_a_score_is_compared_and_an_unknown_one_is_undecided(score: float | None, expected: bool | None) -> None:
    assert (holds(SIXTY, ai__overall=score) if score is not None else holds(SIXTY)) is expected


@pytest.mark.parametrize(
    ("op", "value", "known", "expected"),
    [
        ("==", True, True, True),
        ("==", True, 1, False),
        ("!=", "fail", "pass", True),
        (">", 3, 3, False),
        ("<", 3, 2, True),
        ("<=", 3, 3, True),
        ("in", ["pass", "review"], "review", True),
        ("in", ["pass", "review"], "fail", False),
        (">=", 60, "ninety", False),
    ],
)
def test_each_operator_says_what_it_says(op: str, value: Any, known: Any, expected: bool) -> None:
    assert holds(fact("ai.overall", op, value), ai__overall=known) is expected


def test_all_is_false_as_soon_as_one_part_is_and_open_while_one_is_unknown() -> None:
    both = {"all": [SIXTY, fact("test.valid", "==", True)]}
    assert holds(both, ai__overall=50) is False
    assert holds(both, ai__overall=70) is None
    assert holds(both, ai__overall=70, test__valid=True) is True


def test_any_is_true_as_soon_as_one_part_is_and_open_while_one_is_unknown() -> None:
    either = {"any": [SIXTY, fact("test.valid", "==", True)]}
    assert holds(either, ai__overall=70) is True
    assert holds(either, ai__overall=50) is None
    assert holds(either, ai__overall=50, test__valid=False) is False


def test_not_turns_it_round_and_leaves_the_unknown_unknown() -> None:
    assert holds({"not": SIXTY}, ai__overall=50) is True
    assert holds({"not": SIXTY}) is None


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"fact": "ai.overall"},
        {"fact": "ai.overall", "op": ">=", "value": 1, "all": [SIXTY]},
        {"all": [SIXTY], "op": ">="},
        fact("ai.overall", "in", 60),
        fact("ai.overall", ">=", [60]),
        fact("__import__('os').system", "==", True),
        fact("overall", ">=", 60),
        fact("ai.overall", "**", 60),
        {"all": []},
        fact("ai.overall", ">=", float("inf")),
        fact("ai.overall", ">=", float("nan")),
        fact("ai.overall", ">=", 10**400),
        {"all": [SIXTY], "eval": "1 == 1"},
    ],
)
def test_what_is_no_condition_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(broken)


def test_a_condition_neither_nests_without_end_nor_grows_without_end() -> None:
    deep: dict[str, Any] = SIXTY
    for _ in range(4):
        deep = {"not": deep}
    wide = {"any": [{"all": [SIXTY] * 20}] * 3}
    for each in (deep, wide):
        with pytest.raises(ValidationError, match="nests at most"):
            Condition.model_validate(each)


def test_a_condition_of_a_thousand_levels_is_refused_like_any_other() -> None:
    deep: dict[str, Any] = SIXTY
    for _ in range(900):
        deep = {"not": deep}
    with pytest.raises(ValidationError):
        Condition.model_validate(deep)


def test_it_names_the_facts_that_it_looks_at() -> None:
    nested = {"any": [SIXTY, {"not": fact("test.valid", "==", True)}]}
    assert Condition.model_validate(nested).facts == {"ai.overall", "test.valid"}
