"""A transcript made ready to be measured: tokens, sentences and passages with their places in the text and in time."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from shared.assessment.features.lexicon import lexicon
from shared.assessment.model.score import Evidence
from shared.assessment.model.transcript import Transcript
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language

TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+(?:['’-][^\W\d_\u3400-\u9fff]+)*|\d+(?:[.,:]\d+)*")
"""A Chinese character, a word of an alphabet, or a number."""
SENTENCE_END = re.compile(r"[。！？!?…；;\n]+|\.(?=\s|$)")
CLAUSE_END = re.compile(r"[，,、：:]")
AFTER_FILLER = re.compile(r"[，,、…—–\s]*")
"""What sets a filler apart, and goes with it."""
SENTENCE_PAUSE_MS = 700
"""A recogniser often writes no full stop; silence this long ends a sentence (Goldman-Eisler: clause pauses ≥ 0.5 s)."""
LONGEST_SENTENCE = {"zh": 70, "en": 45}
PASSAGE = {"zh": 55, "en": 36}
"""Tokens. Long enough to carry a thought, short enough that a rambling part does not hide in a good one."""


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the transcript's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """One transcript, read once and measured many times."""

    transcript: Transcript

    @property
    def text(self) -> str:
        return self.transcript.text

    @property
    def language(self) -> Language:
        return self.transcript.language

    @cached_property
    def tokens(self) -> tuple[Span, ...]:
        """Chinese characters, words and numbers."""
        return tuple(Span(*match.span()) for match in TOKEN.finditer(self.text))

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The tokens' texts in lower case, with the plain apostrophe."""
        return tuple(self.said(span).lower().replace("’", "'") for span in self.tokens)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The tokens in lower case without hesitation sounds: what was said, not how it was hesitated over."""
        sounds = frozenset(lexicon(self.language)["fluency"]["hesitations"])
        return tuple(token for token in self.lowered if token not in sounds)

    @cached_property
    def filling(self) -> tuple[Span, ...]:
        """Where the fillers stand, in any dialect: words and sounds that only fill a gap."""
        from shared.assessment.speech.fillers import fillers
        from shared.assessment.speech.stream import Stream

        stream = Stream(self)
        return tuple(stream.span(*run) for run in fillers(stream))

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _token_ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Where each recognised word stands in the text; empty where nothing was recognised."""
        spans, place = [], -_leading_space(self.transcript)
        for word in self.transcript.words:
            spans.append(Span(max(0, place), min(len(self.text), place + len(word.text))))
            place += len(word.text)
        return tuple(spans)

    @property
    def timed(self) -> bool:
        """Whether the words have times: speech has, a written answer has not."""
        return any(word.end_ms > 0 for word in self.transcript.words)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences by punctuation, by pauses, and by length where there is neither."""
        found: list[Span] = []
        start = 0
        for cut in sorted(
            {match.end() for match in SENTENCE_END.finditer(self.text)} | self._pauses | {len(self.text)}
        ):
            if self._count(start, cut):
                found.extend(self._in_parts(Span(start, cut)))
                start = cut
        return tuple(_trimmed(self.text, span) for span in found)

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """Neighbouring sentences put together up to ``PASSAGE`` tokens besides fillers; none is ever divided."""
        groups: list[Span] = []
        for sentence in self.sentences:
            last = groups[-1] if groups else None
            if last and self._meaning_count(last.start, sentence.end) <= PASSAGE[self.language]:
                groups[-1] = Span(last.start, sentence.end)
            else:
                groups.append(sentence)
        return tuple(groups)

    def said(self, span: Span) -> str:
        """Return the text of ``span``."""
        return self.text[span.start : span.end]

    def meant(self, span: Span) -> str:
        """Return the text of ``span`` without its fillers, to be compared in meaning; all of it where it has no more.

        However somebody hesitates, and in which dialect, an encoder takes for something that was said.
        """
        kept, place = [], span.start
        for filler in self.filling:
            if span.start <= filler.start and filler.end <= span.end:
                kept.append(self.text[place : filler.start])
                after = AFTER_FILLER.match(self.text, filler.end, span.end)
                place = after.end() if after else filler.end
        text = "".join([*kept, self.text[place : span.end]]).strip()
        return text if TOKEN.search(text) else self.said(span)

    def evidence(self, span: Span, label: str = "") -> Evidence:
        """Return ``span`` as a verbatim quote with the times of the words that it touches; ``label``: of what."""
        trimmed = _trimmed(self.text, span)
        first = max(0, bisect_right(self.words, (trimmed.start, 0)) - 1)
        touched = [
            word
            for word, place in zip(self.transcript.words[first:], self.words[first:], strict=True)
            if place.end > trimmed.start and place.start < trimmed.end and word.text.strip()
        ]
        return Evidence(
            quote=self.said(trimmed),
            start_ms=touched[0].start_ms if touched else Milliseconds(0),
            end_ms=max(word.end_ms for word in touched) if touched else Milliseconds(0),
            start_char=trimmed.start,
            end_char=trimmed.end,
            label=label,
        )

    def sentence_at(self, place: int) -> Span:
        """Return the sentence in which character ``place`` stands."""
        index = bisect_right(self.sentences, (place, len(self.text) + 1)) - 1
        found = self.sentences[index] if index >= 0 else Span(place, place)
        return found if found.start <= place < found.end else Span(place, place + 1)

    @cached_property
    def _pauses(self) -> set[int]:
        pairs = zip(self.transcript.words, self.transcript.words[1:], self.words, strict=False)
        if not self.timed:
            return set()
        return {place.end for word, following, place in pairs if following.start_ms - word.end_ms >= SENTENCE_PAUSE_MS}

    def _count(self, start: int, end: int) -> int:
        return max(0, bisect_right(self._token_ends, end) - bisect_left(self._token_starts, start))

    def _meaning_count(self, start: int, end: int) -> int:
        filling = sum(self._count(*filler) for filler in self.filling if start <= filler.start and filler.end <= end)
        return self._count(start, end) - filling

    def _in_parts(self, span: Span) -> list[Span]:
        """Divide a sentence that never ends at its commas, and where there is none at words."""
        limit = LONGEST_SENTENCE[self.language]
        if self._count(*span) <= limit:
            return [span]
        commas = [span.start + match.end() for match in CLAUSE_END.finditer(self.said(span))]
        words = [token.end for token in self.tokens if span.start < token.end < span.end]
        parts, start = [], span.start
        while self._count(start, span.end) > limit:
            fitting = [cut for cut in commas if cut > start and 0 < self._count(start, cut) <= limit]
            cut = fitting[-1] if fitting else [end for end in words if end > start][limit - 1]
            parts.append(Span(start, cut))
            start = cut
        return [*parts, Span(start, span.end)]


def _leading_space(transcript: Transcript) -> int:
    joined = "".join(word.text for word in transcript.words)
    return len(joined) - len(joined.lstrip())


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
