"""Industry packs: weights over the catalogue."""

import pytest
from pydantic import ValidationError

from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.packs import DEFAULT, Pack, load_packs, pack
from shared.kernel.errors import NotFound
from shared.kernel.localized import LocalizedText

WANTED = {
    "general",
    "manufacturing",
    "retail",
    "internet_it",
    "medical",
    "finance",
    "hospitality",
    "education",
    "logistics",
    "sales",
}

each_pack = pytest.mark.parametrize("key", list(load_packs()))


def a_pack(weights: dict[str, float]) -> Pack:
    return Pack(key="x", title=LocalizedText(en="X"), reason=LocalizedText(en="Why."), weights=weights)


def test_the_industries_that_are_asked_for_are_there_and_the_default_comes_first() -> None:
    assert set(load_packs()) >= WANTED
    assert next(iter(load_packs())) == DEFAULT == "general"


@each_pack
def test_weights_are_shares_of_one(key: str) -> None:
    assert sum(pack(key).weights.values()) == pytest.approx(1.0)
    assert 6 <= len(pack(key).weights) <= 10


@each_pack
def test_every_competency_is_in_the_catalogue(key: str) -> None:
    assert set(pack(key).weights) <= set(load())


@each_pack
def test_the_heaviest_comes_first(key: str) -> None:
    weights = list(pack(key).weights.values())
    assert weights == sorted(weights, reverse=True)


@each_pack
def test_each_has_a_title_and_one_sentence_why_in_both_languages(key: str) -> None:
    found = pack(key)
    assert found.key == key
    assert found.title.zh
    assert found.title.en
    assert (found.reason.zh or "").count("。") == 1
    assert (found.reason.en or "").count(".") == 1


def test_every_competency_has_an_industry_that_asks_for_it() -> None:
    assert set(load()) == {key for one in load_packs().values() for key in one.weights}


def test_medicine_asks_for_empathy() -> None:
    assert "empathy" in pack("medical").weights


def test_without_a_position_the_general_one_is_taken() -> None:
    assert pack() is pack("general")
    assert {"language_expression", "teamwork", "initiative"} <= set(pack().weights)


def test_a_pack_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"no pack mining.*general.*sales"):
        pack("mining")


@pytest.mark.parametrize("last", [0.49, 0.51, -0.5])
def test_weights_that_are_no_shares_of_one_are_refused(last: float) -> None:
    with pytest.raises(ValidationError, match="sum to 1"):
        a_pack({**dict.fromkeys("abcde", 0.1), "f": last})


@pytest.mark.parametrize("size", [5, 11])
def test_a_pack_of_too_few_or_too_many_is_refused(size: int) -> None:
    with pytest.raises(ValidationError, match=r"at (least 6|most 10)"):
        a_pack({f"c{number}": 1 / size for number in range(size)})
