"""The recordings that go wrong in life, made in milliseconds: each function writes one file and returns its path.

All but the strangest are the first six seconds of a sample answer, with its face and its speech, so that what
differs from a good recording is only what the name says.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.builders.media import turned
from tests.builders.remux import (
    MILLISECOND,
    OPUS_RATE,
    SAMPLE,
    SECONDS,
    Picture,
    copied,
    first_picture,
    frame,
    picked,
    sound,
    twin,
    video_track,
    with_pictures,
    with_sound,
)

NINETY_MINUTES = 90 * 60


def zero_bytes(folder: Path) -> Path:
    """Nothing at all."""
    path = folder / "zero_bytes.webm"
    path.touch()
    return path


def text_named_webm(folder: Path) -> Path:
    """A letter that calls itself a recording."""
    path = folder / "letter.webm"
    path.write_text("Dear recruiter, here is my answer.\n" * 40, encoding="utf-8")
    return path


def cut_at_two_thirds(folder: Path) -> Path:
    """The first two thirds of the bytes of a whole answer: it decodes without complaint, and is too short."""
    whole = SAMPLE.read_bytes()
    path = folder / "cut.webm"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def no_audio(folder: Path) -> Path:
    """A face without a sound track."""
    return copied(folder / "no_audio.webm", audio=False)


def no_video(folder: Path) -> Path:
    """Speech without a picture track."""
    return copied(folder / "no_video.webm", video=False)


def silence(folder: Path) -> Path:
    """A microphone that was switched off: the sound is all zeros."""
    return with_sound(folder / "silence.webm", np.zeros(int(SECONDS * OPUS_RATE), np.float32))


def noise(folder: Path) -> Path:
    """A fan, and nobody who speaks."""
    hiss = np.random.default_rng(7).normal(0, 0.15, int(SECONDS * OPUS_RATE)).astype(np.float32)
    return with_sound(folder / "noise.webm", np.clip(hiss, -1, 1).astype(np.float32))


def no_face(folder: Path) -> Path:
    """Speech over an empty room: a wall, a floor, a window."""
    room: Picture = np.full((480, 640, 3), (168, 172, 160), np.uint8)
    room[360:] = (112, 92, 70)
    room[80:260, 400:560] = (214, 226, 240)
    return with_pictures(folder / "no_face.webm", [room] * 30)


def two_faces(folder: Path) -> Path:
    """Somebody beside the candidate (the same face, mirrored)."""
    face = first_picture()[:, 150:470]
    return with_pictures(folder / "two_faces.webm", [np.hstack([face, face[:, ::-1]])] * 30)


def ninety_minutes(folder: Path) -> Path:
    """Far too long, in a few kilobytes: a tiny picture and a moment of silence every ten seconds."""
    path = folder / "ninety_minutes.webm"
    with av.open(str(path), "w", format="webm") as container:
        video = video_track(container, 64, 48)
        track: Any = container.add_stream("libopus", rate=OPUS_RATE, layout="mono")
        picture = _one_packet(video, frame(np.full((48, 64, 3), 128, np.uint8), 0))
        moment = _one_packet(track, sound(np.zeros(OPUS_RATE // 50, np.float32), 0))
        for second in range(0, NINETY_MINUTES + 1, 10):
            for packet in (picture, moment):
                again = twin(packet, bytes(packet))
                again.pts = again.dts = second * 1000
                again.time_base = MILLISECOND
                container.mux(again)
    return path


def eight_k(folder: Path) -> Path:
    """Three pictures of 7680 × 4320, which no worker should hold in memory."""
    path = folder / "eight_k.webm"
    with av.open(str(path), "w", format="webm") as container:
        video = video_track(container, 7680, 4320)
        picture = av.VideoFrame(7680, 4320, "yuv420p")
        for plane in picture.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        picture.pts, picture.time_base = 0, MILLISECOND
        packet = _one_packet(video, picture)
        for number in range(3):
            again = twin(packet, bytes(packet))
            again.pts = again.dts = number * 500
            again.time_base = MILLISECOND
            container.mux(again)
    return path


def variable_frame_rate(folder: Path) -> Path:
    """A phone in bad light: at first twenty pictures a second, then four, and a gap of a second."""
    return picked(folder / "variable.webm", {n for n in range(120) if (n < 40 or n % 5 == 0) and not 60 <= n < 80})


def rotated(folder: Path) -> Path:
    """A phone held upright: the pictures are stored lying on their side, and the header says to turn them."""
    path = folder / "rotated.mp4"
    stored = np.ascontiguousarray(np.rot90(first_picture()[:, 140:500]))
    with av.open(str(path), "w", format="mp4") as container:
        video: Any = container.add_stream("mpeg4", rate=5)
        video.height, video.width = stored.shape[:2]
        video.pix_fmt, video.bit_rate = "yuv420p", 2_000_000
        track: Any = container.add_stream("aac", rate=OPUS_RATE, layout="mono")
        for number in range(10):
            lying = av.VideoFrame.from_ndarray(stored, format="rgb24")
            lying.pts, lying.time_base = number, Fraction(1, 5)
            container.mux(video.encode(lying))
        tone = (0.1 * np.sin(2 * np.pi * 220 * np.arange(2 * OPUS_RATE) / OPUS_RATE)).astype(np.float32)
        for at in range(0, len(tone), 1024):
            container.mux(track.encode(sound(tone[at : at + 1024], at)))
        container.mux(video.encode(None))
        container.mux(track.encode(None))
    return turned(path, 90)


def corrupt_middle(folder: Path) -> Path:
    """One picture in the middle whose bytes were lost on the way."""
    return copied(folder / "corrupt_middle.webm", spoil=60)


def without_duration(folder: Path) -> Path:
    """What a browser's recorder writes: live, so the header never learned the length and there is no index."""
    return copied(folder / "without_duration.webm", live=True)


def _one_packet(track: Any, picture_or_sound: av.VideoFrame | av.AudioFrame) -> Any:
    return [*track.encode(picture_or_sound), *track.encode(None)][0]
