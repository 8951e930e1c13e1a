"""Blinks: lids that fall and rise again within a blink's time, seen in dense frames."""

from shared.assessment.watching.blinks import blinks_in, dense_runs
from tests.builders.watching import BLINK, OPEN, burst, face, frame


def test_one_fall_and_rise_is_one_blink_at_its_most_closed_moment() -> None:
    run = burst(10_000, [OPEN] * 6 + list(BLINK) + [OPEN] * 6)
    assert blinks_in(run) == [10_000 + 8 * 66]


def test_two_blinks_in_a_row_are_two() -> None:
    run = burst(0, [OPEN] * 4 + list(BLINK) + [OPEN] * 2 + list(BLINK) + [OPEN] * 4)
    assert len(blinks_in(run)) == 2


def test_eyes_that_tremble_do_not_blink() -> None:
    run = burst(0, [0.34, 0.32, 0.35, 0.31, 0.33, 0.3, 0.34, 0.32, 0.29, 0.33, 0.35, 0.32])
    assert blinks_in(run) == []


def test_a_long_look_at_notes_is_no_blink() -> None:
    run = burst(0, [OPEN] * 8 + [0.2] * 14 + [OPEN] * 8)
    assert blinks_in(run) == []


def test_narrow_eyes_blink_as_wide_ones_do() -> None:
    run = burst(0, [0.18] * 6 + [0.17, 0.08, 0.05, 0.1, 0.17] + [0.18] * 6)
    assert len(blinks_in(run)) == 1


def test_a_closing_that_the_burst_cuts_off_is_not_counted() -> None:
    assert blinks_in(burst(0, [OPEN] * 10 + [0.2, 0.1])) == []
    assert blinks_in(burst(0, [0.1, 0.2] + [OPEN] * 10)) == []


def test_a_gap_in_the_frames_ends_a_run() -> None:
    frames = [*burst(0, [OPEN] * 10), *burst(2000, [OPEN] * 10)]
    assert [len(run) for run in dense_runs(frames)] == [10, 10]


def test_sparse_frames_are_no_run() -> None:
    assert dense_runs([frame(second * 500) for second in range(20)]) == []


def test_an_averted_face_is_not_read_for_blinks() -> None:
    averted = [
        frame(index * 66, face=face(yaw=45.0, eyes_open=0.1 if index == 8 else OPEN), burst=0) for index in range(20)
    ]
    assert dense_runs(averted) == []
