"""What stands around words to the judge belongs to them: no pattern finds every sentence of such a speech."""

from collections.abc import Sequence
from itertools import pairwise

from shared.assessment.features.reading import Reading, Span

NEIGHBOURS = 2
"""Sentences between two found places, or from one to the begin or end of the answer, that go with them."""


def surrounded(reading: Reading, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Grow found ``spans`` to whole sentences, and join those that are near each other or near an end of the answer.

    Who speaks to the judge in a good answer may lose a sentence or two of it: that a person looks at.
    """
    if not spans:
        return ()
    sentences = list(reading.sentences)
    touched = {
        number
        for number, sentence in enumerate(sentences)
        if any(span.start < sentence.end and sentence.start < span.end for span in spans)
    }
    taken = sorted({*touched, *_between(sorted(touched), len(sentences))})
    places = sorted([*spans, *(sentences[number] for number in taken)])
    joined = [places[0]]
    for place in places[1:]:
        if not reading.said(Span(joined[-1].end, max(joined[-1].end, place.start))).strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return tuple(joined)


def _between(touched: list[int], count: int) -> set[int]:
    edges = [-1, *touched, count]
    gaps = pairwise(edges)
    return {number for before, after in gaps if after - before - 1 <= NEIGHBOURS for number in range(before + 1, after)}
