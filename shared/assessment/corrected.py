"""A corrected transcript: words that stayed keep their times, others share the time of the words they replace."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.scoring import text_transcript
from shared.kernel.clock import Milliseconds

PIECE = re.compile(r"\s*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff]+)")
CORRECTED = "corrected"
"""Stands behind the recogniser's name: what a person vouches for was not all recognised by it."""


def corrected_transcript(heard: Transcript, text: str) -> Transcript:
    """Return ``heard`` with ``text`` for its words; of a written answer, the text as it is.

    Nobody said when a corrected word was spoken, so a run of them divides the time of what it replaces, and a word that
    was left out stands at the place where it is missing, with no time of its own. People vouch for corrected words:
    their probability is 1. A segment is no longer one stretch that the recogniser heard where words were moved.
    """
    if heard.model == "text":
        return text_transcript(text, (heard.language,))
    before, after = _pieces_of(heard), PIECE.findall(text.strip())
    words: list[Word] = []
    old, wanted = [each.text.strip() for each in before], [each.strip() for each in after]
    match = SequenceMatcher(a=old, b=wanted, autojunk=False)
    for kind, first, end, new, new_end in match.get_opcodes():
        if kind == "equal":
            words += [
                before[first + step].model_copy(update={"text": after[new + step]}) for step in range(new_end - new)
            ]
        else:
            words += _replaced(after[new:new_end], before, first, end)
    joined = "".join(word.text for word in words).strip()
    return heard.model_copy(
        update={
            "text": joined,
            "words": tuple(words),
            "segments": _segments(heard, words),
            "removed": (),
            "model": f"{heard.model} {CORRECTED}",
        }
    )


def _pieces_of(heard: Transcript) -> list[Word]:
    """Divide recognised words as the text is divided: of two characters in one token each has half of its time."""
    pieces: list[Word] = []
    for word in heard.words:
        parts = PIECE.findall(word.text) or ([word.text] if word.text.strip() else [])
        pieces += _spread(parts, word.start_ms, word.end_ms, word.probability)
    return pieces


def _replaced(texts: Sequence[str], before: Sequence[Word], first: int, end: int) -> list[Word]:
    if first < end:
        return _spread(texts, before[first].start_ms, before[end - 1].end_ms, 1.0)
    at = before[first - 1].end_ms if first else before[0].start_ms if before else Milliseconds(0)
    return _spread(texts, at, at, 1.0)


def _spread(texts: Sequence[str], start: int, end: int, probability: float) -> list[Word]:
    bounds = [Milliseconds(start + (end - start) * step // max(1, len(texts))) for step in range(len(texts) + 1)]
    return [
        Word(text=text, start_ms=since, end_ms=until, probability=probability)
        for text, (since, until) in zip(texts, pairwise(bounds), strict=True)
    ]


def _segments(heard: Transcript, words: Sequence[Word]) -> tuple[Segment, ...]:
    """Divide the words where the recogniser's segments ended, by their times."""
    ends = [segment.end_ms for segment in heard.segments[:-1]]
    segments, first = list[Segment](), 0
    for end in (*ends, None):
        last = first
        while last < len(words) and (end is None or words[last].start_ms < end):
            last += 1
        if last > first:
            part = words[first:last]
            said = "".join(word.text for word in part).strip()
            segments.append(
                Segment(first_word=first, end_word=last, start_ms=part[0].start_ms, end_ms=part[-1].end_ms, text=said)
            )
        first = last
    return tuple(segments)
