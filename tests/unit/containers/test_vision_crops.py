"""Crops of a picture, and the way back."""

from math import radians

import numpy as np
import pytest

from containers.vision.crops import Square, crop
from containers.vision.light import grey, sharpness
from containers.vision.pictures import Picture


def gradient() -> Picture:
    """Red grows to the right, green downwards, one level a pixel; blue is even."""
    pixels = np.zeros((200, 240, 4), np.uint8)
    pixels[..., 0] = np.arange(240)[None, :]
    pixels[..., 1] = np.arange(200)[:, None]
    pixels[..., 2] = 90
    return Picture(pixels)


def test_a_crop_of_its_own_size_is_the_picture() -> None:
    cropped = crop(gradient(), Square(120, 100, 64, 0.0), 64) * 255
    assert np.abs(cropped[..., 0] - np.arange(88, 152)[None, :]).max() < 1.1
    assert np.abs(cropped[..., 1] - np.arange(68, 132)[:, None]).max() < 1.1
    assert np.abs(cropped[..., 2] - 90).max() < 1.1


@pytest.mark.parametrize("angle", [0.0, 30.0, -75.0, 160.0])
def test_a_point_of_a_crop_comes_back_to_where_its_colour_is(angle: float) -> None:
    square = Square(120, 100, 90, radians(angle))
    cropped = crop(gradient(), square, 60) * 255
    points = np.array([[10.5, 20.5, 0], [50.5, 3.5, 0], [30.5, 30.5, 0]], np.float32)
    back = square.to_picture(points, 60)
    colours = np.array([cropped[int(y), int(x), :2] for x, y, _ in points])
    assert np.abs(colours - (back[:, :2] - 0.5)).max() < 1.5


def test_depth_scales_with_the_crop() -> None:
    assert Square(0, 0, 384, 0.3).to_picture(np.array([[1, 1, 10]], np.float32), 192)[0, 2] == pytest.approx(20)


def test_beyond_the_edge_the_border_repeats() -> None:
    cropped = crop(gradient(), Square(0, 0, 40, 0.0), 40) * 255
    assert np.abs(cropped[:20, :20, :2]).max() < 1.1


def test_a_smeared_face_is_less_sharp() -> None:
    noise = np.random.default_rng(1).random((128, 128, 3), np.float32)
    smeared = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1) + np.roll(noise, (1, 1), (0, 1))) / 4
    assert sharpness(grey(smeared.astype(np.float32))) < sharpness(grey(noise)) / 4


def test_an_even_face_has_no_sharpness() -> None:
    assert sharpness(np.full((128, 128), 0.5, np.float32)) == pytest.approx(0)
