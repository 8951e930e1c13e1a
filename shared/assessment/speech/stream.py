"""A reading as a stream of tokens, with what stands between them: nothing, a comma or a pause, or a sentence's end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from shared.assessment.features.reading import Reading, Span
from shared.assessment.speech.limits import limits

Phrase = tuple[str, ...]

NONE, SOFT, HARD = 0, 1, 2
"""Between two tokens: nothing, a comma, dash or pause; the end of a sentence."""
NOTE = re.compile(r"\[[^\]]*\]|\([^)]*\)|（[^）]*）")
"""What a typist noted and nobody said: [laughter]."""
TRAILING = re.compile(r"\.{2,}|…+")
HARD_MARK = re.compile(r"[.。!！?？\n]")
SOFT_MARK = re.compile(r"[,，、;；:：\-–—~…()\[\]（）]")
PIECES = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")


@dataclass(frozen=True)
class Stream:
    """The spoken tokens of a reading. Indexes are those of ``spans``."""

    reading: Reading

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where the tokens stand; those inside notes are left out."""
        notes = [match.span() for match in NOTE.finditer(self.reading.text)]
        if not notes:
            return self.reading.tokens
        return tuple(span for span in self.reading.tokens if not any(a <= span.start < b for a, b in notes))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The tokens in lower case, with the plain apostrophe."""
        return tuple(self.reading.said(span).lower().replace("’", "'") for span in self.spans)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """What stands before each token, and behind the last: one longer than ``spans``."""
        text, pauses = self.reading.text, self._pauses
        inner = [
            max(_mark(text[before.end : after.start]), SOFT if pauses & set(range(before.end, after.start + 1)) else 0)
            for before, after in pairwise(self.spans)
        ]
        return (HARD, *inner, HARD)

    @cached_property
    def _pauses(self) -> set[int]:
        words = self.reading.transcript.words
        if not self.reading.timed:
            return set()
        gaps = zip(pairwise(words), self.reading.words, strict=False)
        return {p.end for (word, later), p in gaps if later.start_ms - word.end_ms >= limits().silence.apart_ms}

    def says(self, at: int, phrase: Phrase) -> bool:
        """Whether ``phrase`` begins at token ``at``, in one go."""
        end = at + len(phrase)
        return self.texts[at:end] == phrase and not any(self.breaks[at + 1 : end])

    def follows(self, at: int, phrases: Iterable[Phrase]) -> bool:
        """Whether one of ``phrases`` begins at ``at`` and nothing stands before it. "#" is any number."""
        return at < len(self.texts) and not self.breaks[at] and any(self._is(at, phrase) for phrase in phrases)

    def precedes(self, at: int, phrases: Iterable[Phrase]) -> bool:
        """Whether one of ``phrases`` ends right before token ``at`` and nothing stands between."""
        return not self.breaks[at] and any(
            at >= len(phrase) and self._is(at - len(phrase), phrase) for phrase in phrases
        )

    def span(self, first: int, end: int) -> Span:
        """Return the characters from token ``first`` to before token ``end``."""
        return Span(self.spans[first].start, self.spans[end - 1].end)

    def _is(self, at: int, phrase: Phrase) -> bool:
        if phrase == ("#",):
            return self.texts[at][0].isdigit()
        return self.says(at, phrase)


def phrase_of(words: str) -> Phrase:
    """Return a phrase as tokens: words in English, characters in Chinese."""
    return tuple(PIECES.findall(words))


def phrases_of(lines: Sequence[str]) -> tuple[Phrase, ...]:
    """Return phrases as tokens, the longest first."""
    return tuple(sorted(map(phrase_of, lines), key=len, reverse=True))


def _mark(between: str) -> int:
    between = TRAILING.sub("…", between)
    if HARD_MARK.search(between):
        return HARD
    return SOFT if SOFT_MARK.search(between) else NONE
