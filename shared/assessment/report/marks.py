"""The transcript cut into pieces: where each sentence begins, and which of them are evidence, for what."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Evidence


class Mark(NamedTuple):
    """That a score rests on some words: ``number`` is the competency's place among the answer's scores, from 1.

    ``labels`` say what the words are (``situation``, ``claim``); none where the judge did not say.
    """

    number: int
    competency: str
    labels: tuple[str, ...]


class Close(NamedTuple):
    """That a quote ends here: whose it is, and when it began; ``at_ms`` is null in a written answer."""

    number: int
    at_ms: int | None


class Piece(NamedTuple):
    """A run of text. ``start_ms`` is null in a written answer. ``marks`` are the scores that rest on it.

    ``closing`` are the quotes that end with this piece: there a reader sees a number.
    """

    text: str
    start_ms: int | None
    end_ms: int | None
    marks: tuple[Mark, ...]
    closing: tuple[Close, ...]

    @property
    def marked(self) -> bool:
        return bool(self.marks)


class _Quoted(NamedTuple):
    number: int
    competency: str
    quote: Evidence

    def holds(self, span: Span) -> bool:
        return self.quote.start_char <= span.start and span.end <= self.quote.end_char


def pieces(assessed: AnswerAssessed) -> list[Piece]:
    """Return the whole text in order; joined, the pieces give it back to the character."""
    reading = Reading(assessed.transcript)
    quoted = [
        _Quoted(number, score.competency, quote)
        for number, score in enumerate(assessed.scores, start=1)
        for quote in score.evidence
    ]
    edges = {0, len(reading.text)}
    for start, end in [*reading.sentences, *((one.quote.start_char, one.quote.end_char) for one in quoted)]:
        edges |= {start, end}
    places = sorted(edge for edge in edges if 0 <= edge <= len(reading.text))
    return [_piece(reading, Span(start, end), quoted) for start, end in pairwise(places)]


def _piece(reading: Reading, span: Span, quoted: Sequence[_Quoted]) -> Piece:
    said = reading.said(span)
    inside = [one for one in quoted if one.holds(span)]
    marks = _marks(inside)
    ends = {one.number: one.quote for one in inside if one.quote.end_char == span.end}
    closing = tuple(Close(number, quote.start_ms if quote.end_ms else None) for number, quote in sorted(ends.items()))
    if not reading.timed or not said.strip():
        return Piece(said, None, None, marks, closing)
    times = reading.evidence(span)
    return Piece(said, times.start_ms, times.end_ms, marks, closing)


def _marks(inside: Sequence[_Quoted]) -> tuple[Mark, ...]:
    """One mark a competency, with every label that the words were given for it."""
    labels: dict[tuple[int, str], dict[str, None]] = {}
    for one in inside:
        found = labels.setdefault((one.number, one.competency), {})
        if one.quote.label:
            found[one.quote.label] = None
    return tuple(Mark(number, competency, tuple(found)) for (number, competency), found in sorted(labels.items()))
