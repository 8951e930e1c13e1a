import pytest

from shared.assessment.hallucination import Stretch, compression_ratio, guard, is_doubtful
from shared.assessment.model.transcript import Word
from shared.kernel.clock import Milliseconds

EVERYWHERE = [(Milliseconds(0), Milliseconds(3_600_000))]
NOWHERE: list[tuple[Milliseconds, Milliseconds]] = []


def heard(*texts: str, probability: float = 0.9, no_speech: float = 0.05, log_probability: float = -0.3) -> Stretch:
    """A stretch of words, each 300 ms long, every 300 ms."""
    words = tuple(
        Word(text=text, start_ms=Milliseconds(i * 300), end_ms=Milliseconds((i + 1) * 300), probability=probability)
        for i, text in enumerate(texts)
    )
    return Stretch(words=words, no_speech_probability=no_speech, average_log_probability=log_probability)


def text(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words)


SENTENCE = (" I", " rolled", " back", " the", " last", " release", " within", " ten", " minutes.")


def test_plain_speech_passes_untouched() -> None:
    found = guard(heard(*SENTENCE), EVERYWHERE)
    assert (found.words, found.removed) == (heard(*SENTENCE).words, ())


def test_nothing_heard_is_nothing_removed() -> None:
    assert guard(heard(), EVERYWHERE) == guard(heard(), NOWHERE)


def test_a_window_that_the_recogniser_itself_calls_silent_is_emptied() -> None:
    found = guard(heard(" Thank", " you.", no_speech=0.9, log_probability=-1.4), EVERYWHERE)
    assert found.words == ()
    assert [(span.guard, span.text) for span in found.removed] == [("no_speech", "Thank you.")]


def test_a_sure_window_is_kept_even_where_no_speech_is_likely() -> None:
    assert guard(heard(*SENTENCE, no_speech=0.9, log_probability=-0.2), EVERYWHERE).removed == ()


@pytest.mark.parametrize(
    "credit",
    [("字幕由", "Amara.org", "社群提供"), ("请不吝点赞", "订阅", "转发"), (" Subtitles", " by", " the", " community")],
)
def test_subtitle_credits_are_never_an_answer(credit: tuple[str, ...]) -> None:
    found = guard(heard(*credit), EVERYWHERE)
    assert (found.words, found.removed[0].guard) == ((), "no_speech")


def test_unsure_words_outside_of_speech_are_taken_out_and_the_others_stay() -> None:
    stretch = heard(*SENTENCE, probability=0.3)
    found = guard(stretch, [(Milliseconds(0), Milliseconds(900))])
    assert text(found.words) == " I rolled back"
    assert [(span.guard, span.start_ms, span.end_ms) for span in found.removed] == [("no_speech", 900, 2700)]


def test_sure_words_are_believed_even_where_voice_activity_missed_them() -> None:
    assert guard(heard(*SENTENCE, probability=0.9), NOWHERE).removed == ()


def test_of_a_loop_only_its_first_round_stays() -> None:
    found = guard(heard(" We", *[" tested", " it"] * 6, " again."), EVERYWHERE)
    assert text(found.words) == " We tested it again."
    assert found.removed[0].guard == "repetition"
    assert found.removed[0].text == " ".join(["tested it"] * 5)


def test_a_loop_of_mandarin_characters_is_found_through_its_punctuation() -> None:
    found = guard(heard(*["谢", "谢，"] * 5, "大", "家"), EVERYWHERE)
    assert text(found.words) == "谢谢，大家"


def test_saying_something_three_times_is_emphasis() -> None:
    assert guard(heard(" No,", " no,", " no,", " that", " failed."), EVERYWHERE).removed == ()


def test_two_loops_are_two_findings() -> None:
    found = guard(heard(*[" yes"] * 5, " and", *[" then"] * 4), EVERYWHERE)
    assert text(found.words) == " yes and then"
    assert [span.guard for span in found.removed] == ["repetition", "repetition"]


def test_text_that_still_repeats_itself_is_taken_out_whole() -> None:
    verse = (
        " the",
        " release",
        " of",
        " the",
        " service",
        " and",
        " the",
        " test",
        " of",
        " the",
        " service",
        " with",
        " it",
    )
    found = guard(heard(*verse * 3, " and", *verse * 3), EVERYWHERE)
    assert (found.words, found.removed[-1].guard) == ((), "compression")


def test_a_guessed_window_is_taken_out() -> None:
    found = guard(heard(*SENTENCE, probability=0.1), EVERYWHERE)
    assert (found.words, found.removed[0].guard) == ((), "low_probability")


@pytest.mark.parametrize(
    ("stretch", "doubtful"),
    [
        (heard(*SENTENCE), False),
        (heard(*[" tested", " it"] * 4), True),
        (heard(*SENTENCE, log_probability=-1.2), True),
        (heard(), False),
    ],
)
def test_a_second_hearing_is_asked_for_where_there_is_doubt(stretch: Stretch, doubtful: bool) -> None:
    assert is_doubtful(stretch) is doubtful


def test_short_text_has_no_compression_to_speak_of() -> None:
    assert compression_ratio("好的好的好的") == 0.0


def test_a_long_loop_compresses_far_beyond_speech() -> None:
    speech = "First I looked at the latency dashboard and saw that the database connection pool was exhausted."
    assert compression_ratio(speech) < 1.6
    assert compression_ratio("thank you very much " * 20) > 8
