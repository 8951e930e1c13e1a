"""The committed sample recordings are what interview.toml says they are."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import av
import pytest

from samples.make.script import SAMPLES, Answer, EventKind, read_answers
from shared.assessment.rubrics import catalogue as rubrics

ANSWERS = {answer.id: answer for answer in read_answers()}
each_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())


@cache
def script() -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "interview.toml").read_text(encoding="utf-8"))


@cache
def ends(path: Path) -> dict[str, float]:
    """Second at which the last packet of each kind begins."""
    last: dict[str, float] = {}
    with av.open(str(path)) as recording:
        for packet in recording.demux():
            if packet.pts is not None:
                last[packet.stream.type] = float(packet.pts * packet.time_base)
    return last


def seconds_of(answer: Answer, kind: str) -> float:
    return sum(event.end_s - event.start_s for event in answer.events if event.kind == kind)


def test_there_is_a_mandarin_an_english_and_a_weak_answer() -> None:
    assert [(entry["id"], entry["language"], entry["good"]) for entry in script()["answer"]] == [
        ("mandarin", "zh", True),
        ("english", "en", True),
        ("weak", "en", False),
    ]


@each_answer
def test_a_recording_is_small_enough_to_live_in_the_repository(answer: Answer) -> None:
    assert answer.path.stat().st_size <= 700_000


@each_answer
def test_a_recording_has_the_streams_of_a_browser_and_no_duration(answer: Answer) -> None:
    with av.open(str(answer.path)) as recording:
        video, audio = recording.streams.video[0], recording.streams.audio[0]
        found = (video.codec_context.name, video.width, video.height, audio.codec_context.name, recording.duration)
    assert found[0] in {"vp9", "libvpx-vp9"}
    assert found[1:3] == (640, 480)
    assert found[3] in {"opus", "libopus"}
    assert found[4] is None


@each_answer
def test_a_recording_lasts_between_half_a_minute_and_a_minute(answer: Answer) -> None:
    assert 30 < ends(answer.path)["audio"] < 60


@each_answer
def test_picture_and_sound_end_together(answer: Answer) -> None:
    assert ends(answer.path)["video"] == pytest.approx(ends(answer.path)["audio"], abs=0.2)


@each_answer
def test_every_picture_decodes(answer: Answer) -> None:
    with av.open(str(answer.path)) as recording:
        video = recording.streams.video[0]
        pictures = sum(1 for packet in recording.demux(video) for _ in packet.decode())
    assert pictures == pytest.approx(ends(answer.path)["video"] * 20 + 1, abs=1)


@each_answer
def test_events_follow_each_other_and_end_before_the_recording(answer: Answer) -> None:
    assert all(event.start_s < event.end_s for event in answer.events)
    assert all(one.end_s <= other.start_s for one, other in pairwise(answer.events))
    assert answer.events[-1].end_s < ends(answer.path)["video"]


@each_answer
def test_every_kind_of_event_happens_and_no_other(answer: Answer) -> None:
    assert {event.kind for event in answer.events} == set(get_args(EventKind))


def test_the_weak_answer_looks_away_longer_than_the_good_ones() -> None:
    away = {name: seconds_of(answer, "glance") for name, answer in ANSWERS.items()}
    assert away["weak"] > 2 * max(away["mandarin"], away["english"])


def test_every_answer_has_its_question_in_both_languages_and_known_competencies() -> None:
    for entry in script()["answer"]:
        assert entry["question_zh"]
        assert entry["question_en"]
        assert entry["competencies"]
        assert set(entry["competencies"]) <= set(rubrics.load())
