"""The builders of bad recordings make what their names say, so that tests which use them test that."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.builders import bad_recordings, remux


def kinds_of_streams(path: Path) -> list[str]:
    with av.open(str(path)) as recording:
        return [stream.type for stream in recording.streams]


def broken_pictures(path: Path) -> int:
    broken = 0
    with av.open(str(path)) as recording:
        for packet in recording.demux(video=0):
            try:
                packet.decode()
            except av.error.FFmpegError:
                broken += 1
    return broken


@pytest.mark.parametrize("build", [bad_recordings.zero_bytes, bad_recordings.text_named_webm])
def test_what_is_no_recording_does_not_open(build: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(av.error.FFmpegError):
        av.open(str(build(tmp_path)))


@pytest.mark.parametrize(
    ("build", "kinds"), [(bad_recordings.no_audio, ["video"]), (bad_recordings.no_video, ["audio"])]
)
def test_a_stream_that_is_missing_is_missing(build: Callable[[Path], Path], kinds: list[str], tmp_path: Path) -> None:
    assert kinds_of_streams(build(tmp_path)) == kinds


def test_the_rotated_recording_lies_on_its_side_and_says_so(tmp_path: Path) -> None:
    with av.open(str(bad_recordings.rotated(tmp_path))) as recording:
        picture = next(recording.decode(video=0))
    assert (picture.width, picture.height, picture.rotation) == (480, 360, -90)


def test_ninety_minutes_are_small_and_long(tmp_path: Path) -> None:
    path = bad_recordings.ninety_minutes(tmp_path)
    with av.open(str(path)) as recording:
        last = max(float(p.pts * p.time_base) for p in recording.demux() if p.pts is not None)
    assert last == pytest.approx(90 * 60)
    assert path.stat().st_size < 100_000


def test_one_picture_in_the_middle_does_not_decode_and_the_sample_itself_has_none_such(tmp_path: Path) -> None:
    assert broken_pictures(bad_recordings.corrupt_middle(tmp_path)) == 1
    assert broken_pictures(remux.SAMPLE) == 0


def test_a_recording_that_was_written_live_has_no_duration(tmp_path: Path) -> None:
    with av.open(str(bad_recordings.without_duration(tmp_path))) as recording:
        assert recording.duration is None


def test_pictures_come_at_uneven_times(tmp_path: Path) -> None:
    with av.open(str(bad_recordings.variable_frame_rate(tmp_path))) as recording:
        times = [frame.time or 0.0 for frame in recording.decode(video=0)]
    gaps = {round(later - earlier, 2) for earlier, later in pairwise(times)}
    assert {0.05, 0.25} <= gaps
    assert max(gaps) > 1
