"""A transcript without some of its words, still a transcript; and the way back from its places to the whole one's."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from shared.assessment.features.reading import Reading, Span
from shared.assessment.judging import Verdict
from shared.assessment.model.score import CompetencyScore, Evidence, Feature
from shared.assessment.model.transcript import Segment, Transcript, Word


def without(transcript: Transcript, spans: Sequence[Span]) -> Transcript:
    """Return ``transcript`` without the characters of ``spans``; the times of what is left do not change.

    A word of which a part is left keeps its times; a segment of which nothing is left goes. What was taken out is
    not noted in ``removed``: the caller says so with a flag of its own.
    """
    if not spans:
        return transcript
    left = _left(transcript, spans)
    texts = ["".join(word.text[at] for at in kept) for word, kept in zip(transcript.words, left, strict=True)]
    words = tuple(
        word.model_copy(update={"text": text}) for word, text in zip(transcript.words, texts, strict=True) if text
    )
    before = [0, *accumulate(bool(text) for text in texts)]
    segments = (_rebuilt(segment, before, words) for segment in transcript.segments)
    return transcript.model_copy(
        update={
            "text": "".join(word.text for word in words).strip(),
            "words": words,
            "segments": tuple(segment for segment in segments if segment is not None),
        }
    )


def restored(verdict: Verdict, transcript: Transcript, spans: Sequence[Span]) -> Verdict:
    """Return a verdict on ``without(transcript, spans)`` with its evidence at its places in ``transcript``.

    A quote that runs over a place where words were taken out is cut to its longest unbroken part: what is shown as a
    quote stands in the transcript as it is.
    """
    if not spans:
        return verdict
    places = _places(transcript, spans)
    reading = Reading(transcript)

    def quotes(given: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(_back(quote, places, reading) for quote in given)

    def features(given: tuple[Feature, ...]) -> tuple[Feature, ...]:
        return tuple(feature.model_copy(update={"evidence": quotes(feature.evidence)}) for feature in given)

    def score(given: CompetencyScore) -> CompetencyScore:
        judgements = tuple(one.model_copy(update={"evidence": quotes(one.evidence)}) for one in given.judgements)
        changed = {"evidence": quotes(given.evidence), "features": features(given.features), "judgements": judgements}
        return given.model_copy(update=changed)

    return verdict.model_copy(
        update={"features": features(verdict.features), "scores": tuple(score(one) for one in verdict.scores)}
    )


def _left(transcript: Transcript, spans: Sequence[Span]) -> list[list[int]]:
    """For each word the characters that stay. A word of which only space is left goes as a whole."""
    kept: list[list[int]] = []
    at = -_leading_space(transcript)
    for word in transcript.words:
        stay = [
            place for place in range(len(word.text)) if not any(span.start <= at + place < span.end for span in spans)
        ]
        gone = "".join(word.text[place] for place in range(len(word.text)) if place not in stay)
        if not gone.strip():
            stay = list(range(len(word.text)))  # space before a word goes only with the word
        kept.append(stay if not gone.strip() or any(not word.text[place].isspace() for place in stay) else [])
        at += len(word.text)
    return kept


def _places(transcript: Transcript, spans: Sequence[Span]) -> list[int]:
    """Where each character of the shortened text stands in the whole one."""
    starts = accumulate((len(word.text) for word in transcript.words), initial=-_leading_space(transcript))
    joined = [
        (start + at, word.text[at])
        for start, word, kept in zip(starts, transcript.words, _left(transcript, spans), strict=False)
        for at in kept
    ]
    text = "".join(character for _, character in joined)
    cut = len(text) - len(text.lstrip())
    return [place for place, _ in joined][cut : cut + len(text.strip())]


def _leading_space(transcript: Transcript) -> int:
    joined = "".join(word.text for word in transcript.words)
    return len(joined) - len(joined.lstrip())


def _back(quote: Evidence, places: Sequence[int], reading: Reading) -> Evidence:
    own = places[quote.start_char : quote.end_char]
    if not own:
        return quote
    breaks = [index for index, (one, following) in enumerate(pairwise(own), start=1) if following != one + 1]
    runs = [own[start:end] for start, end in pairwise([0, *breaks, len(own)])]
    longest = max(runs, key=len)
    return reading.evidence(Span(longest[0], longest[-1] + 1)).model_copy(update={"label": quote.label})


def _rebuilt(segment: Segment, before: Sequence[int], kept: Sequence[Word]) -> Segment | None:
    first, end = before[segment.first_word], before[segment.end_word]
    if first == end:
        return None
    inside = kept[first:end]
    return segment.model_copy(
        update={
            "first_word": first,
            "end_word": end,
            "start_ms": inside[0].start_ms,
            "end_ms": inside[-1].end_ms,
            "text": "".join(word.text for word in inside).strip(),
        }
    )
