"""Sound measures: seconds beside transcription, what loading costs, memory, and accuracy on made signals.

``python -m bench.sound`` prints the table. Loading and memory are measured in processes of their own; the made signals
have a pitch, a background and a clipping that are known exactly.
"""

import os
import resource
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from bench.table import Row, terminal
from bench.transcription import MODEL, SAMPLES, three_minutes
from containers.modelstore.locate import path_of
from containers.transcriber.engine import WhisperTranscriber
from containers.transcriber.sound import measure_sound
from containers.transcriber.tuning import WhisperSettings
from shared.assessment.model.transcript import TranscribeOptions
from shared.platform.media import SAMPLE_RATE
from shared.platform.settings import ModelStoreSettings, load

TARGET_FACTOR = 0.01
LONG_MINUTES = 30
ROUNDS = 5
PITCHES = (80.0, 110.0, 160.0, 220.0, 300.0, 380.0)
NOISES = (0.0, 5.0, 10.0, 20.0, 30.0, 40.0)
LOADING = (
    "import time; began = time.perf_counter(); from containers.transcriber.sound import warm_up; warm_up(); "
    "print(time.perf_counter() - began)"
)

Samples = NDArray[np.float32]


def run() -> list[Row]:
    """Measure everything in one run."""
    return [*_cost(), *_loading(), _memory(), *_accuracy()]


def _cost() -> list[Row]:
    """Three minutes of each good sample answer: sound measures alone, and the transcription that they are part of."""
    transcriber = WhisperTranscriber(
        WhisperSettings(model=path_of(MODEL, Path(load(ModelStoreSettings).models_dir)), name=MODEL, device="cpu")
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("mandarin", "english"):
            path = Path(folder) / f"{name}.wav"
            three_minutes(SAMPLES / f"answers/{name}.webm", path)
            samples = _read(path)
            minutes = len(samples) / SAMPLE_RATE / 60
            began = perf_counter()
            found = transcriber.transcribe(path, TranscribeOptions())
            whole = perf_counter() - began
            spans = [(word.start_ms * 16, word.end_ms * 16) for word in found.words]
            took = median(_timed(samples, spans) for _ in range(ROUNDS))
            rows.append(
                Row(
                    f"sound, {name}",
                    f"{took / minutes:.2f} s a minute, factor {took / minutes / 60:.4f}",
                    f"transcription with it {whole / minutes:.2f} s a minute",
                    f"≤ {TARGET_FACTOR}",
                    how=f"{minutes:.1f} minutes, {MODEL}, speech as the recogniser's words have it",
                )
            )
    return rows


def _loading() -> list[Row]:
    with tempfile.TemporaryDirectory() as cache:
        first, later = _load_seconds(cache), _load_seconds(cache)
    return [
        Row("load and compile", f"{first:.1f} s", how="a process with an empty cache of compiled code"),
        Row("load", f"{later:.1f} s", how="a process with a full one, as in the image"),
    ]


def _load_seconds(cache: str) -> float:
    environment = os.environ | {"NUMBA_CACHE_DIR": cache}
    done = subprocess.run([sys.executable, "-c", LOADING], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _memory() -> Row:
    done = subprocess.run([sys.executable, "-m", "bench.sound", "memory"], capture_output=True, text=True, check=True)
    before, peak = map(float, done.stdout.split())
    how = f"{LONG_MINUTES} minutes, speech all through, in a process of its own"
    return Row(
        "memory beside the samples",
        f"{peak - before:.0f} MB",
        f"before {before:.0f} MB, samples and libraries",
        how=how,
    )


def memory_here() -> tuple[float, float]:
    """Return the peak megabytes of this process before and after a long recording was measured."""
    voice = _voice(150.0, 1)
    measure_sound(voice, [(0, SAMPLE_RATE)])
    samples = np.tile(voice, 60 * LONG_MINUTES)
    before = _peak()
    measure_sound(samples, [(start, start + SAMPLE_RATE) for start in range(0, len(samples), 2 * SAMPLE_RATE)])
    return before, _peak()


def _accuracy() -> list[Row]:
    pitch = max(
        abs((measure_sound(v := _voice(hertz, 4), [(0, len(v))]).pitch_hz or 0) / hertz - 1) for hertz in PITCHES
    )
    noise = max(abs((_in_noise(decibels) or 0.0) - decibels) for decibels in NOISES)
    clipped = _voice(150, 4)
    clipped[::200] = 1.0
    share = measure_sound(clipped, [(0, len(clipped))]).clipped_share
    glide = _voice(np.geomspace(100.0, 200.0, 6 * SAMPLE_RATE), 6)
    spread = measure_sound(glide, [(0, len(glide))]).pitch_variation
    return [
        Row("pitch", f"{100 * pitch:.1f} % off at most", target="≤ 2 %", how=f"steady voices of {PITCHES} Hz"),
        Row("pitch variation", f"{spread} semitones", "4.08 exactly", how="a glide over an octave"),
        Row("speech over background", f"{noise:.1f} dB off at most", target="≤ 2 dB", how=f"{NOISES} dB"),
        Row("clipping", f"{share:.4f}", "0.0050 exactly", how="every two hundredth sample at full scale"),
    ]


def _in_noise(decibels: float) -> float | None:
    quiet = np.zeros(2 * SAMPLE_RATE, np.float32)
    said = np.concatenate([quiet, _voice(180, 4), quiet])
    noise = np.random.default_rng(5).normal(0, 0.1 / 10 ** (decibels / 20), len(said))
    return measure_sound((said + noise).astype(np.float32), [(2 * SAMPLE_RATE, 6 * SAMPLE_RATE)]).signal_to_noise_db


def _voice(hertz: float | NDArray[np.float64], seconds: int) -> Samples:
    """Ten harmonics, each weaker than the one before, at a level of 0.1."""
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(hertz, seconds * SAMPLE_RATE)) / SAMPLE_RATE
    waves = np.sum([np.sin(order * phase) / order for order in range(1, 11)], axis=0)
    level = float(np.sqrt(np.mean(np.square(waves))))
    voice: Samples = (0.1 * waves / level).astype(np.float32)
    return voice


def _timed(samples: Samples, spans: list[tuple[int, int]]) -> float:
    began = perf_counter()
    measure_sound(samples, spans)
    return perf_counter() - began


def _read(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        samples: Samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
    return samples * np.float32(1 / 32768)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        print(*memory_here())
    else:
        Console(width=160).print(terminal("Sound", run()))
