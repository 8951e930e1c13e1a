"""Measures the sound of an answer: pitch, loudness, background, clipping. The only file that imports librosa.

librosa compiles its loops when it is first used: half a minute on a new machine, a few seconds of loading from then on.
``SoundMeter`` pays that when it is made, together with the model, and no answer waits for it.
"""

import logging
from collections.abc import Sequence
from importlib.metadata import version

import librosa
import numpy as np
from librosa.util.exceptions import LibrosaError
from numpy.typing import NDArray

from containers.transcriber.windows import RATE, Span
from shared.assessment.model.sound import SoundMeasures
from shared.kernel.clock import Milliseconds

log = logging.getLogger(__name__)

Samples = NDArray[np.float32]
Values = NDArray[np.float64]

LOWEST_HZ, HIGHEST_HZ = 65.0, 400.0
"""Speaking voices of adults; a wider range finds more octave errors, not more voices."""
FRAME = 1024
"""64 ms: four periods of the lowest voice."""
HOP = 320
"""20 ms."""
PITCH_STEP = 0.25
"""Semitones between the pitches that are told apart. Steps of 0.1, librosa's default, take three times as long, and
median and spread of our sample answers stay within 1.5 % and 0.2 semitones."""
THRESHOLDS = 50
MOST_SPEECH = 30 * RATE
"""Pitch is followed in at most 30 s of speech, spread evenly: a median needs no more, and it costs a hundredth of the
time it listens to."""
PIECE = 3 * RATE
LEAST_VOICE = 25
"""Voiced frames (half a second) below which a median says nothing."""
BLOCK = 60 * RATE
"""Levels are read minute by minute: all at once needs memory by the length."""
MARGIN = RATE // 5
"""200 ms around speech belong to neither side: breath, and the ends of soft sounds."""
LEAST_GAP = 25
"""Frames (half a second) of background below which its level is not told."""
FULL_SCALE = 0.999
FAILURES = (LibrosaError, ImportError, OSError, RuntimeError, ValueError, ArithmeticError)
"""What the library raises: refused input, a missing or unwritable cache of compiled code, bad arithmetic."""


class SoundMeter:
    """Measures recordings of any length. Safe to use from several threads."""

    def __init__(self) -> None:
        try:
            warm_up()
        except FAILURES:
            log.warning("The sound of answers will not be measured.", exc_info=True)

    def measure(self, samples: Samples, speech: Sequence[Span]) -> SoundMeasures | None:
        """Return what ``measure_sound`` finds; None, and a warning in the log, where the library fails."""
        try:
            return measure_sound(samples, speech)
        except FAILURES:
            log.warning("The sound could not be measured.", exc_info=True)
            return None


def warm_up() -> None:
    """Measure a second of tone, so that everything is loaded and compiled. Raises what the library raises."""
    tone = 0.1 * np.sin(2 * np.pi * 150 * np.arange(RATE) / RATE)
    measure_sound(tone.astype(np.float32), [(0, RATE)])


def measure_sound(samples: Samples, speech: Sequence[Span]) -> SoundMeasures:
    """Measure a recording at 16 kHz, −1…1, in which ``speech`` are the spans with speech, in samples and in order.

    Pitch and voicing are pYIN's (Mauch and Dixon 2014). Spreads are half the distance from the 16th to the 84th
    percentile: the standard deviation of what is normal, deaf to octave errors.
    """
    voice = _some_of(samples, speech)
    pitches, levels, share = _voiced(voice)
    enough = len(pitches) >= LEAST_VOICE
    return SoundMeasures(
        measured_ms=Milliseconds(round(1000 * len(voice) / RATE)),
        pitch_hz=round(float(np.median(pitches)), 1) if enough else None,
        pitch_variation=round(_spread(12 * np.log2(pitches)), 2) if enough else None,
        loudness_variation=round(_spread(levels), 2) if enough else None,
        voiced_share=round(share, 4),
        signal_to_noise_db=_signal_to_noise(samples, speech),
        clipped_share=round(_clipped(samples), 6),
        method=f"librosa {version('librosa')} pyin rms",
    )


def _some_of(samples: Samples, speech: Sequence[Span]) -> Samples:
    """Return speech laid end to end, ``MOST_SPEECH`` of it at most, from all over the recording."""
    pieces = [(at, min(at + PIECE, end)) for start, end in speech for at in range(start, end, PIECE)]
    total = sum(end - start for start, end in pieces)
    wanted = len(pieces) if total <= MOST_SPEECH else max(1, len(pieces) * MOST_SPEECH // total)
    chosen = [pieces[index * len(pieces) // wanted] for index in range(wanted)]
    return np.concatenate([samples[start:end] for start, end in chosen]) if chosen else samples[:0]


def _voiced(voice: Samples) -> tuple[Values, Values, float]:
    """Return pitch in Hz and level in dB of the frames with voice, and their share of all frames."""
    nothing = np.empty(0, np.float64)
    if len(voice) < FRAME or not voice.any():
        return nothing, nothing, 0.0
    pitches, voiced, _ = librosa.pyin(
        voice,
        fmin=LOWEST_HZ,
        fmax=HIGHEST_HZ,
        sr=RATE,
        frame_length=FRAME,
        hop_length=HOP,
        resolution=PITCH_STEP,
        n_thresholds=THRESHOLDS,
    )
    levels = librosa.feature.rms(y=voice, frame_length=FRAME, hop_length=HOP)[0]
    heard = voiced & (levels > 0)
    decibels = librosa.amplitude_to_db(levels[heard], ref=1.0, amin=1e-5, top_db=None)
    return pitches[heard].astype(np.float64), decibels.astype(np.float64), float(np.mean(heard))


def _spread(values: Values) -> float:
    low, high = np.percentile(values, [16, 84])
    return float(high - low) / 2


def _signal_to_noise(samples: Samples, speech: Sequence[Span]) -> float | None:
    """Return the level of speech over the median level of what lies between, in dB, 0 at least.

    None where there is no speech or no gap. Frames that are exactly zero are holes in the recording, not a quiet room.
    """
    starts, power = _powers(samples)
    speaking, near = np.zeros(len(starts), bool), np.zeros(len(starts), bool)
    for start, end in speech:
        speaking[np.searchsorted(starts, start) : np.searchsorted(starts, end - FRAME, "right")] = True
        near[np.searchsorted(starts, start - MARGIN - FRAME, "right") : np.searchsorted(starts, end + MARGIN)] = True
    background = power[~near & (power > 0)]
    if len(background) < LEAST_GAP or not speaking.any():
        return None
    noise = float(np.median(background))
    signal = float(np.mean(power[speaking])) - noise
    return round(10 * float(np.log10(max(signal / noise, 1.0))), 1)


def _powers(samples: Samples) -> tuple[NDArray[np.int64], Values]:
    """Return where each frame starts and its mean square."""
    starts, powers = [np.empty(0, np.int64)], [np.empty(0, np.float64)]
    for begin in range(0, len(samples) - FRAME + 1, BLOCK):
        levels = librosa.feature.rms(
            y=samples[begin : begin + BLOCK + FRAME - HOP], frame_length=FRAME, hop_length=HOP, center=False
        )[0]
        starts.append(begin + HOP * np.arange(len(levels)))
        powers.append(levels.astype(np.float64) ** 2)
    return np.concatenate(starts), np.concatenate(powers)


def _clipped(samples: Samples) -> float:
    full = sum(
        int(np.count_nonzero(np.abs(samples[begin : begin + BLOCK]) >= FULL_SCALE))
        for begin in range(0, len(samples), BLOCK)
    )
    return full / len(samples) if len(samples) else 0.0
