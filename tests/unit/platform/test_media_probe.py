from pathlib import Path

import pytest

from shared.assessment.model.media import MediaLimits, MediaProbe
from shared.assessment.refusals import EmptyFile, FileTooLarge, MediaRefused, NotMedia, RecordingTooLong
from shared.kernel.clock import Milliseconds
from shared.platform.media import PyavProber
from tests.builders.media import CODECS, cut, damaged, turned, write_media


def probed(path: Path, **limits: int) -> MediaProbe:
    return PyavProber().probe(path, MediaLimits.model_validate(limits))


@pytest.mark.parametrize("container", CODECS)
def test_every_accepted_container_is_known_by_its_content_whatever_its_name(tmp_path: Path, container: str) -> None:
    path = write_media(tmp_path / "answer.bin", container=container)
    assert probed(path).container == container


@pytest.mark.parametrize("container", CODECS)
def test_duration_is_what_was_recorded(tmp_path: Path, container: str) -> None:
    path = write_media(tmp_path / "answer", container=container, seconds=2.0)
    assert probed(path).duration_ms == pytest.approx(2000, abs=120)


def test_a_webm_muxed_live_has_its_duration_from_its_packets_and_declares_none(tmp_path: Path) -> None:
    found = probed(write_media(tmp_path / "live.webm", seconds=3.0, live=True))
    assert found.declared_ms is None
    assert found.duration_ms == pytest.approx(3000, abs=120)


def test_sound_and_picture_are_described(tmp_path: Path) -> None:
    found = probed(write_media(tmp_path / "answer.webm", picture=(320, 240)))
    assert found.audio is not None
    assert found.video is not None
    assert (found.audio.codec, found.audio.sample_rate, found.audio.channels) == ("opus", 48_000, 1)
    assert (found.video.codec, found.video.width, found.video.height) == ("vp8", 320, 240)


def test_missing_sound_is_noted_not_refused(tmp_path: Path) -> None:
    found = probed(write_media(tmp_path / "mute.webm", audio=False))
    assert (found.audio, found.medium) == (None, "video")


def test_missing_picture_is_noted_not_refused(tmp_path: Path) -> None:
    found = probed(write_media(tmp_path / "voice.webm", picture=None))
    assert (found.video, found.medium) == (None, "audio")


def test_a_variable_frame_rate_is_given_as_its_mean(tmp_path: Path) -> None:
    uneven = [0, 20, 40, 500, 1000, 1030, 2000]
    found = probed(write_media(tmp_path / "phone.mp4", container="mp4", frame_times_ms=uneven))
    assert found.video is not None
    assert found.video.mean_fps == pytest.approx(6 / 2.0, rel=0.02)


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_a_phone_held_sideways_says_how_to_turn_its_picture(tmp_path: Path, clockwise: int) -> None:
    found = probed(turned(write_media(tmp_path / "phone.mp4", container="mp4"), clockwise))
    assert found.video is not None
    assert found.video.rotation == clockwise


def test_an_8k_picture_is_measured_without_decoding_it(tmp_path: Path) -> None:
    path = write_media(tmp_path / "8k.mp4", container="mp4", picture=(7680, 4320), frame_times_ms=[0], audio=False)
    found = probed(path)
    assert found.video is not None
    assert (found.video.width, found.video.height) == (7680, 4320)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nothing.webm"
    path.touch()
    with pytest.raises(EmptyFile) as refusal:
        probed(path)
    assert refusal.value.reason().code == "empty_file"


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.webm"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(FileTooLarge):
        probed(path, max_bytes=1999)


NO_RECORDINGS = {
    "it is a text file": "第一，我先看了日志。\nThen I fixed it.\n".encode(),
    "it is a playlist": b"#EXTM3U\n#EXTINF:10,\nhttp://169.254.169.254/latest\n",
    "it is a PNG picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "it is a JPEG picture": b"\xff\xd8\xff\xe0" + bytes(100),
    "it is a still picture": b"\x00\x00\x00\x18ftypheic" + bytes(100),
    "it is a WebP picture": b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(100),
    "it is a PDF document": b"%PDF-1.7" + bytes(100),
    "its first bytes belong to no known container": bytes(200),
}


@pytest.mark.parametrize(("words", "content"), NO_RECORDINGS.items(), ids=list(NO_RECORDINGS))
def test_what_is_no_recording_is_refused_in_words_even_under_a_recordings_name(
    tmp_path: Path, words: str, content: bytes
) -> None:
    path = tmp_path / "answer.webm"
    path.write_bytes(content)
    with pytest.raises(NotMedia) as refusal:
        probed(path)
    assert words in refusal.value.problem


@pytest.mark.parametrize("container", CODECS)
def test_a_file_cut_after_its_first_bytes_is_refused_and_never_breaks_the_prober(
    tmp_path: Path, container: str
) -> None:
    path = write_media(tmp_path / "answer", container=container)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(MediaRefused):
        probed(path)


def test_ninety_minutes_are_refused_from_timestamps(tmp_path: Path) -> None:
    minutes = [0, 1, 30, 60, 90]
    path = write_media(tmp_path / "long.webm", frame_times_ms=[m * 60_000 for m in minutes], audio=False)
    with pytest.raises(RecordingTooLong) as refusal:
        probed(path, max_duration_ms=30 * 60_000)
    assert "longer than 30 minutes" in refusal.value.problem


def test_a_live_webm_cut_at_two_thirds_shows_only_what_is_there(tmp_path: Path) -> None:
    found = probed(cut(write_media(tmp_path / "cut.webm", seconds=6.0, live=True), 2 / 3))
    assert found.duration_ms == pytest.approx(4000, abs=700)


def test_a_webm_cut_at_two_thirds_still_declares_its_whole_length(tmp_path: Path) -> None:
    found = probed(cut(write_media(tmp_path / "cut.webm", seconds=6.0), 2 / 3))
    assert found.declared_ms == pytest.approx(6000, abs=120)
    assert found.duration_ms < 5000


def test_an_mp4_cut_before_its_index_is_refused_and_the_index_is_named(tmp_path: Path) -> None:
    path = cut(write_media(tmp_path / "cut.mp4", container="mp4", seconds=4.0), 2 / 3)
    with pytest.raises(NotMedia, match="index"):
        probed(path)


def test_an_mp4_with_its_index_in_front_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = write_media(tmp_path / "cut.mp4", container="mp4", seconds=4.0, options={"movflags": "faststart"})
    found = probed(cut(whole, 2 / 3))
    assert found.declared_ms == pytest.approx(4000, abs=120)
    assert found.duration_ms < 3800


def test_damage_in_the_middle_does_not_hide_the_rest(tmp_path: Path) -> None:
    found = probed(damaged(write_media(tmp_path / "hurt.webm", seconds=4.0)))
    assert found.duration_ms == pytest.approx(4000, abs=150)


def test_limits_are_honoured_to_the_millisecond(tmp_path: Path) -> None:
    path = write_media(tmp_path / "answer.wav", container="wav", seconds=2.0)
    assert probed(path, max_duration_ms=2000).duration_ms == Milliseconds(2000)
