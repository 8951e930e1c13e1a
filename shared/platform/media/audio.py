"""Decodes the sound of a recording to 16 kHz mono, sample by sample on the recording's own clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from shared.assessment.refusals import NoAudio
from shared.kernel.clock import Milliseconds
from shared.platform.media.probe import opened, recognised

SAMPLE_RATE = 16_000
"""Hz. What Whisper and Silero's voice activity detector take."""

_GAP = SAMPLE_RATE // 10
"""Samples. Timestamps of live recordings jitter by some milliseconds; a jump above 100 ms is a hole."""
_MAX_ERRORS = 1_000

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class DecodedAudio:
    """``samples`` are float32 in −1…1 at ``SAMPLE_RATE``; sample 0 is the moment at which a player shows 0:00.

    ``damaged`` counts packets that the decoder could not read; their time is filled with silence, so that what
    follows keeps its place.
    """

    samples: Samples
    damaged: int

    @property
    def duration_ms(self) -> Milliseconds:
        return Milliseconds(round(len(self.samples) * 1000 / SAMPLE_RATE))


def decode_audio(path: Path) -> DecodedAudio:
    """Decode the first sound track.

    Raises:
        NotMedia: the file is no recording.
        NoAudio: it has no sound track.
    """
    with path.open("rb") as file, opened(file, recognised(file)) as source:
        if not source.streams.audio:
            raise NoAudio
        return _decode(source)


class _Tape:
    """Sixteen-bit samples in the order of their time; holes become silence, overlaps are dropped."""

    def __init__(self) -> None:
        self.pieces: list[NDArray[np.int16]] = []
        self.length = 0

    def put(self, samples: NDArray[np.int16], at: int | None) -> None:
        if at is not None and at - self.length > _GAP:
            self._append(np.zeros(at - self.length, np.int16))
        if at is not None and self.length - at > _GAP:
            samples = samples[self.length - at :]
        self._append(samples)

    def _append(self, samples: NDArray[np.int16]) -> None:
        if len(samples):
            self.pieces.append(samples)
            self.length += len(samples)

    def read(self) -> Samples:
        """Return all samples as float32, giving each piece back to memory as it is copied."""
        out = np.empty(self.length, np.float32)
        at = 0
        for index, piece in enumerate(self.pieces):
            np.multiply(piece, 1 / 32768, out=out[at : at + len(piece)], casting="unsafe")
            at += len(piece)
            self.pieces[index] = piece[:0]
        return out


def _decode(source: InputContainer) -> DecodedAudio:
    resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    origin = (source.start_time or 0) / av.time_base
    tape = _Tape()
    damage = [0]
    for frame in _frames(source, damage):
        start = None if frame.time is None else round((frame.time - origin) * SAMPLE_RATE)
        frame.pts = None  # the tape keeps time; the resampler would refuse a jump
        for piece in resampler.resample(frame):
            tape.put(_samples(piece), start)
            start = None
    for piece in resampler.resample(None):
        tape.put(_samples(piece), None)
    return DecodedAudio(samples=tape.read(), damaged=damage[0])


def _samples(frame: AudioFrame) -> NDArray[np.int16]:
    return cast("NDArray[np.int16]", frame.to_ndarray()).reshape(-1)


def _frames(source: InputContainer, damage: list[int]) -> Iterator[AudioFrame]:
    """Yield decoded frames; a packet that cannot be read is counted in ``damage[0]`` and left out."""
    track = source.streams.audio[0]
    while damage[0] <= _MAX_ERRORS:
        try:
            for packet in source.demux(track):
                try:
                    yield from packet.decode()
                except av.FFmpegError:
                    damage[0] += 1
            return
        except EOFError:
            return
        except av.FFmpegError:  # the demuxer lost its way; asked again, it goes on behind the damage
            damage[0] += 1
