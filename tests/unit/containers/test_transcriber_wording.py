import pytest

from containers.transcriber.wording import hint, segments, write
from shared.assessment.model.transcript import Word
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language


def words(*texts: str, pauses: dict[int, int] | None = None) -> list[Word]:
    """Words of 300 ms; ``pauses`` adds milliseconds before the word of that index."""
    found: list[Word] = []
    at = 0
    for index, text in enumerate(texts):
        at += (pauses or {}).get(index, 0)
        found.append(Word(text=text, start_ms=Milliseconds(at), end_ms=Milliseconds(at + 300), probability=0.9))
        at += 300
    return found


def written(language: Language, *texts: str, simplified: bool = True) -> list[str]:
    return [word.text for word in write(words(*texts), language, simplified=simplified)]


def test_mandarin_is_written_in_simplified_characters_word_by_word() -> None:
    assert written("zh", "負", "責", "公", "司", "的", "訂", "單") == ["负", "责", "公", "司", "的", "订", "单"]


def test_traditional_characters_stay_where_a_tenant_wants_them() -> None:
    assert written("zh", "訂", "單", simplified=False) == ["訂", "單"]


def test_punctuation_behind_characters_becomes_full_width() -> None:
    assert written("zh", "第", "一,", "先", "看?") == ["第", "一，", "先", "看？"]


def test_punctuation_of_numbers_and_latin_words_stays() -> None:
    assert written("zh", "降到", "0.1", "%,", " then", " ok.") == ["降到", "0.1", "%,", " then", " ok."]


def test_needless_spaces_between_characters_go_and_those_around_english_stay() -> None:
    assert written("zh", "我們", " 用", " Redis", " 做", "缓存,", " 然后") == [
        "我们",
        "用",
        " Redis",
        " 做",
        "缓存，",
        "然后",
    ]


def test_english_is_left_as_it_was_heard_but_for_its_ends() -> None:
    assert written("en", " First", " I", " looked. ") == ["First", " I", " looked."]


def test_half_a_character_at_a_windows_end_is_left_out() -> None:
    assert written("zh", "好", "\ufffd") == ["好"]


def test_a_word_keeps_its_time_and_probability() -> None:
    (_, second) = write(words("時", "間"), "zh", simplified=True)
    assert (second.text, second.start_ms, second.end_ms, second.probability) == ("间", 300, 600, 0.9)


def test_nothing_said_is_nothing_written() -> None:
    assert write([], "zh", simplified=True) == ()
    assert segments([]) == ()


def spoken(*texts: str, pauses: dict[int, int] | None = None) -> list[str]:
    return [segment.text for segment in segments(words(*texts, pauses=pauses))]


def test_sentences_end_at_full_stops() -> None:
    assert spoken("It", " failed.", " Why?", " Load.") == ["It failed.", " Why?", " Load."]
    assert spoken("好。", "然后") == ["好。", "然后"]


@pytest.mark.parametrize("title", ["Mr.", " Dr.", " e.g."])
def test_an_abbreviation_ends_no_sentence(title: str) -> None:
    assert spoken(title, " Dashwood", " spoke.") == [f"{title} Dashwood spoke."]


def test_a_long_pause_ends_a_sentence_without_a_full_stop() -> None:
    assert spoken("我", "先", "看", "日志", pauses={2: 1600}) == ["我先", "看日志"]


def test_an_endless_sentence_is_cut_after_half_a_minute() -> None:
    assert len(segments(words(*["啊"] * 250))) == 3


def test_segments_joined_are_the_words_joined() -> None:
    some = words("It", " failed.", " Then", " we", " talked", pauses={3: 2000})
    found = segments(some)
    assert "".join(segment.text for segment in found) == "".join(word.text for word in some)
    assert [(segment.first_word, segment.end_word) for segment in found] == [(0, 2), (2, 3), (3, 5)]


def test_the_vocabulary_is_told_as_a_sentence_of_its_language() -> None:
    assert hint(("连接池", "值班表"), "zh") == "连接池、值班表。"
    assert hint(("refund", "barcode"), "en") == "refund, barcode."
    assert hint((), "zh") is None
