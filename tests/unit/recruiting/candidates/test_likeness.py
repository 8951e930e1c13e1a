"""Whether two records are one person: a sum of evidence, explained field by field."""

from typing import Any

import pytest

from shared.recruiting.candidates.duplicates.merging import merged, parted
from shared.recruiting.candidates.duplicates.model import Likeness, likeness
from shared.recruiting.candidates.model import Profile
from tests.builders.candidates import profile

BARE: dict[str, Any] = {"phones": [], "emails": [], "birth_date": None, "company": None, "education": []}


def bare(**known: Any) -> Profile:
    return profile(**{**BARE, **known})


def how(like: Likeness) -> dict[str, str]:
    return {evidence.field: evidence.how for evidence in like.evidence}


def test_the_same_phone_and_name_are_certain() -> None:
    like = likeness(profile(), bare(phones=["+8613800138000"]))
    assert (like.level, how(like)) == ("certain", {"phone": "same", "name": "same"})


def test_gmail_dots_and_plus_are_the_same_mailbox() -> None:
    like = likeness(bare(emails=["li.lei+a@gmail.com"]), bare(emails=["lilei@googlemail.com"]))
    assert how(like)["mailbox"] == "same"
    assert like.level == "certain"


@pytest.mark.parametrize(
    ("name", "as_is"),
    [
        ({"full": "王小明"}, "same"),
        ({"full": "Wang Xiaoming"}, "same_pinyin"),
        ({"full": "Xiao-Ming WANG"}, "same_letters"),
        ({"family": "Wang", "given": "Xiaoming"}, "same_pinyin"),
        ({"full": "小明王"}, "same_letters"),
        ({"full": "Wang Xiaomin"}, "similar"),
    ],
)
def test_a_name_in_another_spelling_with_the_birth_date_is_worth_a_look(name: dict[str, str], as_is: str) -> None:
    like = likeness(bare(birth_date="1992-03-04"), bare(name=name, birth_date="1992-03-04"))
    assert like.level in ("certain", "likely", "possible")
    assert how(like)["name"] == as_is


def test_a_traditional_spelling_is_the_same_name() -> None:
    assert how(likeness(bare(name={"full": "張偉"}), bare(name={"full": "张伟"})))["name"] == "same"


def test_an_english_name_among_the_variants_counts() -> None:
    like = likeness(bare(variants=["Jack Wang"]), bare(name={"full": "Jack Wang"}))
    assert how(like)["name"] == "same"


def test_a_slip_in_the_birth_date_is_near() -> None:
    assert how(likeness(bare(birth_date="1992-03-04"), bare(birth_date="1992-04-03")))["birth_date"] == "near"
    assert how(likeness(bare(birth_date="1992-03-04"), bare(birth_date="1982-03-04")))["birth_date"] == "near"


def test_a_common_name_with_other_contacts_and_birth_is_nobody() -> None:
    other = profile(phones=["13900139000"], emails=["x@example.org"], birth_date="1980-11-11", company="别家")
    assert likeness(profile(education=[]), other).level is None


def test_two_names_in_hanzi_that_only_sound_alike_are_not_the_same() -> None:
    assert how(likeness(bare(name={"full": "李莉"}), bare(name={"full": "黎丽"})))["name"] == "different"


def test_a_shared_family_phone_is_never_certain() -> None:
    like = likeness(profile(emails=[]), profile(name={"full": "李雷"}, emails=[], birth_date="1965-01-01"))
    assert like.level in (None, "possible")


def test_without_anything_that_identifies_it_is_never_certain() -> None:
    known: dict[str, Any] = {"company": "华信", "education": [{"school": "浙江大学"}, {"school": "北京大学"}]}
    assert likeness(bare(**known), bare(**known)).level == "possible"


def test_the_order_of_the_two_does_not_matter() -> None:
    one, other = profile(), bare(name={"full": "Wang Xiaoming"}, birth_date="1992-03-04")
    assert likeness(one, other).score == likeness(other, one).score


def test_no_value_of_anybody_stands_in_the_evidence() -> None:
    told = likeness(profile(), profile()).model_dump_json()
    assert not any(word in told for word in ("王", "138", "wang", "华信"))


def test_a_merge_joins_lists_fills_gaps_and_takes_what_was_chosen() -> None:
    survivor = profile(birth_date=None)
    absorbed = profile(name={"full": "Wang Xiaoming"}, phones=["13900139000"], title="架构师", tags=["校招"])
    result = merged(survivor, absorbed, ("title",))
    assert result.phones == ("+8613800138000", "+8613900139000")
    assert (result.title, result.birth_date, result.tags) == ("架构师", absorbed.birth_date, ("内推", "校招"))
    assert (result.name.shown(), result.variants) == ("王小明", ("Wang Xiaoming",))


def test_an_undo_keeps_what_was_edited_since() -> None:
    before = profile()
    after = merged(before, profile(phones=["13900139000"], title="架构师"), ("title",))
    now = after.model_copy(update={"company": "新公司"})
    back = parted(now, before, after)
    assert (back.phones, back.title, back.company) == (before.phones, before.title, "新公司")
