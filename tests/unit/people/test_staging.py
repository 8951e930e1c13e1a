"""Employees who are written at the same time: all of them, and what goes wrong is told when the others are done."""

from threading import Barrier
from typing import Any

import pytest

from shared.people.employees.staging import NumberTaken, StagedEmployees

NOBODY: Any = None


def test_as_many_are_written_at_the_same_time_as_the_settings_say() -> None:
    meeting, done = Barrier(4, timeout=10), []

    def write(number: int) -> None:
        meeting.wait()  # passes only where four are here at once
        done.append(number)

    StagedEmployees(NOBODY, NOBODY, NOBODY, NOBODY, at_once=4).each(range(8), write)
    assert sorted(done) == list(range(8))


@pytest.mark.parametrize("at_once", [1, 4])
def test_one_that_cannot_be_written_stops_the_import(at_once: int) -> None:
    def write(number: int) -> None:
        if number == 2:
            raise NumberTaken("A001")

    with pytest.raises(NumberTaken):
        StagedEmployees(NOBODY, NOBODY, NOBODY, NOBODY, at_once=at_once).each(range(8), write)
