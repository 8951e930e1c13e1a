"""Writes a recording as a browser's MediaRecorder does: live WebM, VP9 and Opus, no duration and no index."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from samples.make.mesh import Picture
from samples.make.pose import FPS
from samples.make.speech import SAMPLE_RATE, Audio

VIDEO_BITS, AUDIO_BITS = 80_000, 24_000
OPUS_RATE = 48_000


def write_recording(path: Path, frames: Iterable[Picture], audio: Audio) -> None:
    """RGB frames at ``FPS`` and 24 kHz mono speech into ``path``; the same input gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.webm")
    with av.open(str(part), "w", format="webm", options={"live": "1", "fflags": "+bitexact"}) as container:
        video = container.add_stream("libvpx-vp9", rate=FPS)
        video.pix_fmt, video.bit_rate = "yuv420p", VIDEO_BITS
        video.options = {
            "deadline": "good",
            "cpu-used": "4",
            "crf": "38",
            "row-mt": "0",
            "threads": "1",
            "g": str(10 * FPS),
        }
        sound = container.add_stream("libopus", rate=OPUS_RATE)
        sound.layout, sound.bit_rate = "mono", AUDIO_BITS
        sound.options = {"application": "voip"}
        spoken = _AudioFeed(audio)
        for index, picture in enumerate(frames):
            if index == 0:
                video.height, video.width = picture.shape[:2]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, FPS)
            for block in spoken.until(index / FPS):
                container.mux(sound.encode(block))
            container.mux(video.encode(frame))
        for block in spoken.until(float("inf")):
            container.mux(sound.encode(block))
        container.mux(sound.encode(None))
        container.mux(video.encode(None))
    part.replace(path)


class _AudioFeed:
    """Hands out 20 ms blocks of the speech at Opus's rate, in step with the pictures."""

    def __init__(self, audio: Audio) -> None:
        whole = np.clip(audio, -1, 1)
        source = av.AudioFrame.from_ndarray((whole * 32767).astype(np.int16)[None], format="s16", layout="mono")
        source.sample_rate = SAMPLE_RATE
        resampler = av.AudioResampler(format="s16", layout="mono", rate=OPUS_RATE)
        parts = [frame.to_ndarray()[0] for frame in (*resampler.resample(source), *resampler.resample(None))]
        self._samples = np.concatenate(parts)
        self._at = 0

    def until(self, second: float) -> Iterable[av.AudioFrame]:
        size = OPUS_RATE // 50
        while self._at < len(self._samples) and self._at / OPUS_RATE <= second:
            block = self._samples[self._at : self._at + size]
            frame = av.AudioFrame.from_ndarray(block[None].copy(), format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = OPUS_RATE, self._at, Fraction(1, OPUS_RATE)
            self._at += size
            yield frame
