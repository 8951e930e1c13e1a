"""Short clips of the sample's face, each with one thing about it; every function writes a file and returns its path."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.builders.media import turned

SAMPLE = Path(__file__).parents[2] / "samples/answers/english.webm"
SECONDS = 6
MILLISECOND = Fraction(1, 1000)


def plain(folder: Path, *, live: bool = False) -> Path:
    """Six seconds of the sample's picture as it is; ``live`` as browsers write it, without a duration."""
    return _copied(folder / "plain.webm", live=live)


def broken_in_the_middle(folder: Path) -> Path:
    """One picture of sixty whose bytes were lost on the way; every second begins with a whole one."""
    whole = _encoded(folder / "whole.webm", "libvpx", {number: number * 50 for number in range(0, 20 * SECONDS, 2)})
    return _copied(folder / "broken.webm", whole, spoil=35)


def uneven(folder: Path) -> Path:
    """A phone in bad light: twenty pictures a second, then four, then a gap of a second, then four."""
    kept = [number for number in range(20 * SECONDS) if number < 40 or (number % 5 == 0 and not 60 <= number < 80)]
    return _encoded(folder / "uneven.webm", "libvpx", {number: number * 50 for number in kept})


def phone_upright(folder: Path) -> Path:
    """Stored lying on its side, and a header that says to turn it clockwise."""

    def lying(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(np.rot90(picture[:, 140:500]))

    times = {number: number * 50 for number in range(0, 40, 4)}
    return turned(_encoded(folder / "phone.mp4", "mpeg4", times, lying), 90)


def smeared(folder: Path) -> Path:
    """A lens with a fingerprint on it: the picture at a tenth of its size, and back."""

    def smear(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.asarray(np.kron(picture[4::10, 4::10], np.ones((10, 10, 1), np.uint8)), np.uint8)

    def soften(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        soft = smear(picture).astype(np.float32)
        for axis in (0, 1):
            soft = np.mean([np.roll(soft, shift, axis) for shift in range(-6, 7)], axis=0, dtype=np.float32)
        return soft.astype(np.uint8)

    return _encoded(folder / "smeared.webm", "libvpx", {number: number * 50 for number in range(0, 40, 5)}, soften)


def dark(folder: Path) -> Path:
    """Nobody switched on the light."""

    def dim(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return (picture * 0.12).astype(np.uint8)

    return _encoded(folder / "dark.webm", "libvpx", {number: number * 50 for number in range(0, 40, 5)}, dim)


def _copied(path: Path, original: Path = SAMPLE, *, live: bool = False, spoil: int | None = None) -> Path:
    options = {"live": "1"} if live else {}
    with av.open(str(original)) as source, av.open(str(path), "w", format="webm", options=options) as target:
        track = target.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(_first(source.demux(video=0))):
            if number == spoil:
                packet = _spoilt(packet)
            packet.stream = track
            target.mux(packet)
    return path


def _first(packets: Iterator[Any]) -> Iterator[Any]:
    for packet in packets:
        if packet.pts is None or float(packet.pts * packet.time_base) >= SECONDS:
            return
        yield packet


def _spoilt(packet: Any) -> Any:
    broken = av.Packet(bytes(byte ^ 0x5A for byte in bytes(packet)))
    broken.pts, broken.dts, broken.time_base, broken.duration = (
        packet.pts,
        packet.dts,
        packet.time_base,
        packet.duration,
    )
    return broken


def _encoded(path: Path, codec: str, times_ms: dict[int, int], change: Any = lambda picture: picture) -> Path:
    """Some of the sample's pictures, by number, each changed and shown at its own time."""
    with av.open(str(path), "w") as target:
        track: Any = None
        for number, picture in _pictures(times_ms):
            changed = change(picture)
            if track is None:
                track = target.add_stream(codec, rate=30)
                track.height, track.width = changed.shape[:2]
                track.pix_fmt, track.bit_rate, track.codec_context.time_base = "yuv420p", 2_000_000, MILLISECOND
                track.options = {"deadline": "realtime", "cpu-used": "8", "g": "10"} if codec == "libvpx" else {}
            frame = av.VideoFrame.from_ndarray(changed, format="rgb24")
            frame.pts, frame.time_base = times_ms[number], MILLISECOND
            target.mux(track.encode(frame))
        target.mux(track.encode(None))
    return path


def _pictures(numbers: Collection[int]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    last = max(numbers)
    with av.open(str(SAMPLE)) as source:
        for number, frame in enumerate(source.decode(video=0)):
            if number in numbers:
                yield number, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
            if number == last:
                return
