"""Guards against what a speech recogniser invents: text in silence, loops, subtitle credits from its training data.

Pure rules over words and the recogniser's own doubts. What a guard takes out is kept and named, so that a reader
can disagree. The first thresholds are those of Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak
Supervision", section 4.5; the others are noted where they stand.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from shared.assessment.model.transcript import RemovedSpan, Word
from shared.kernel.clock import Milliseconds

NO_SPEECH = 0.6
LOG_PROBABILITY = -1.0
COMPRESSION = 2.4
SHORT_TEXT = 40
"""Characters. Shorter text compresses badly whatever it says, and a short sincere "好的好的好的" is no loop."""

DOUBTFUL_WORD = 0.35
"""A word that no voice activity overlaps is believed only above this probability."""
HOPELESS = 0.2
"""A stretch whose words are this improbable on average is a guess."""

LONGEST_LOOP = 12
"""Words. Longer repeats are retold sentences, which people do."""
LOOP_TIMES = 4
"""A run repeated this often in a row is a loop; three times is emphasis."""

CREDITS = re.compile(
    r"amara\.org|字幕由|字幕[：:]|字幕志愿者|字幕志願者|明镜与点点|明鏡與點點|请不吝点赞|請不吝點讚|"
    r"subtitles? (?:by|created)|transcri(?:bed|ption) by|captions? by|translated by",
    re.IGNORECASE,
)
"""Lines that stand at the end of videos whose subtitles taught the recogniser, and in no job interview."""

Speech = Sequence[tuple[Milliseconds, Milliseconds]]
"""Spans of voice activity: start and end, in order, not overlapping."""


@dataclass(frozen=True)
class Stretch:
    """What the recogniser gave for one window of sound, and its own doubts about it."""

    words: tuple[Word, ...]
    no_speech_probability: float
    average_log_probability: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


@dataclass(frozen=True)
class Guarded:
    """What is left of a stretch, and what was taken out of it."""

    words: tuple[Word, ...]
    removed: tuple[RemovedSpan, ...] = ()


def compression_ratio(text: str) -> float:
    """Return how many times smaller zlib makes the text: natural speech 1.2–2.0, a loop more. 0 for short text."""
    raw = text.strip().encode()
    return 0.0 if len(text.strip()) < SHORT_TEXT else len(raw) / len(zlib.compress(raw))


def is_doubtful(stretch: Stretch) -> bool:
    """Whether it is worth listening to this window a second time with other settings."""
    loops = any(True for _ in _loops([_bare(word) for word in stretch.words]))
    return loops or compression_ratio(stretch.text) > COMPRESSION or stretch.average_log_probability < LOG_PROBABILITY


def guard(stretch: Stretch, speech: Speech) -> Guarded:
    """Take out of a stretch what was hardly said. Guards work in the order in which they are named here.

    ``no_speech``: words where no voice is, a window without speech, subtitle credits. ``repetition``: every copy of
    a loop but its first. ``compression``: a window that still repeats itself. ``low_probability``: a guessed window.
    """
    if not stretch.words:
        return Guarded(())
    if _is_silence(stretch) or CREDITS.search(stretch.text):
        return Guarded((), (_removed(stretch.words, "no_speech"),))
    words, unheard = _within_speech(stretch.words, speech)
    words, repeated = _without_loops(words)
    removed = (*unheard, *repeated)
    if words and compression_ratio("".join(word.text for word in words)) > COMPRESSION:
        return Guarded((), (*removed, _removed(words, "compression")))
    if words and sum(word.probability for word in words) / len(words) < HOPELESS:
        return Guarded((), (*removed, _removed(words, "low_probability")))
    return Guarded(words, removed)


def _is_silence(stretch: Stretch) -> bool:
    return stretch.no_speech_probability > NO_SPEECH and stretch.average_log_probability < LOG_PROBABILITY


def _within_speech(words: tuple[Word, ...], speech: Speech) -> tuple[tuple[Word, ...], tuple[RemovedSpan, ...]]:
    kept: list[Word] = []
    runs: list[list[Word]] = []
    for word in words:
        if word.probability >= DOUBTFUL_WORD or _overlaps(word, speech):
            kept.append(word)
            runs.append([])
        else:
            runs[-1].append(word) if runs else runs.append([word])
    return tuple(kept), tuple(_removed(run, "no_speech") for run in runs if run)


def _overlaps(word: Word, speech: Speech) -> bool:
    return any(start < word.end_ms and word.start_ms < end for start, end in speech)


def _without_loops(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[RemovedSpan, ...]]:
    kept: list[Word] = []
    removed: list[RemovedSpan] = []
    at = 0
    for start, length, times in _loops([_bare(word) for word in words]):
        kept.extend(words[at : start + length])
        at = start + length * times
        removed.append(_removed(words[start + length : at], "repetition"))
    kept.extend(words[at:])
    return tuple(kept), tuple(removed)


def _loops(tokens: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return (first token, length, times) of every run that follows itself at least ``LOOP_TIMES`` times."""
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(tokens):
        best = max(
            ((_times(tokens, at, length) * length, length) for length in range(1, LONGEST_LOOP + 1)), default=(0, 0)
        )
        covered, length = best
        if length and covered // length >= LOOP_TIMES:
            found.append((at, length, covered // length))
            at += covered
        else:
            at += 1
    return found


def _times(tokens: Sequence[str], at: int, length: int) -> int:
    """How often the run of ``length`` tokens from ``at`` stands in a row; 1 where it is not repeated."""
    run = tokens[at : at + length]
    if len(run) < length or not any(run):
        return 0
    times = 1
    while tokens[at + times * length : at + (times + 1) * length] == run:
        times += 1
    return times if times >= LOOP_TIMES else 0


def _bare(word: Word) -> str:
    """The word without its punctuation and case, so that "no, No. no" is seen as a run."""
    return re.sub(r"\W", "", word.text).lower()


def _removed(words: Sequence[Word], name: str) -> RemovedSpan:
    text = "".join(word.text for word in words).strip()
    return RemovedSpan(start_ms=words[0].start_ms, end_ms=words[-1].end_ms, text=text, guard=name)
