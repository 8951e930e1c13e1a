"""Small recordings of any kind, written with PyAV: a grey picture, and a tone or any samples as sound."""

import struct
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

CODECS = {
    "webm": ("vp8", "libopus"),
    "mp4": ("mpeg4", "aac"),
    "mov": ("mpeg4", "aac"),
    "m4a": (None, "aac"),
    "wav": (None, "pcm_s16le"),
    "flac": (None, "flac"),
    "ogg": (None, "libopus"),
    "mp3": (None, "libmp3lame"),
}
FORMATS = {"m4a": "ipod"}
BROWSERLIKE = {"webm": {"cluster_time_limit": "500"}}
"""Browsers write short clusters; a demuxer that meets damage goes on at the next one."""


class Pipe:
    """A file that cannot go back, as a browser's live muxer has it: the header never learns the duration."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def write(self, data: bytes) -> int:
        return self.file.write(data)


def tone(seconds: float, rate: int = 48_000) -> NDArray[np.float32]:
    """A 220 Hz tone."""
    return (0.2 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def write_media(
    path: Path,
    *,
    container: str = "webm",
    seconds: float = 2.0,
    sound: NDArray[np.float32] | None = None,
    audio: bool = True,
    picture: tuple[int, int] | None = (64, 48),
    frame_times_ms: Sequence[int] | None = None,
    live: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a recording. ``sound`` is mono at 48 kHz; ``frame_times_ms`` default to ten frames a second."""
    video_codec, audio_codec = CODECS[container]
    picture = picture if video_codec else None
    target: Any = Pipe(path) if live else str(path)
    settings = {**BROWSERLIKE.get(container, {}), **(options or {}), **({"live": "1"} if live else {})}
    with av.open(target, "w", format=FORMATS.get(container, container), options=settings) as out:
        video: Any = out.add_stream(video_codec, rate=30) if picture and video_codec else None
        track: Any = out.add_stream(audio_codec, rate=48_000, layout="mono") if audio else None
        if video is not None and picture:
            video.width, video.height, video.pix_fmt = *picture, "yuv420p"
            video.codec_context.time_base = Fraction(1, 1000)
        packets = []
        if video is not None and picture:
            times = frame_times_ms if frame_times_ms is not None else range(0, int(seconds * 1000), 100)
            packets += _pictures(video, picture, times)
        if track is not None:
            packets += _sound(track, tone(seconds) if sound is None else sound)
        for packet in sorted(packets, key=lambda one: float((one.dts or 0) * one.time_base)):
            out.mux(packet)
    if live:
        target.file.close()
    return path


def turned(path: Path, clockwise: int) -> Path:
    """Write a rotation into the track headers of an mp4 or mov, as phones do."""
    one = 1 << 16
    a, b = {0: (one, 0), 90: (0, one), 180: (-one, 0), 270: (0, -one)}[clockwise]
    data = bytearray(path.read_bytes())
    at = data.find(b"tkhd")
    while at >= 0:
        struct.pack_into(">9i", data, at + 4 + 40, a, b, 0, -b, a, 0, 0, 0, 1 << 30)
        at = data.find(b"tkhd", at + 4)
    path.write_bytes(data)
    return path


def cut(path: Path, share: float) -> Path:
    """Keep only the first part of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def damaged(path: Path, at: float = 0.5, length: int = 200) -> Path:
    """Overwrite some bytes in the middle of a file."""
    data = bytearray(path.read_bytes())
    start = int(len(data) * at)
    data[start : start + length] = bytes(0xA5 ^ (i * 37 & 0xFF) for i in range(length))
    path.write_bytes(data)
    return path


def _pictures(stream: Any, size: tuple[int, int], times_ms: Iterable[int]) -> list[Any]:
    packets: list[Any] = []
    for time in times_ms:
        frame = av.VideoFrame.from_ndarray(np.full((size[1] * 3 // 2, size[0]), 128, np.uint8), format="yuv420p")
        frame.pts, frame.time_base = time, Fraction(1, 1000)
        packets += stream.encode(frame)
    packets += stream.encode(None)
    return packets


def _sound(stream: Any, samples: NDArray[np.float32]) -> list[Any]:
    resampler = av.AudioResampler(
        format=stream.format.name, layout="mono", rate=48_000, frame_size=stream.frame_size or 0
    )
    packets: list[Any] = []
    at = 0
    for block in np.array_split(samples, max(1, len(samples) // 4_800)):
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, at, Fraction(1, 48_000)
        at += len(block)
        for piece in resampler.resample(frame):
            packets += stream.encode(piece)
    for piece in resampler.resample(None):
        packets += stream.encode(piece)
    packets += stream.encode(None)
    return packets
