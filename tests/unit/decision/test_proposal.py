"""The proposal rule: a machine proposes only where it is sure on which side of the cut somebody is."""

import pytest

from shared.assessment.aggregation import aggregate
from shared.assessment.norms import percentile
from shared.assessment.pipeline import InterviewRef, NormedInterview
from shared.decision.model import propose
from shared.decision.service import propose_interview
from shared.kernel.ids import PositionId
from tests.builders.assessed import interview, score, with_scores


@pytest.mark.parametrize(
    ("overall", "outcome", "rule"),
    [
        (79.6, "pass", "above_cut"),
        (79.5, "review", "within_error"),
        (60.0, "review", "within_error"),
        (40.5, "review", "within_error"),
        (40.4, "fail", "below_cut"),
    ],
)
def test_within_1_96_standard_errors_of_the_cut_a_person_reviews(overall: float, outcome: str, rule: str) -> None:
    found = propose(overall, 10.0, 60.0, 0.8, 3, 3)
    assert (found.outcome, found.rule) == (outcome, rule)


def test_exactly_1_96_standard_errors_away_is_enough() -> None:
    assert propose(79.6, 10.0, 60.0, 0.8, 3, 3).outcome == "pass"


@pytest.mark.parametrize(
    ("overall", "cut", "confidence", "scored", "rule"),
    [
        (None, 60.0, 0.8, 3, "nothing_scored"),
        (95.0, 60.0, 0.8, 2, "answers_missing"),
        (95.0, 60.0, 0.2, 3, "low_confidence"),
        (95.0, None, 0.8, 3, "no_cut"),
    ],
)
def test_what_is_missing_sends_it_to_a_person(
    overall: float | None, cut: float | None, confidence: float, scored: int, rule: str
) -> None:
    found = propose(overall, None if overall is None else 5.0, cut, confidence, scored, 3)
    assert (found.outcome, found.rule) == ("review", rule)


def test_the_basis_names_its_figures() -> None:
    assert "score 40.0, cut 60.0, margin ±9.8" in propose(40.0, 5.0, 60.0, 0.8, 3, 3).basis


class OneCut:
    def cut_for(self, interview: InterviewRef) -> float | None:
        return 50.0


class Breakers:
    def __init__(self, tripped: bool = False) -> None:
        self.tripped = tripped

    def stopped(self, position_id: PositionId) -> bool:
        return self.tripped


def test_an_interview_with_an_answer_that_could_not_be_scored_is_reviewed() -> None:
    answers = [with_scores("a1", score(points=95.0)), with_scores("a2", score(points=None))]
    aggregated = aggregate(interview(), answers, {"teamwork": 1.0}, 2)
    normed = NormedInterview(aggregated=aggregated, norm=percentile(aggregated.overall, "acme", []))
    assert propose_interview(normed, OneCut(), Breakers()).proposal.rule == "answers_missing"


def test_while_the_bias_breaker_is_tripped_people_alone_decide_however_clear_the_score() -> None:
    aggregated = aggregate(interview(), [with_scores("a1", score(points=95.0))], {"teamwork": 1.0}, 1)
    normed = NormedInterview(aggregated=aggregated, norm=percentile(aggregated.overall, "acme", []))
    found = propose_interview(normed, OneCut(), Breakers(tripped=True)).proposal
    assert (found.outcome, found.rule) == ("review", "proposals_stopped")
