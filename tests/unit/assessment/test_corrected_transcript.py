"""A transcript that was corrected: what stayed keeps its time, what was put in shares the time of what it replaces."""

from itertools import pairwise

import pytest

from shared.assessment.corrected import corrected_transcript
from shared.assessment.features.reading import Reading
from shared.assessment.model.transcript import Transcript, Word
from shared.assessment.scoring import text_transcript
from shared.kernel.clock import Milliseconds
from tests.builders.assessment import transcript


def times(told: Transcript) -> list[tuple[str, int, int]]:
    return [(word.text.strip(), word.start_ms, word.end_ms) for word in told.words]


def heard_zh(*words: str) -> Transcript:
    """Tokens of a second each, as a recogniser writes Mandarin."""
    spoken = tuple(
        Word(text=text, start_ms=Milliseconds(place * 1000), end_ms=Milliseconds(place * 1000 + 1000), probability=0.8)
        for place, text in enumerate(words)
    )
    return transcript("".join(words), words=spoken, language="zh", detected_language="zh", segments=())


def test_words_that_stayed_keep_their_times_and_probabilities() -> None:
    told = corrected_transcript(transcript("I led the pain team"), "I led the paint team")
    assert times(told) == [
        ("I", 0, 400), ("led", 500, 900), ("the", 1000, 1400), ("paint", 1500, 1900), ("team", 2000, 2400),
    ]  # fmt: skip
    assert [word.probability for word in told.words] == [0.9, 0.9, 0.9, 1.0, 0.9]


def test_several_words_share_the_time_of_the_one_they_replace() -> None:
    told = corrected_transcript(transcript("we used cuba netties daily"), "we used Kubernetes every day")
    assert [word for word, _, _ in times(told)] == ["we", "used", "Kubernetes", "every", "day"]
    assert (told.words[2].start_ms, told.words[-1].end_ms) == (1000, 2400)
    assert all(before.end_ms <= later.start_ms for before, later in pairwise(told.words))


def test_a_word_that_was_left_out_stands_where_it_is_missing_without_a_time_of_its_own() -> None:
    told = corrected_transcript(transcript("we did ship it"), "we did not ship it")
    assert times(told)[2] == ("not", 900, 900)


def test_a_character_of_a_mandarin_token_keeps_its_half_of_the_time() -> None:
    told = corrected_transcript(heard_zh("我们", "家", "了", "班"), "我们加了班")
    assert times(told) == [
        ("我", 0, 500), ("们", 500, 1000), ("加", 1000, 2000), ("了", 2000, 3000), ("班", 3000, 4000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["I led the team.", "completely other words here", "I", "I led the paint team, twice, in 2021."]
)
def test_the_words_join_to_the_text_and_the_segments_too(text: str) -> None:
    told = corrected_transcript(transcript("I led the pain team"), text)
    assert told.text == "".join(word.text for word in told.words).strip() == text
    assert "".join(segment.text for segment in told.segments) == text
    assert Reading(told).words[-1].end == len(text)


def test_a_written_answer_becomes_the_written_text() -> None:
    told = corrected_transcript(text_transcript("I led the pain team.", ("en",)), "I led the paint team.")
    assert (told.text, told.model) == ("I led the paint team.", "text")


def test_the_recogniser_is_not_named_for_words_that_it_did_not_recognise() -> None:
    assert corrected_transcript(transcript("a b"), "a c").model == "scripted corrected"
