"""Panels, ratings and time on evidence by themselves."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.decision.panel.agreement import agreement
from shared.decision.panel.evidence import MOST, Beat, EvidenceTime, beaten
from shared.decision.panel.model import Member, Panel, awaiting, rated
from shared.decision.panel.reasons import leaving_reasons
from shared.kernel.ids import CandidateId, InterviewId, PositionId

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def panel(*users: str, required: int | None = None, review: tuple[str, ...] = ()) -> Panel:
    members = tuple(
        Member(user_id=user, assigned_by="rita", assigned_at=NOW, due_at=NOW, review=user in review) for user in users
    )
    return Panel(
        interview_id=InterviewId("int_1"),
        position_id=PositionId("pos_1"),
        candidate_id=CandidateId("cnd_1"),
        members=members,
        required=required,
        called_by="rita",
        called_at=NOW,
    )


def beat(number: int, seconds: int = 30) -> Beat:
    return Beat(beat_id=f"beat-{number:04d}", what="recording", seconds=seconds)


def test_a_decision_waits_for_everybody_unless_fewer_are_required() -> None:
    assert (panel("a", "b", "c").awaited, panel("a", "b", "c", required=2).awaited) == (3, 2)
    assert awaiting(panel("a", "b", required=2), None).awaited == 2


def test_when_members_leave_no_more_are_required_than_there_are() -> None:
    assert panel("a", required=3).awaited == 1
    assert panel().complete is False


def test_a_rating_counts_once_however_often_it_is_corrected() -> None:
    assert rated(rated(panel("a", "b"), "a"), "a").rated == ("a",)


def test_a_review_is_done_when_all_who_review_have_rated() -> None:
    called = panel("a", "b", "c", review=("b", "c"))
    assert not rated(rated(called, "a"), "b").reviewed
    assert rated(rated(called, "b"), "c").reviewed


def test_two_pages_that_look_at_once_make_no_more_time_than_passes() -> None:
    time = EvidenceTime()
    for number in range(10):
        time = beaten(time, beat(number), NOW)
    assert time.total == 30
    assert beaten(time, beat(11), NOW + timedelta(seconds=12)).total == 42


def test_a_clock_that_goes_back_credits_nothing() -> None:
    time = beaten(EvidenceTime(), beat(1), NOW)
    assert beaten(time, beat(2), NOW - timedelta(minutes=5)).total == 30


def test_a_copy_of_a_beat_counts_nothing_and_changes_nothing() -> None:
    time = beaten(EvidenceTime(), beat(1), NOW)
    assert beaten(time, beat(1), NOW + timedelta(seconds=30)) == time


def test_nobody_looks_at_one_interview_longer_than_half_a_working_day() -> None:
    time = EvidenceTime(recording=MOST - 5, last_at=NOW)
    assert beaten(time, beat(1), NOW + timedelta(minutes=1)).total == MOST


def test_agreement_of_two_shows_who_is_far_apart_and_the_share_that_is_not() -> None:
    found = agreement({"a": {"x": 1, "y": 3}, "b": {"x": 4, "y": 4}}, ("x", "y", "z"), {"x": 2})
    x, y, z = found.competencies
    assert (x.spread, x.apart[0].levels, x.machine_difference) == (3, 3, 0.5)
    assert (y.apart, z.mean, z.sd) == ((), None, None)
    assert (found.adjacent, found.to_discuss) == (0.5, ("x",))


def test_of_one_rater_there_is_no_agreement() -> None:
    found = agreement({"a": {"x": 3}}, ("x",), {})
    assert (found.competencies[0].sd, found.adjacent) == (None, None)


@pytest.mark.parametrize("code", leaving_reasons())
def test_every_reason_to_leave_is_worded_in_both_languages(code: str) -> None:
    title = leaving_reasons()[code].title
    assert title.zh
    assert title.en
