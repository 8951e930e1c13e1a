from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from containers.transcriber.windows import MARGIN, RATE, WINDOW, Window, pack


def seconds(*spans: tuple[float, float]) -> list[tuple[int, int]]:
    return [(int(start * RATE), int(end * RATE)) for start, end in spans]


MINUTE = 60 * RATE


def test_silence_needs_no_window() -> None:
    assert pack([], MINUTE) == []


def test_a_short_answer_is_one_piece_with_its_margins() -> None:
    assert pack(seconds((1, 3)), MINUTE) == [Window(((RATE - MARGIN, 3 * RATE + MARGIN),))]


def test_margins_stop_at_the_ends_of_the_recording() -> None:
    assert pack(seconds((0, 2)), 2 * RATE) == [Window(((0, 2 * RATE),))]


def test_a_short_pause_stays_and_a_long_one_is_left_out() -> None:
    (window,) = pack(seconds((1, 3), (3.8, 5), (15, 17)), MINUTE)
    assert window.pieces == ((RATE - MARGIN, 5 * RATE + MARGIN), (15 * RATE - MARGIN, 17 * RATE + MARGIN))


def test_a_long_answer_is_cut_in_its_pauses() -> None:
    sentences = seconds(*[(i * 5.0, i * 5.0 + 4.5) for i in range(12)])
    windows = pack(sentences, MINUTE)
    cuts = [window.pieces[-1][1] for window in windows[:-1]]
    assert all(any(before[1] < cut < after[0] for before, after in pairwise(sentences)) for cut in cuts)


def test_speech_without_any_pause_is_cut_at_the_length_of_a_window() -> None:
    windows = pack(seconds((0, 70)), 70 * RATE)
    assert [window.length for window in windows] == [WINDOW, WINDOW, 70 * RATE - 2 * WINDOW]


def test_a_words_time_leads_back_over_the_pause_that_was_left_out() -> None:
    window = Window(tuple(seconds((10, 12), (30, 33))))
    assert window.original(0.5, 1.0) == (10.5, 11.0)
    assert window.original(2.5, 3.0) == (30.5, 31.0)


def test_a_word_across_a_cut_stays_on_the_side_of_its_middle() -> None:
    window = Window(tuple(seconds((10, 12), (30, 33))))
    assert window.original(1.5, 2.2) == (11.5, 12.0)
    assert window.original(1.9, 2.9) == (30.0, 30.9)


def test_a_word_beyond_the_end_ends_with_its_window() -> None:
    assert Window(tuple(seconds((10, 12)))).original(1.5, 2.4) == (11.5, 12.0)


def test_the_sound_of_a_window_is_its_pieces_end_to_end() -> None:
    samples = np.arange(100, dtype=np.float32)
    assert Window(((10, 12), (50, 53))).sound(samples).tolist() == [10, 11, 50, 51, 52]


spans = st.lists(st.tuples(st.integers(1, 90 * RATE), st.integers(1, 40 * RATE)), max_size=30).map(
    lambda steps: [
        (sum(gap + length for gap, length in steps[:i]) + gap, sum(gap + length for gap, length in steps[: i + 1]))
        for i, (gap, _) in enumerate(steps)
    ]
)


@given(spans)
def test_all_speech_is_heard_once_and_in_order_and_no_window_overflows(speech: list[tuple[int, int]]) -> None:
    total = (speech[-1][1] if speech else 0) + RATE
    windows = pack(speech, total)
    pieces = [piece for window in windows for piece in window.pieces]
    assert all(window.length <= WINDOW for window in windows)
    assert all(before[1] <= after[0] for before, after in pairwise(pieces))
    for start, end in speech:
        assert sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in pieces) == end - start


@pytest.mark.parametrize("moment", [0.0, 1.0, 1.99, 2.01, 4.9])
def test_every_moment_of_a_window_lies_inside_the_recordings_pieces(moment: float) -> None:
    start, end = Window(tuple(seconds((10, 12), (30, 33)))).original(moment, moment + 0.05)
    assert 10 <= start <= end <= 12 or 30 <= start <= end <= 33
