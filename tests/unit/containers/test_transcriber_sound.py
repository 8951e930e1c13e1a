"""What the meter reads in signals of which everything is known."""

import logging
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from containers.modelstore.locate import path_of
from containers.transcriber import sound
from containers.transcriber.engine import WhisperTranscriber
from containers.transcriber.sound import MOST_SPEECH, PITCH_STEP, SoundMeter, measure_sound
from containers.transcriber.tuning import WhisperSettings
from containers.transcriber.windows import RATE, Span
from shared.assessment.model.transcript import TranscribeOptions

ROOT = Path(__file__).parents[3]
Samples = NDArray[np.float32]


def buzz(hertz: float | NDArray[np.float64], seconds: float, level: float = 0.1) -> Samples:
    """A voice-like tone: ten harmonics, each weaker than the one before."""
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(hertz, int(seconds * RATE))) / RATE
    wave = sum(np.sin(order * phase) / order for order in range(1, 11))
    return np.asarray(level * wave / np.sqrt(np.mean(np.square(wave))), np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def hiss(samples: Samples, level: float) -> Samples:
    noise = np.random.default_rng(11).normal(0, level, len(samples))
    return (samples + noise).astype(np.float32)


def whole(samples: Samples) -> list[Span]:
    return [(0, len(samples))]


@pytest.mark.parametrize("hertz", [90.0, 120.0, 220.0, 320.0])
def test_the_pitch_of_a_steady_voice_is_found_within_two_percent(hertz: float) -> None:
    found = measure_sound(buzz(hertz, 4), [(0, 4 * RATE)])
    assert found.pitch_hz == pytest.approx(hertz, rel=0.02)
    assert found.pitch_variation == pytest.approx(0.0, abs=PITCH_STEP)
    assert found.loudness_variation == pytest.approx(0.0, abs=0.5)
    assert found.voiced_share > 0.95


def test_a_pure_tone_is_heard_at_its_pitch() -> None:
    tone = (0.1 * np.sin(2 * np.pi * 220 * np.arange(3 * RATE) / RATE)).astype(np.float32)
    assert measure_sound(tone, whole(tone)).pitch_hz == pytest.approx(220, rel=0.02)


def test_a_voice_that_glides_over_an_octave_varies_in_pitch() -> None:
    glide = buzz(np.geomspace(110.0, 220.0, 6 * RATE), 6)
    found = measure_sound(glide, whole(glide))
    assert found.pitch_hz == pytest.approx(155.6, rel=0.03)
    assert found.pitch_variation == pytest.approx(12 * 0.34, abs=0.3)  # an even glide: 16th to 84th percentile


def test_a_voice_that_gets_louder_varies_in_loudness() -> None:
    growing = (buzz(150, 6) * np.geomspace(0.1, 1.0, 6 * RATE)).astype(np.float32)
    found = measure_sound(growing, whole(growing))
    assert found.loudness_variation == pytest.approx(20 * 0.34, abs=0.5)


@pytest.mark.parametrize("decibels", [5.0, 15.0, 25.0, 40.0])
def test_speech_over_background_is_told_within_two_decibels(decibels: float) -> None:
    said = np.concatenate([quiet(1), buzz(180, 3), quiet(1.5), buzz(180, 3), quiet(1)])
    found = measure_sound(hiss(said, 0.1 / 10 ** (decibels / 20)), [(RATE, 4 * RATE), (11 * RATE // 2, 17 * RATE // 2)])
    assert found.signal_to_noise_db == pytest.approx(decibels, abs=2)


def test_without_a_gap_nothing_is_said_of_the_background() -> None:
    said = hiss(buzz(180, 3), 0.01)
    assert measure_sound(said, whole(said)).signal_to_noise_db is None


def test_a_hole_in_the_recording_is_no_quiet_room() -> None:
    said = np.concatenate([hiss(np.concatenate([quiet(2), buzz(180, 3)]), 0.01), quiet(20)])
    assert measure_sound(said, [(2 * RATE, 5 * RATE)]).signal_to_noise_db == pytest.approx(20, abs=2)
    assert measure_sound(np.concatenate([buzz(180, 3), quiet(20)]), [(0, 3 * RATE)]).signal_to_noise_db is None


def test_samples_at_full_scale_are_counted_wherever_they_are() -> None:
    said = buzz(180, 2)
    said[::50] = 1.0
    said[25::100] = -1.0
    assert measure_sound(said, [(0, RATE)]).clipped_share == pytest.approx(0.03, abs=1e-4)
    assert measure_sound(buzz(180, 2), [(0, RATE)]).clipped_share == 0.0


@pytest.mark.parametrize(
    ("samples", "speech"),
    [
        pytest.param(quiet(3), [], id="nobody speaks"),
        pytest.param(quiet(0), [], id="an empty recording"),
        pytest.param(quiet(2), [(0, 2 * RATE)], id="speech that is silence"),
        pytest.param(buzz(150, 1), [(0, 500)], id="speech shorter than a frame"),
        pytest.param(buzz(150, 1), [(0, 4000)], id="a quarter of a second"),
    ],
)
def test_too_little_voice_gives_no_pitch(samples: Samples, speech: list[Span]) -> None:
    found = measure_sound(samples, speech)
    assert (found.pitch_hz, found.pitch_variation, found.loudness_variation) == (None, None, None)
    assert found.signal_to_noise_db is None


def test_noise_has_hardly_any_voice() -> None:
    noise = hiss(quiet(4), 0.1)
    assert measure_sound(noise, whole(noise)).voiced_share < 0.1


def test_a_long_answer_is_sampled_from_beginning_to_end() -> None:
    first, last = buzz(120, 60), buzz(240, 60)
    found = measure_sound(np.concatenate([first, last]), [(0, 60 * RATE), (60 * RATE, 120 * RATE)])
    assert found.measured_ms <= 1000 * MOST_SPEECH / RATE
    assert found.measured_ms >= 0.8 * 1000 * MOST_SPEECH / RATE
    assert found.pitch_variation == pytest.approx(6, abs=0.5)  # an octave apart, half of the time each


def test_levels_do_not_jump_at_the_minute() -> None:
    said = hiss(buzz(150, 62), 0.001)
    starts, power = sound._powers(said)
    assert list(np.diff(starts)) == [sound.HOP] * (len(starts) - 1)
    assert starts[-1] + sound.FRAME <= len(said) < starts[-1] + sound.FRAME + sound.HOP
    assert np.ptp(10 * np.log10(power)) < 0.5


def test_a_failing_library_costs_the_measures_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no locator available")

    monkeypatch.setattr("librosa.pyin", broken)
    with caplog.at_level(logging.WARNING):
        assert SoundMeter().measure(buzz(150, 1), [(0, RATE)]) is None
    assert "will not be measured" in caplog.text
    assert "could not be measured" in caplog.text


@pytest.mark.slow
@pytest.mark.models
@pytest.mark.parametrize(("name", "between"), [("english", (150, 260)), ("mandarin", (180, 300))])
def test_the_sound_of_the_sample_answers_is_in_their_transcripts(name: str, between: tuple[int, int]) -> None:
    model = path_of("whisper-base", ROOT / ".bole/models")
    transcriber = WhisperTranscriber(WhisperSettings(model=model, name="whisper-base"))
    found = transcriber.transcribe(ROOT / f"samples/answers/{name}.webm", TranscribeOptions()).sound
    assert found is not None
    assert found.pitch_hz is not None
    assert between[0] < found.pitch_hz < between[1]
    assert found.clipped_share == 0
    assert found.method.startswith("librosa")


def test_the_image_brings_compiled_code_that_its_user_can_read_on_any_processor() -> None:
    dockerfile = (ROOT / "containers/transcriber/Dockerfile").read_text()
    assert "NUMBA_CPU_NAME=generic" in dockerfile
    assert "warm_up()" in dockerfile.split("AS worker")[0]
    assert "NUMBA_CACHE_DIR=/opt/bole/compiled" in dockerfile
    assert "chown -R 10001 /opt/bole/compiled" in dockerfile.split("AS worker")[1]
