"""Decodes the picture track of a recording and hands out the frames that the sampler wants, with their times."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from containers.vision.sampling import Sampler
from shared.kernel.clock import Milliseconds
from shared.platform.media.probe import opened, recognised

MAX_ERRORS = 1_000
"""Faults of the container or the codec after which the rest of a recording is given up."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A frame to look at, and when a player shows it. ``full`` and ``burst`` as in ``Wanted``."""

    at_ms: Milliseconds
    full: bool
    burst: int | None
    frame: VideoFrame


@dataclass
class Reel:
    """One recording, opened. Use as a context manager; iterate ``frames`` once.

    ``corrupt`` counts what could not be decoded, and grows while frames are read.
    """

    path: Path
    threads: int = 1
    corrupt: int = 0
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Reel":
        """Raises ``NotMedia`` when the file is no recording."""
        file = self._stack.enter_context(self.path.open("rb"))
        self._size = self.path.stat().st_size
        self._position = 0
        try:
            self._source: InputContainer = self._stack.enter_context(opened(file, recognised(file)))
        except BaseException:
            self._stack.close()
            raise
        moving = [track for track in self._source.streams.video if not track.disposition & Disposition.attached_pic]
        self.track: VideoStream | None = moving[0] if moving else None
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def pixels(self) -> int:
        """Of one frame, as the header says: known before anything is decoded."""
        return 0 if self.track is None else self.track.codec_context.width * self.track.codec_context.height

    @property
    def share_read(self) -> float:
        """0–1, by bytes: a live webm knows no duration."""
        return min(1.0, self._position / self._size) if self._size else 1.0

    def frames(self, sampler: Sampler) -> Iterator[Sample]:
        """Yield the wanted frames in the order of time."""
        if self.track is None:
            return
        context = self.track.codec_context
        # Two slice threads at least: with one, or with frame threads, FFmpeg's VP9 decoder refuses most pictures after
        # a damaged one until the next key picture, which in a browser's recording may be a minute away.
        context.thread_count = max(2, self.threads)
        context.thread_type = "SLICE"
        origin = (self._source.start_time or 0) / av.time_base
        latest = -1.0
        for frame in self._decoded(self.track):
            if frame.time is None:
                continue
            at_ms = (frame.time - origin) * 1000
            # A frame that steps back in time comes from damage; its neighbours have been seen.
            if at_ms < 0 or at_ms <= latest:
                continue
            latest = at_ms
            wanted = sampler.wants(at_ms)
            if wanted is not None:
                yield Sample(Milliseconds(round(at_ms)), wanted.full, wanted.burst, frame)

    def _decoded(self, track: VideoStream) -> Iterator[VideoFrame]:
        """Yield whole frames; what cannot be read is counted and passed over."""
        errors = 0
        while errors <= MAX_ERRORS:
            try:
                for packet in self._source.demux(track):
                    self._position = max(self._position, packet.pos or 0)
                    try:
                        for frame in packet.decode():
                            if frame.is_corrupt:
                                self.corrupt += 1
                            else:
                                yield frame
                    except av.FFmpegError:
                        errors += 1
                        self.corrupt += 1
                return
            except EOFError:
                return
            except av.FFmpegError:  # the demuxer lost its way; asked again, it goes on behind the damage
                errors += 1
                self.corrupt += 1
