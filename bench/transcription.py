"""Transcription: real time factor with word times, peak memory and errors, beside faster-whisper as its README shows.

``python -m bench.transcription`` prints the table. Each figure is measured in a process of its own, so that its peak
memory is its own; both ways hear the same file, one after the other. The README's way is
``WhisperModel(…, device="cpu", compute_type="int8").transcribe(file, beam_size=5)``: without word times, and with
them where the row says so.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
import wave
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from opencc import OpenCC
from rich.console import Console

from bench.table import Row, terminal
from containers.modelstore.locate import path_of
from containers.transcriber.engine import WhisperTranscriber
from containers.transcriber.tuning import WhisperSettings
from shared.assessment.model.transcript import TranscribeOptions
from shared.kernel.frozen import Frozen
from shared.platform.media import SAMPLE_RATE, decode_audio
from shared.platform.settings import ModelStoreSettings, load

SAMPLES = Path(__file__).parents[1] / "samples"
MODEL = "whisper-base"
MINUTES = 3
TARGET_FACTOR = 0.08
TARGET_MB = 1200
WAYS = ("ours", "readme", "readme words")


class Run(Frozen):
    """One way on one file: seconds of audio, of waiting and of processors, peak megabytes, and what was written."""

    audio: float
    wall: float
    processor: float
    megabytes: float
    text: str


def run() -> list[Row]:
    """Measure both sample languages, three minutes each."""
    answers = tomllib.loads((SAMPLES / "interview.toml").read_text(encoding="utf-8"))["answer"]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for answer in (one for one in answers if one["good"]):
            path = Path(folder) / f"{answer['id']}.wav"
            repeats = three_minutes(SAMPLES / answer["file"], path)
            found = {way: measured(way, path) for way in WAYS}
            rows += _rows(answer["id"], found, answer["text"] * repeats, answer["language"])
    return rows


def three_minutes(source: Path, target: Path) -> int:
    """Write an answer, said over and over until three minutes are full; return how often."""
    samples = decode_audio(source).samples
    repeats = -(-MINUTES * 60 * SAMPLE_RATE // len(samples))
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes((np.tile(samples, repeats) * 32767).astype("<i2").tobytes())
    return repeats


def measured(way: str, path: Path) -> Run:
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "bench.transcription", way, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run.model_validate_json(done.stdout.splitlines()[-1])


def measure_here(way: str, path: Path) -> Run:
    """Run one way in this process. Loading the model is left out of the time on both sides, and kept in the memory."""
    model = path_of(MODEL, Path(load(ModelStoreSettings).models_dir))
    if way == "ours":
        transcriber = WhisperTranscriber(WhisperSettings(model=model, name=MODEL, device="cpu"))
        began = time.perf_counter(), time.process_time()
        text = transcriber.transcribe(path, TranscribeOptions()).text
    else:
        whisper = WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)
        began = time.perf_counter(), time.process_time()
        segments, _ = whisper.transcribe(str(path), beam_size=5, word_timestamps=way == "readme words")
        text = "".join(segment.text for segment in segments)
    wall, processor = time.perf_counter() - began[0], time.process_time() - began[1]
    with wave.open(str(path)) as file:
        audio = file.getnframes() / SAMPLE_RATE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(audio=audio, wall=wall, processor=processor, megabytes=peak, text=text)


def error_rate(said: str, heard: str, language: str) -> float:
    """Return edits over the length of what was said: characters for Mandarin, words for English."""
    left, right = _units(said, language), _units(heard, language)
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1] / len(left)


def _units(text: str, language: str) -> list[str]:
    if language == "zh":  # the README's way leaves Traditional characters; they are not what is compared
        return re.findall(r"\w", OpenCC("t2s").convert(text))
    return re.findall(r"[\w']+", text.lower())


def _rows(name: str, found: dict[str, Run], said: str, language: str) -> list[Row]:
    ours, readme, words = (found[way] for way in WAYS)
    how = f"{ours.audio:.0f} s of {name}, {MODEL} int8, CPU"
    wrong = "characters wrong" if language == "zh" else "words wrong"
    return [
        Row(
            f"{name}: real time factor with word times",
            f"{ours.wall / ours.audio:.3f}",
            f"{readme.wall / readme.audio:.3f} README (no words), {words.wall / words.audio:.3f} with words",
            f"≤ {TARGET_FACTOR}",
            how,
        ),
        Row(
            f"{name}: processor seconds a second of audio",
            f"{ours.processor / ours.audio:.3f}",
            f"{readme.processor / readme.audio:.3f} README, {words.processor / words.audio:.3f} with words",
            "",
            "half of it is the real time factor of two free cores",
        ),
        Row(
            f"{name}: peak memory",
            f"{ours.megabytes:.0f} MB",
            f"{readme.megabytes:.0f} MB README, {words.megabytes:.0f} MB with words",
            f"≤ {TARGET_MB} MB",
            how,
        ),
        Row(
            f"{name}: {wrong}",
            f"{error_rate(said, ours.text, language):.1%}",
            f"{error_rate(said, readme.text, language):.1%} README, "
            f"{error_rate(said, words.text, language):.1%} with words",
            "",
            "synthetic speech; Traditional characters count as right on both sides",
        ),
    ]


def main() -> None:
    """Print the table, or, with a way and a file, measure that alone and print it as JSON."""
    if len(sys.argv) == 3:
        print(json.dumps(measure_here(sys.argv[1], Path(sys.argv[2])).model_dump()))
        return
    Console(width=160).print(terminal("Transcription", run()))


if __name__ == "__main__":
    main()
