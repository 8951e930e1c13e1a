"""Recordings, read with PyAV: what a file is (``PyavProber``) and how it sounds (``decode_audio``)."""

from shared.platform.media.audio import SAMPLE_RATE, DecodedAudio, decode_audio
from shared.platform.media.probe import PyavProber

__all__ = ["SAMPLE_RATE", "DecodedAudio", "PyavProber", "decode_audio"]
