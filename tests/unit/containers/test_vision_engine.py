"""The engine on recordings: what the face does is found at its second, and bad recordings give words, not crashes."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from containers.vision.engine import MODELS, OnnxWatcher
from containers.vision.work import WatchWork
from shared.assessment.model.media import MediaLimits
from shared.assessment.model.vision import Vision, VisionSecond, WatchOptions
from shared.assessment.pipeline import WatchResult
from shared.assessment.refusals import MediaRefused
from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from tests.builders import bad_recordings, face_clips

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
DENSE = WatchOptions(burst_ms=Milliseconds(10_000), burst_every_ms=Milliseconds(10_000))

pytestmark = pytest.mark.models


@cache
def watcher() -> OnnxWatcher:
    models = ROOT / ".bole" / "models"
    if not all((models / name / "model.onnx").exists() for name in MODELS):
        pytest.skip("the vision models are not assembled here")
    return OnnxWatcher(models, device="cpu")


@cache
def english() -> Vision:
    return watcher().watch(SAMPLES / "answers" / "english.webm", DENSE)


def events(kind: str) -> list[tuple[float, float]]:
    """When the face of the English sample does something, in seconds."""
    script = tomllib.loads((SAMPLES / "interview.toml").read_text(encoding="utf-8"))
    answer = next(answer for answer in script["answer"] if answer["id"] == "english")
    return [(event["start_s"], event["end_s"]) for event in answer["event"] if event["kind"] == kind]


def inside(kind: str) -> list[VisionSecond]:
    """Rows that lie wholly within an event, its slow start and end left out."""
    spans = [(1000 * start + 500, 1000 * end - 500) for start, end in events(kind)]
    return [row for row in english().timeline if any(a <= row.at_ms and row.at_ms + 1000 <= b for a, b in spans)]


def elsewhere(*kinds: str) -> list[VisionSecond]:
    """Rows that no event of these kinds touches."""
    spans = [(1000 * start, 1000 * end) for kind in kinds for start, end in events(kind)]
    return [row for row in english().timeline if all(row.at_ms + 1000 <= a or row.at_ms >= b for a, b in spans)]


@pytest.mark.slow
def test_heads_turned_left_and_right_are_found_and_told_apart() -> None:
    left, right = inside("turn_left"), inside("turn_right")
    assert left
    assert right
    assert all(row.pose and row.pose.yaw < -6 for row in left)
    assert all(row.pose and row.pose.yaw > 6 for row in right)


@pytest.mark.slow
def test_a_head_that_is_not_turned_stays_within_three_degrees() -> None:
    assert all(row.pose and abs(row.pose.yaw) < 3 for row in elsewhere("turn_left", "turn_right"))


@pytest.mark.slow
def test_a_glance_away_leaves_the_camera_while_the_head_stays() -> None:
    away = [row for row in english().timeline if row.gaze_on_camera == 0 and row not in elsewhere("glance")]
    assert away
    assert all(row.pose and abs(row.pose.yaw) < 3 for row in away)
    assert all(row.gaze_on_camera == 1 for row in elsewhere("glance", "turn_left", "turn_right"))


@pytest.mark.slow
def test_a_smile_is_found_and_speech_is_not_taken_for_one() -> None:
    assert inside("smile")
    assert all(row.smile is not None and row.smile > 0.4 for row in inside("smile"))
    assert all(row.smile is not None and row.smile < 0.3 for row in elsewhere("smile"))


@pytest.mark.slow
def test_every_blink_is_found_at_its_second_and_none_is_made_up() -> None:
    counted = {row.at_ms // 1000 for row in english().timeline if row.blinks}
    assert all(counted & {int(start), int(end)} for start, end in events("blink"))
    assert sum(row.blinks or 0 for row in english().timeline) == len(events("blink"))


@pytest.mark.slow
def test_the_same_recording_gives_the_same_numbers() -> None:
    options = WatchOptions(burst_ms=Milliseconds(0))
    path = SAMPLES / "answers" / "english.webm"
    assert watcher().watch(path, options) == watcher().watch(path, options)


@pytest.mark.parametrize(
    ("recording", "flags"),
    [
        (bad_recordings.no_face, ("no_face",)),
        (bad_recordings.two_faces, ("second_person",)),
        (face_clips.broken_in_the_middle, ("damaged",)),
        (face_clips.dark, ("too_dark",)),
        (face_clips.smeared, ("blurred",)),
        (face_clips.plain, ()),
        (face_clips.uneven, ()),
        (face_clips.phone_upright, ()),
    ],
)
def test_a_recording_is_flagged_for_what_it_is(
    recording: Callable[[Path], Path], flags: tuple[str, ...], tmp_path: Path
) -> None:
    assert watcher().watch(recording(tmp_path), WatchOptions()).flags == flags


def test_a_live_recording_without_a_duration_is_watched_to_its_end(tmp_path: Path) -> None:
    live = watcher().watch(face_clips.plain(tmp_path, live=True), WatchOptions())
    assert [row.at_ms for row in live.timeline] == [0, 1000, 2000, 3000, 4000, 5000]


def test_an_uneven_frame_rate_leaves_out_only_the_second_without_pictures(tmp_path: Path) -> None:
    vision = watcher().watch(face_clips.uneven(tmp_path), WatchOptions())
    assert [row.at_ms for row in vision.timeline] == [0, 1000, 2000, 4000, 5000]


def test_a_corrupt_picture_is_counted_and_the_others_are_seen(tmp_path: Path) -> None:
    summary = watcher().watch(face_clips.broken_in_the_middle(tmp_path), WatchOptions()).summary
    assert 1 <= summary.corrupt_frames <= 10  # a decoder may refuse what follows, up to the next whole picture
    assert summary.seconds == face_clips.SECONDS
    assert summary.face_present == 1


def test_a_rotated_phone_video_is_watched_upright(tmp_path: Path) -> None:
    vision = watcher().watch(face_clips.phone_upright(tmp_path), WatchOptions())
    row = vision.timeline[0]
    assert vision.summary.face_present == 1
    assert row.offset_y is not None
    assert abs(row.offset_y) < 0.35
    assert row.face_share is not None
    assert row.face_share > 0.4  # of 360 px; lying on its side the frame is 480 px wide


@pytest.mark.parametrize(
    ("recording", "flag"), [(bad_recordings.no_video, "no_video"), (bad_recordings.eight_k, "picture_too_large")]
)
def test_a_recording_that_cannot_be_watched_says_why(
    recording: Callable[[Path], Path], flag: str, tmp_path: Path
) -> None:
    vision = watcher().watch(recording(tmp_path), WatchOptions())
    assert (vision.flags, vision.timeline, vision.summary.seconds) == ((flag,), (), 0)


def test_the_limit_on_pixels_is_a_setting(tmp_path: Path) -> None:
    small = OnnxWatcher(ROOT / ".bole" / "models", device="cpu", limits=MediaLimits(max_pixels=320 * 240))
    assert small.watch(face_clips.plain(tmp_path), WatchOptions()).flags == ("picture_too_large",)


@pytest.mark.parametrize("recording", [bad_recordings.zero_bytes, bad_recordings.text_named_webm])
def test_what_is_no_recording_is_refused_in_words(recording: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(MediaRefused) as refusal:
        watcher().watch(recording(tmp_path), WatchOptions())
    assert refusal.value.remedy


def test_expression_is_not_measured_when_it_is_not_allowed(tmp_path: Path) -> None:
    vision = watcher().watch(face_clips.plain(tmp_path), WatchOptions(expression=False))
    assert vision.summary.expression is None
    assert {row.expression for row in vision.timeline} == {None}


def test_progress_grows_and_can_stop_the_work(tmp_path: Path) -> None:
    class Enough(Exception):
        """Raised by whoever waits."""

    shares: list[float] = []

    def until_half(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise Enough

    with pytest.raises(Enough):
        watcher().watch(face_clips.plain(tmp_path), WatchOptions(), until_half)
    assert shares == sorted(shares)


def test_the_worker_answers_with_where_the_document_lies(tmp_path: Path) -> None:
    finding = WatchWork(watcher()).do(face_clips.plain(tmp_path), {"expression": False}, lambda _share: None)
    answer = finding.answer(DocumentRef(key="artifacts/vision.json", sha256="ab"))
    assert isinstance(finding.document, Vision)
    assert isinstance(answer, WatchResult)
    assert (answer.vision.key, answer.frames) == ("artifacts/vision.json", finding.document.summary.frames)
