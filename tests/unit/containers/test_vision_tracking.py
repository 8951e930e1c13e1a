"""Following one face: when the detector runs, whom it is about, and who else is there."""

from collections.abc import Sequence

import numpy as np
import pytest

from containers.vision.crops import Points
from containers.vision.detections import Detection
from containers.vision.pictures import Picture
from containers.vision.tracking import FaceTracker

PICTURE = Picture(np.zeros((480, 640, 4), np.uint8))


class FakeMesh:
    """Answers each crop with the same square of points in its middle and with the presence of its turn."""

    def __init__(self, *presences: float) -> None:
        self.presences = list(presences)

    def __call__(self, _crop: object) -> tuple[Points, float]:
        points = np.zeros((468, 3), np.float32)
        points[:, :2] = np.random.default_rng(0).uniform(32, 160, (468, 2))
        points[33], points[263] = (40, 80, 0), (150, 80, 0)
        return points, self.presences.pop(0) if self.presences else 0.99


class FakeDetector:
    def __init__(self, *faces: Detection) -> None:
        self.faces = faces
        self.calls = 0

    def __call__(self) -> Sequence[Detection]:
        self.calls += 1
        return self.faces


def person(x: float = 320, size: float = 150) -> Detection:
    return Detection(x - size / 2, 240 - size / 2, x + size / 2, 240 + size / 2, 0.0, 0.9)


def test_the_detector_runs_once_a_second_while_a_face_is_followed() -> None:
    tracker, detector = FaceTracker(FakeMesh()), FakeDetector(person())
    seen = [tracker.look(PICTURE, at_ms, detector) for at_ms in range(0, 3000, 100)]
    assert all(seen)
    assert detector.calls == 3


def test_a_lost_face_is_looked_for_five_times_a_second() -> None:
    tracker, detector = FaceTracker(FakeMesh()), FakeDetector()
    seen = [tracker.look(PICTURE, at_ms, detector) for at_ms in range(0, 1000, 50)]
    assert not any(seen)
    assert (detector.calls, tracker.faces) == (5, 0)


def test_a_mesh_that_is_not_sure_is_not_believed() -> None:
    tracker = FaceTracker(FakeMesh(0.2))
    assert tracker.look(PICTURE, 0, FakeDetector(person())) is None
    assert tracker.faces == 0


def test_a_second_person_is_counted_when_the_mesh_agrees() -> None:
    tracker = FaceTracker(FakeMesh(0.99, 0.9))
    tracker.look(PICTURE, 0, FakeDetector(person(200), person(480)))
    assert tracker.faces == 2


def test_a_pattern_that_only_the_detector_takes_for_a_face_is_not_counted() -> None:
    tracker = FaceTracker(FakeMesh(0.99, 0.1))
    tracker.look(PICTURE, 0, FakeDetector(person(200), person(480)))
    assert tracker.faces == 1


def test_a_small_portrait_on_the_wall_is_not_counted() -> None:
    tracker = FaceTracker(FakeMesh())
    tracker.look(PICTURE, 0, FakeDetector(person(200), person(560, size=40)))
    assert tracker.faces == 1


def test_the_largest_face_is_watched() -> None:
    seen = FaceTracker(FakeMesh()).look(PICTURE, 0, FakeDetector(person(560, size=60), person(200)))
    assert seen is not None
    assert seen.mesh[:, 0].mean() == pytest.approx(200, abs=20)


def test_after_a_while_the_old_place_is_forgotten() -> None:
    tracker = FaceTracker(FakeMesh())
    tracker.look(PICTURE, 0, FakeDetector(person(200)))
    seen = tracker.look(PICTURE, 4000, FakeDetector(person(480)))
    assert seen is not None
    assert seen.mesh[:, 0].mean() == pytest.approx(480, abs=20)


def test_a_person_who_leaves_is_no_longer_counted() -> None:
    tracker = FaceTracker(FakeMesh(0.99, 0.99, 0.1))
    tracker.look(PICTURE, 0, FakeDetector(person(200), person(480)))
    assert tracker.look(PICTURE, 300, FakeDetector()) is None
    assert tracker.faces == 0
