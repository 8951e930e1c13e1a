"""Takes a sample recording apart and puts it together again with other sound or other pictures."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "answers" / "english.webm"
SECONDS = 6.0
"""How much of the sample is taken."""
OPUS_RATE = 48_000
MILLISECOND = Fraction(1, 1000)
Picture = NDArray[np.uint8]
Sound = NDArray[np.float32]


def copied(path: Path, *, audio: bool = True, video: bool = True, live: bool = False, spoil: int | None = None) -> Path:
    """The first seconds of the sample, packets as they are; ``spoil`` is the number of the picture to break."""
    options = {"live": "1"} if live else {}
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w", format="webm", options=options) as target:
        chosen = [s for s in source.streams if (s.type == "audio" and audio) or (s.type == "video" and video)]
        tracks = {stream.index: target.add_stream_from_template(stream) for stream in chosen}
        pictures = 0
        for packet in first_packets(source, chosen):
            track = tracks[packet.stream.index]
            if packet.stream.type == "video":
                if pictures == spoil:
                    packet = twin(packet, bytes(byte ^ 0x5A for byte in bytes(packet)))
                pictures += 1
            packet.stream = track
            target.mux(packet)
    return path


def with_sound(path: Path, samples: Sound) -> Path:
    """The sample's pictures over another sound (mono, 48 kHz)."""
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w", format="webm") as target:
        pictures = source.streams.video[0]
        video = target.add_stream_from_template(pictures)
        track: Any = target.add_stream("libopus", rate=OPUS_RATE, layout="mono")
        for at in range(0, len(samples), 960):
            target.mux(track.encode(sound(samples[at : at + 960], at)))
        target.mux(track.encode(None))
        for packet in first_packets(source, [pictures]):
            packet.stream = video
            target.mux(packet)
    return path


def with_pictures(path: Path, pictures: Sequence[Picture]) -> Path:
    """The sample's sound over other pictures, five a second."""
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w", format="webm") as target:
        speech = source.streams.audio[0]
        height, width = pictures[0].shape[:2]
        video = video_track(target, width, height)
        track = target.add_stream_from_template(speech)
        for index, picture in enumerate(pictures):
            target.mux(video.encode(frame(picture, index * 200)))
        target.mux(video.encode(None))
        for packet in first_packets(source, [speech]):
            packet.stream = track
            target.mux(packet)
    return path


def picked(path: Path, kept: Collection[int]) -> Path:
    """Only some of the sample's pictures, each at its own time, with the sample's sound."""
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w", format="webm") as target:
        video = video_track(target, 320, 240)
        track = target.add_stream_from_template(source.streams.audio[0])
        pictures = 0
        for packet in first_packets(source, [source.streams.video[0], source.streams.audio[0]]):
            if packet.stream.type == "audio":
                packet.stream = track
                target.mux(packet)
                continue
            for decoded in packet.decode():
                if pictures in kept:
                    small = decoded.reformat(width=320, height=240, format="yuv420p")
                    small.pts, small.time_base = pictures * 50, MILLISECOND
                    target.mux(video.encode(small))
                pictures += 1
        target.mux(video.encode(None))
    return path


def first_packets(source: Any, streams: Sequence[Any]) -> Iterator[Any]:
    """The packets of the first ``SECONDS``, in the file's order."""
    for packet in source.demux(streams):
        if packet.pts is None or packet.time_base is None:
            continue
        if float(packet.pts * packet.time_base) >= SECONDS:
            return
        yield packet


def first_picture() -> Picture:
    """RGB, 480 × 640 × 3: the face of the sample at rest."""
    with av.open(str(SAMPLE)) as source:
        return np.asarray(next(source.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def video_track(container: Any, width: int, height: int) -> Any:
    """A VP8 track in milliseconds, encoded as fast as it goes."""
    track = container.add_stream("libvpx", rate=5)
    track.width, track.height, track.pix_fmt = width, height, "yuv420p"
    track.codec_context.time_base = MILLISECOND
    track.bit_rate = 1_500_000
    track.options = {"deadline": "realtime", "cpu-used": "8", "threads": "1"}
    return track


def frame(picture: Picture, at_ms: int) -> av.VideoFrame:
    """An RGB picture at a time."""
    made = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    made.pts, made.time_base = at_ms, MILLISECOND
    return made


def sound(samples: Sound, at: int) -> av.AudioFrame:
    """Mono samples at 48 kHz that begin at sample ``at``."""
    made = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), format="flt", layout="mono")
    made.sample_rate, made.pts, made.time_base = OPUS_RATE, at, Fraction(1, OPUS_RATE)
    return made


def twin(packet: Any, payload: bytes) -> Any:
    """A packet with the times of another and its own bytes."""
    made: Any = av.Packet(payload)
    made.stream, made.time_base = packet.stream, packet.time_base
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.is_keyframe = packet.is_keyframe
    return made
