"""The figures of the rubber-stamp meter, against values that were worked out by hand or are published."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from shared.decision.outcomes.model import Basis, Decision
from shared.decision.oversight.counting import EDGES, of_competencies, of_decision, of_raters, time_class
from shared.decision.oversight.model import overseen, reliability
from shared.kernel.ids import CandidateId, InterviewId, PositionId

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""Six targets, four raters (Shrout & Fleiss 1979, table 2): ICC(1,1) = .17, ICC(1,4) = .44."""


def counted(ratings: tuple[tuple[int, ...], ...], machine: int | None = None) -> Counter[str]:
    total: Counter[str] = Counter()
    for levels in ratings:
        given = {f"r{place}": {"teamwork": level} for place, level in enumerate(levels)}
        total.update(of_competencies(given, {"teamwork": machine})["teamwork"])
    return total


def decided(**changed: object) -> Decision:
    values: dict[str, object] = {
        "decision_id": "dec_1",
        "number": 1,
        "interview_id": InterviewId("int_1"),
        "position_id": PositionId("pos_1"),
        "candidate_id": CandidateId("cnd_1"),
        "node": "interview",
        "outcome": "advance",
        "reason_codes": ("meets_standard",),
        "decided_by": "rita",
        "decided_at": datetime(2026, 11, 22, tzinfo=UTC),
        "basis": Basis(followed=True, seconds=70),
        **changed,
    }
    return Decision.model_validate(values)


def total(*decisions: Decision) -> Counter[str]:
    counters: Counter[str] = Counter()
    for one in decisions:
        counters.update(of_decision(one))
    return counters


def test_the_intraclass_correlation_is_that_of_shrout_and_fleiss() -> None:
    counters = counted(SHROUT_FLEISS)
    counters["interviews"] = 6
    assert reliability("teamwork", counters).icc_single is None  # six are too few to be shown
    doubled = counted(SHROUT_FLEISS * 2)
    found = reliability("teamwork", doubled)
    # The mean squares within stay, those between become 11.24 x 12/6 x 5/11; worked out by hand.
    between, within = 2 * 56.208 / 11, 2 * 112.75 / 36
    assert found.icc_single == pytest.approx((between - within) / (between + 3 * within), abs=0.002)
    assert found.icc_mean == pytest.approx((between - within) / between, abs=0.002)


def test_raters_who_agree_wholly_have_a_correlation_and_a_kappa_of_one() -> None:
    found = reliability("teamwork", counted(tuple((level, level) for level in (1, 2, 3, 4, 5) * 2), machine=3))
    assert (found.icc_single, found.icc_mean, found.kappa, found.k) == (1.0, 1.0, 1.0, 2.0)


def test_where_everybody_gives_the_same_level_nothing_can_be_said() -> None:
    found = reliability("teamwork", counted(((3, 3),) * 12))
    assert (found.icc_single, found.kappa) == (None, None)


def test_raters_who_contradict_each_other_have_a_kappa_below_nought() -> None:
    assert (reliability("teamwork", counted(((1, 5),) * 12)).kappa or 0) < 0


def test_people_and_machine_that_agree_by_chance_have_a_kappa_near_nought() -> None:
    whole: Counter[str] = Counter()
    for machine in (1, 2, 3, 4, 5):
        whole.update(counted(tuple((level, level) for level in (1, 2, 3, 4, 5)), machine=machine))
    assert reliability("teamwork", whole).kappa_machine == 0.0


def test_one_rater_alone_adds_nothing_to_reliability() -> None:
    assert of_competencies({"r1": {"teamwork": 3}}, {}) == {}


def test_the_override_rate_counts_only_where_there_was_a_proposal() -> None:
    counters = total(
        decided(),
        decided(basis=Basis(followed=False)),
        decided(basis=Basis(followed=None)),
        decided(outcome="hold", basis=Basis()),
    )
    found = overseen("rita", counters)
    assert (found.decisions, found.proposals, found.override_rate) == (4, 2, 0.5)


@pytest.mark.parametrize(("seconds", "place"), [(0, 0), (14, 0), (15, 1), (59, 3), (60, 4), (7200, 17), (10**6, 17)])
def test_a_time_falls_into_its_class(seconds: int, place: int) -> None:
    assert time_class(seconds) == place


def test_the_median_time_lies_within_the_class_of_the_true_one() -> None:
    counters = total(*(decided(basis=Basis(seconds=each)) for each in (5, 20, 70, 80, 5000)))
    median = overseen("rita", counters).median_seconds
    assert median is not None
    assert EDGES[4] <= median <= EDGES[5]


def test_severity_has_its_interval_and_is_marked_only_with_enough_interviews() -> None:
    counters: Counter[str] = Counter()
    for number in range(12):
        levels = {"hard": {"teamwork": 2 + number % 2}, "mild": {"teamwork": 4}}
        counters.update(of_raters(levels, {})["hard"])
        if number == 5:
            assert overseen("hard", counters).flags == ()
    found = overseen("hard", counters)
    assert found.to_others is not None
    assert (found.to_others.n, found.to_others.mean) == (12, -1.5)
    assert (found.to_others.low, found.to_others.high) == pytest.approx((-1.832, -1.168), abs=0.002)
    assert [flag.code for flag in found.flags] == ["severe"]
    assert "12" in (found.flags[0].rule.en or "")


def test_severity_against_the_machine_is_counted_apart() -> None:
    added = of_raters({"a": {"teamwork": 5, "communication": 3}}, {"teamwork": 4, "communication": None})["a"]
    assert added == {"rated": 1, "machine_n": 1, "machine_sum": 1000, "machine_square": 10**6}


def test_nobody_is_marked_on_few_decisions() -> None:
    assert overseen("rita", total(*[decided(bulk_id="b", basis=Basis(followed=True))] * 19)).flags == ()
    marks = overseen("rita", total(*[decided(bulk_id="b", basis=Basis(followed=True))] * 20)).flags
    assert {flag.code for flag in marks} == {"follows_always", "hasty", "in_bulk"}


def test_to_depart_always_is_marked_too() -> None:
    marks = overseen("rita", total(*[decided(basis=Basis(followed=False, seconds=600))] * 20)).flags
    assert [flag.code for flag in marks] == ["departs_often"]
