from pathlib import Path

import numpy as np
import pytest

from shared.assessment.refusals import NoAudio, NotMedia
from shared.platform.media import SAMPLE_RATE, decode_audio
from tests.builders.media import CODECS, cut, damaged, tone, write_media


@pytest.mark.parametrize("container", CODECS)
def test_every_container_gives_16_khz_mono_of_the_same_length(tmp_path: Path, container: str) -> None:
    decoded = decode_audio(write_media(tmp_path / "answer", container=container, seconds=2.0))
    assert decoded.samples.dtype == np.float32
    assert len(decoded.samples) == pytest.approx(2 * SAMPLE_RATE, abs=0.12 * SAMPLE_RATE)


def test_loudness_survives(tmp_path: Path) -> None:
    decoded = decode_audio(write_media(tmp_path / "answer.wav", container="wav"))
    assert float(np.abs(decoded.samples).max()) == pytest.approx(0.2, abs=0.01)


def test_sound_that_begins_late_keeps_its_place_on_the_pictures_clock(tmp_path: Path) -> None:
    late = np.concatenate([np.zeros(48_000, np.float32), tone(1.0)])
    decoded = decode_audio(write_media(tmp_path / "answer.webm", sound=late))
    loud = np.flatnonzero(np.abs(decoded.samples) > 0.05)
    assert loud[0] / SAMPLE_RATE == pytest.approx(1.0, abs=0.05)


def test_what_follows_damage_keeps_its_place(tmp_path: Path) -> None:
    sound = np.concatenate([tone(1.5), np.zeros(3 * 48_000, np.float32), tone(0.5)])
    decoded = decode_audio(damaged(write_media(tmp_path / "hurt.webm", sound=sound, picture=None), at=0.45, length=400))
    loud = np.flatnonzero(np.abs(decoded.samples) > 0.1)
    second_tone = loud[loud > 3 * SAMPLE_RATE][0]
    assert second_tone / SAMPLE_RATE == pytest.approx(4.5, abs=0.1)


def test_a_cut_file_gives_the_sound_that_is_there(tmp_path: Path) -> None:
    decoded = decode_audio(cut(write_media(tmp_path / "cut.webm", seconds=6.0, live=True), 2 / 3))
    assert decoded.duration_ms == pytest.approx(4000, abs=700)


def test_a_recording_without_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoAudio):
        decode_audio(write_media(tmp_path / "mute.webm", audio=False))


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.webm"
    path.write_text("I have nothing to say.")
    with pytest.raises(NotMedia, match="text file"):
        decode_audio(path)
