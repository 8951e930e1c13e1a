"""The transcript cut into pieces: where each sentence begins, and which of them are evidence."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Evidence


class Piece(NamedTuple):
    """A run of text. ``start_ms`` is null in a written answer; ``marked`` where a score rests on it."""

    text: str
    start_ms: int | None
    end_ms: int | None
    marked: bool


def pieces(assessed: AnswerAssessed) -> list[Piece]:
    """Return the whole text in order; joined, the pieces give it back to the character."""
    reading = Reading(assessed.transcript)
    marked = [quote for score in assessed.scores for quote in score.evidence]
    edges = {0, len(reading.text)}
    for start, end in [*reading.sentences, *(_place(quote) for quote in marked)]:
        edges |= {start, end}
    places = sorted(edge for edge in edges if 0 <= edge <= len(reading.text))
    spans = [Span(start, end) for start, end in pairwise(places)]
    return [_piece(reading, span, marked) for span in spans]


def _piece(reading: Reading, span: Span, marked: Sequence[Evidence]) -> Piece:
    said = reading.said(span)
    inside = any(quote.start_char <= span.start and span.end <= quote.end_char for quote in marked)
    if not reading.timed or not said.strip():
        return Piece(said, None, None, inside)
    times = reading.evidence(span)
    return Piece(said, times.start_ms, times.end_ms, inside)


def _place(quote: Evidence) -> Span:
    return Span(quote.start_char, quote.end_char)
