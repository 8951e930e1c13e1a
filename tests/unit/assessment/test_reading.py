"""Reading a transcript: where sentences are, and which moment of the recording a quote comes from."""

import pytest

from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.transcript import Transcript
from shared.kernel.language import Language
from tests.builders.assessed import GOOD_EN, GOOD_ZH, transcript


@pytest.mark.parametrize(("text", "language"), [(GOOD_EN, "en"), (GOOD_ZH, "zh")])
def test_every_quote_stands_verbatim_in_the_text(text: str, language: Language) -> None:
    reading = Reading(transcript(text, language))
    quotes = [reading.evidence(span) for span in (*reading.sentences, *reading.passages)]
    assert quotes
    assert all(reading.text[quote.start_char : quote.end_char] == quote.quote for quote in quotes)


@pytest.mark.parametrize(("text", "language"), [(GOOD_EN, "en"), (GOOD_ZH, "zh")])
def test_every_word_stands_where_its_span_says(text: str, language: Language) -> None:
    reading = Reading(transcript(text, language))
    said = [reading.said(place).strip() for place in reading.words]
    assert said == [word.text.strip() for word in reading.transcript.words]


def test_a_quote_has_the_times_of_its_first_and_last_word() -> None:
    reading = Reading(transcript("First we met. Then we agreed on it.", "en"))
    quote = reading.evidence(reading.sentences[1])
    words = reading.transcript.words
    assert (quote.quote, quote.start_ms, quote.end_ms) == ("Then we agreed on it.", words[3].start_ms, words[7].end_ms)


def test_a_recogniser_that_writes_no_full_stop_is_divided_at_its_pauses() -> None:
    spoken = transcript("we met at noon", "en")
    late = [
        word.model_copy(update={"start_ms": word.start_ms + 2000, "end_ms": word.end_ms + 2000})
        for word in spoken.words
    ]
    paused: Transcript = spoken.model_copy(update={"words": (*spoken.words[:2], *late[2:])})
    reading = Reading(paused)
    assert [reading.said(span) for span in reading.sentences] == ["we met", "at noon"]


def test_a_sentence_without_end_is_divided_at_its_length() -> None:
    reading = Reading(transcript("我们说话" * 60, "zh"))
    assert max(span.end - span.start for span in reading.sentences) <= 70


def test_sentences_lose_no_token() -> None:
    reading = Reading(transcript(GOOD_ZH + "没有句号的尾巴", "zh"))
    inside = [
        token
        for token in reading.tokens
        if any(s.start <= token.start and token.end <= s.end for s in reading.sentences)
    ]
    assert inside == list(reading.tokens)


def test_an_empty_transcript_has_nothing_to_read() -> None:
    reading = Reading(transcript("", "en"))
    assert (reading.tokens, reading.sentences, reading.passages) == ((), (), ())


def test_a_place_between_sentences_is_a_span_of_its_own() -> None:
    reading = Reading(transcript("One. Two.", "en"))
    assert reading.sentence_at(4) == Span(4, 5)
