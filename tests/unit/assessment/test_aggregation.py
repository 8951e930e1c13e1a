"""From answers to an interview."""

import pytest

from shared.assessment.aggregation import aggregate
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.pipeline import AggregatedInterview
from tests.builders.assessed import interview, score, with_scores

WEIGHTS = {"teamwork": 3.0, "communication": 1.0}


def over(*answers: AnswerAssessed, total: int = 2) -> AggregatedInterview:
    return aggregate(interview(), answers, WEIGHTS, total)


def test_the_overall_score_follows_the_positions_weights() -> None:
    found = over(with_scores("a1", score("teamwork", 80.0), score("communication", 40.0)))
    assert found.overall == pytest.approx((3 * 80 + 40) / 4)


def test_a_surer_answer_counts_more() -> None:
    sure, unsure = score(points=80.0, confidence=0.9), score(points=20.0, confidence=0.3)
    found = over(with_scores("a1", sure), with_scores("a2", unsure))
    assert found.competencies[0].score == pytest.approx(65.0)


def test_a_competency_nobody_could_be_scored_on_gives_its_weight_to_the_others() -> None:
    found = over(with_scores("a1", score("teamwork", None), score("communication", 40.0)))
    assert (found.overall, found.competencies[0].score) == (40.0, None)


def test_an_interview_without_any_score_has_no_overall() -> None:
    found = over(with_scores("a1", score("teamwork", None)))
    assert (found.overall, found.standard_error, found.answers_assessed, found.answers_scored) == (None, None, 1, 0)


def test_more_answers_that_agree_make_a_score_surer() -> None:
    one = over(with_scores("a1", score()))
    three = over(*(with_scores(f"a{index}", score()) for index in range(3)))
    assert (three.standard_error or 0) < (one.standard_error or 0)


def test_answers_that_disagree_widen_the_error() -> None:
    agree = over(with_scores("a1", score(points=50.0)), with_scores("a2", score(points=50.0)))
    differ = over(with_scores("a1", score(points=20.0)), with_scores("a2", score(points=80.0)))
    assert (differ.standard_error or 0) > (agree.standard_error or 0)


def test_two_competencies_are_not_taken_as_independent() -> None:
    both = over(with_scores("a1", score("teamwork"), score("communication")))
    assert (both.standard_error or 0) > 12 / 2**0.5


def test_the_order_in_which_answers_arrived_does_not_matter() -> None:
    first, second = with_scores("a1", score(points=31.0)), with_scores("a2", score(points=77.7))
    assert over(first, second) == over(second, first)
