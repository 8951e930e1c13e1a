"""Cuts speech out of silence and packs it into the windows that the recogniser hears at once; finds times back.

Positions are samples at 16 kHz. A window's sound is its pieces laid end to end, so long pauses cost nothing and give
the recogniser nothing to invent; ``Window.original`` leads from its time back to the recording's.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW = 29 * RATE
"""Whisper hears 30 s at a time."""
KEPT_PAUSE = RATE
"""A pause up to 1 s stays in the window: it separates sentences."""
MARGIN = 3 * RATE // 10
"""300 ms around speech, so that soft first and last sounds are heard."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Window:
    """Pieces of the recording that are heard together, in order."""

    pieces: tuple[Span, ...]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.pieces)

    def sound(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the window's own sound."""
        return np.concatenate([samples[start:end] for start, end in self.pieces])

    def original(self, start: float, end: float) -> tuple[float, float]:
        """Return where a word lies in the recording. All times in seconds.

        Both ends are taken in the piece that holds the word's middle: a word never spans a cut.
        """
        lengths = list(accumulate(stop - begin for begin, stop in self.pieces))
        middle = (start + end) / 2 * RATE
        index = min(bisect_right(lengths, middle), len(self.pieces) - 1)
        begin, stop = self.pieces[index]
        before = lengths[index] - (stop - begin)
        return (
            min(max(begin + start * RATE - before, begin), stop) / RATE,
            min(max(begin + end * RATE - before, begin), stop) / RATE,
        )


def pieces_of(speech: Sequence[Span], total: int) -> list[Span]:
    """Widen spans of speech by their margins and join those with only a short pause between them."""
    pieces: list[Span] = []
    for start, end in speech:
        wide = (max(0, start - MARGIN), min(total, end + MARGIN))
        if pieces and wide[0] - pieces[-1][1] <= KEPT_PAUSE - 2 * MARGIN:
            pieces[-1] = (pieces[-1][0], max(wide[1], pieces[-1][1]))
        else:
            pieces.append(wide)
    return pieces


def pack(speech: Sequence[Span], total: int) -> list[Window]:
    """Pack speech into as few windows as its pauses allow.

    Cuts fall into pauses; only speech without a pause of 100 ms in ``WINDOW`` is cut in its middle.
    """
    windows: list[list[Span]] = []
    room = 0
    for piece in _cut(speech, total):
        length = piece[1] - piece[0]
        if length > room:
            windows.append([])
            room = WINDOW
        joined = windows[-1]
        if joined and joined[-1][1] == piece[0]:
            joined[-1] = (joined[-1][0], piece[1])
        else:
            joined.append(piece)
        room -= length
    return [Window(tuple(pieces)) for pieces in windows]


def _cut(speech: Sequence[Span], total: int) -> list[Span]:
    """Return pieces no longer than a window, cut in the middle of the pauses between the spans inside them."""
    cuts = [(before[1] + after[0]) // 2 for before, after in pairwise(speech)]
    parts: list[Span] = []
    for start, end in pieces_of(speech, total):
        inside = [cut for cut in cuts if start < cut < end]
        for begin, stop in zip([start, *inside], [*inside, end], strict=True):
            forced = range(begin, stop, WINDOW)
            parts.extend((at, min(at + WINDOW, stop)) for at in forced)
    return parts
