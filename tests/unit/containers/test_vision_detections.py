"""The detector's raw numbers as faces."""

import numpy as np
import pytest

from containers.vision.detections import Detection, detector_input, faces_in, overlap


def raw(*cells: tuple[int, float]) -> tuple[np.ndarray, np.ndarray]:
    """Boxes of 40 px around the given anchors, with their logits; everything else is no face."""
    boxes, logits = np.zeros((1, 2304, 16), np.float32), np.full((1, 2304, 1), -10, np.float32)
    for cell, logit in cells:
        boxes[0, cell, 2:4] = 40
        boxes[0, cell, 4:8] = (-8, -5, 8, -5)
        logits[0, cell, 0] = logit
    return boxes, logits


def test_an_anchor_stands_in_the_middle_of_its_cell() -> None:
    (face,) = faces_in(*raw((48 * 10 + 20, 5.0)), scale=1.0)
    assert ((face.left + face.right) / 2, (face.top + face.bottom) / 2) == pytest.approx((20.5 * 4, 10.5 * 4))


def test_places_are_scaled_to_the_picture() -> None:
    (face,) = faces_in(*raw((0, 5.0)), scale=3.0)
    assert face.right - face.left == pytest.approx(120)


def test_neighbouring_answers_are_one_face_and_the_surest_stays() -> None:
    faces = faces_in(*raw((500, 2.0), (501, 4.0), (502, 3.0)), scale=1.0)
    assert [round(face.score, 3) for face in faces] == [0.982]


def test_faces_apart_are_two() -> None:
    assert len(faces_in(*raw((48 * 10 + 5, 3.0), (48 * 10 + 40, 3.0)), scale=1.0)) == 2


def test_doubtful_answers_are_left_out() -> None:
    assert faces_in(*raw((500, 0.3)), scale=1.0) == []


def test_level_eyes_are_no_angle() -> None:
    (face,) = faces_in(*raw((500, 5.0)), scale=1.0)
    assert face.angle == pytest.approx(0)


def test_boxes_that_do_not_touch_do_not_overlap() -> None:
    assert overlap(Detection(0, 0, 10, 10, 0, 1), Detection(20, 20, 30, 30, 0, 1)) == 0


def test_the_detector_sees_white_as_one_and_padding_as_black() -> None:
    batch = detector_input(np.full((144, 192, 3), 255, np.uint8))
    assert (batch[0, :144].min(), batch[0, 144:].max()) == pytest.approx((1, -1))
