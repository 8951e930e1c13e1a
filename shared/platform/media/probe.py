"""Looks into a recording without decoding it: container, streams, duration by packet timestamps, damage."""

from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer
from av.stream import Disposition

from shared.assessment.model.media import AudioStream, MediaLimits, MediaProbe, VideoStream
from shared.assessment.refusals import EmptyFile, FileTooLarge, NotMedia
from shared.kernel.clock import Milliseconds
from shared.platform.media.containers import HEAD_BYTES, Container, describe, recognise
from shared.platform.media.rotation import rotations
from shared.platform.media.timing import Timing, read_timing


class PyavProber:
    """The prober of the assessment stage (``shared.assessment.ports.Prober``) on PyAV. Holds no state."""

    def probe(self, path: Path, limits: MediaLimits) -> MediaProbe:
        """Return what the file is.

        Reading stops at the first packet beyond ``limits.max_duration_ms``; no frame is decoded.

        Raises:
            EmptyFile: it has no bytes.
            FileTooLarge: it has more bytes than ``limits.max_bytes``.
            NotMedia: its bytes are no container, or one without sound and picture.
            RecordingTooLong: it plays longer than ``limits.max_duration_ms``.
            OSError: it cannot be opened.
        """
        size_bytes = path.stat().st_size
        if size_bytes == 0:
            raise EmptyFile
        if size_bytes > limits.max_bytes:
            raise FileTooLarge(size_bytes, limits.max_bytes)
        with path.open("rb") as file:
            container = recognised(file)
            turns = rotations(file) if container.demuxer == "mov" else []
            with opened(file, container) as source:
                return _probe(source, container, size_bytes, turns, limits)


def recognised(file: BinaryIO) -> Container:
    """Return the container of an open file, whose position goes back to the start; raises ``NotMedia``."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    container = recognise(head)
    if container is None:
        raise NotMedia(describe(head))
    return container


def opened(file: BinaryIO, container: Container) -> InputContainer:
    """Open a file with the demuxer that its bytes announce; raises ``NotMedia`` when that fails.

    PyAV reports a file it cannot make sense of in several ways, a bare IndexError among them.
    """
    file.seek(0)
    try:
        return av.open(file, mode="r", format=container.demuxer, metadata_errors="ignore")
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise NotMedia(f"it begins like {container.name}, but its index or header is missing or damaged") from error


def _probe(
    source: InputContainer, container: Container, size_bytes: int, turns: list[int], limits: MediaLimits
) -> MediaProbe:
    audio = source.streams.audio[0] if source.streams.audio else None
    moving = [stream for stream in source.streams.video if not stream.disposition & Disposition.attached_pic]
    video = moving[0] if moving else None
    if audio is None and video is None:
        raise NotMedia(f"it is {container.name}, but has neither sound nor picture")
    streams = [stream for stream in (audio, video) if stream is not None]
    turn = turns[video.index] if video is not None and video.index < len(turns) else 0
    declared = None if source.duration is None else Milliseconds(round(source.duration / 1000))
    sound = (
        None
        if audio is None
        else AudioStream(
            codec=audio.codec_context.name, sample_rate=audio.codec_context.sample_rate, channels=audio.channels
        )
    )
    shape = None if video is None else (video.codec_context.name, video.width, video.height)
    timing = read_timing(source, streams, limits.max_duration_ms)
    if timing.packets == 0:
        raise NotMedia(f"it is {container.name}, but holds no sound and no picture that can be read")
    return MediaProbe(
        container=container.name,
        size_bytes=size_bytes,
        duration_ms=timing.duration_ms,
        declared_ms=declared,
        audio=sound,
        video=None
        if shape is None or video is None
        else VideoStream(
            codec=shape[0], width=shape[1], height=shape[2], rotation=turn, mean_fps=_mean_fps(timing, video.index)
        ),
        corrupt_packets=timing.corrupt,
    )


def _mean_fps(timing: Timing, stream: int) -> float:
    """Frames over the time they span. The last frame's own length is unknown, so n frames span n - 1 gaps."""
    span = timing.spans.get(stream)
    if span is None or span.packets < 2 or span.last <= span.first:
        return 0.0
    return round((span.packets - 1) / (span.last - span.first), 3)
