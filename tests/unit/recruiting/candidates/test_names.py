"""Names are compared whatever script, order or spelling they come in."""

import pytest

from shared.recruiting.candidates import index, names
from tests.builders.candidates import profile


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("張偉", "zhangwei"),
        ("曾国藩", "zengguofan"),
        ("单雄信", "shanxiongxin"),
        ("欧阳娜娜", "ouyangnana"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("José García", "josegarcia"),
        ("李雷 先生", "lilei"),
        ("ＷＡＮＧ　Ｌｅｉ", "wanglei"),
    ],
)
def test_a_name_in_latin_letters(written: str, spelled: str) -> None:
    assert names.latin(written) == spelled


def test_traditional_and_simplified_are_one_spelling() -> None:
    assert names.plain("張偉") == names.plain("张伟")


def test_order_and_spacing_do_not_change_the_letters() -> None:
    assert names.letters("Xiaoming Wang") == names.letters("WANG Xiao-ming") == names.letters("王小明")


def test_a_name_in_two_scripts_is_two_spellings() -> None:
    assert profile(name={"full": "Lin Yi 林一"}).name.forms() == ("林一", "Lin Yi")


def test_family_and_given_name_are_written_as_their_language_does() -> None:
    assert profile(name={"family": "王", "given": "小明"}).name.shown() == "王小明"
    assert profile(name={"family": "Brown", "given": "Ann"}).name.shown() == "Ann Brown"


@pytest.mark.parametrize(
    "beginning", ["王", "王小", "王小明", "小明", "wa", "wangx", "wangxiaoming", "xiaom", "wx", "wxm"]
)
def test_each_beginning_leads_to_an_entry_that_was_kept(beginning: str) -> None:
    person = profile()
    assert index.sought(beginning) in index.entries_of(person)
    assert index.begins_so(person, beginning)


def test_another_name_does_not_begin_so() -> None:
    assert not index.begins_so(profile(), "wangxu")
    assert not index.begins_so(profile(), "李")


def test_a_person_has_few_entries() -> None:
    assert len(index.entries_of(profile())) < 30
