"""Recordings that go wrong, through the real engines to the words that a reader sees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.assessment.contracts import AnswerAssessed
from tests.builders import bad_recordings
from tests.builders.engines import assess_for_real
from tests.builders.remux import SAMPLE

pytestmark = [pytest.mark.models, pytest.mark.slow]


def flags(assessed: AnswerAssessed) -> set[str]:
    return {flag.code for flag in assessed.flags}


@pytest.mark.parametrize("make", [bad_recordings.silence, bad_recordings.noise])
def test_where_nobody_speaks_there_are_no_words_and_no_scores(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assessed = assess_for_real(make(tmp_path))
    assert assessed.transcript.words == ()
    assert flags(assessed) & {"silence", "noise_only"}
    assert [score.score for score in assessed.scores] == [None]


def test_a_recording_that_was_cut_short_is_assessed_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    assessed = assess_for_real(bad_recordings.cut_at_two_thirds(tmp_path), promised_ms=47_400)
    assert "truncated" in flags(assessed)
    assert len(assessed.transcript.words) > 20


def test_a_whole_recording_has_no_flag_but_that_nobody_watched(tmp_path: Path) -> None:
    assessed = assess_for_real(SAMPLE, promised_ms=47_400)
    assert flags(assessed) == {"vision_off"}
    assert all(score.score is not None for score in assessed.scores)
