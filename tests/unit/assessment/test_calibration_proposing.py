"""From ratings to a proposal: what may get a weight, and what never does."""

import random
from datetime import UTC, datetime

import pytest

from shared.assessment.calibration.proposing import GATES, Basis, basis_of, proposed
from shared.assessment.calibration.ratings import HumanRating
from shared.assessment.local_judge import weights
from shared.assessment.model.score import Feature
from shared.assessment.rubrics.catalogue import load
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from tests.builders.assessed import assessed, score

NAMES = ("structure", "relevance", "vocabulary")
WHEN = datetime(2026, 11, 2, tzinfo=UTC)


def weighed(raters_look_at: str, basis: Basis) -> dict[str, float]:
    """The weights after a fit to raters who look at one feature alone."""
    chance, told = random.Random(9), assessed(watched=False)
    answers, ratings = {}, []
    for row in range(40):
        values = {name: chance.random() for name in NAMES}
        features = tuple(
            Feature.model_validate(
                {"name": name, "value": value, "raw": value, "unit": "share", "source": "transcript", "confidence": 1}
            )
            for name, value in values.items()
        )
        interview, scored = InterviewId(f"int_{row:03d}"), score("teamwork").model_copy(update={"features": features})
        answers[interview] = {AnswerId("a1"): told.model_copy(update={"features": (), "scores": (scored,)})}
        level = 1 + round(8 * values[raters_look_at]) / 2
        given = {"interview_id": interview, "competency": "teamwork", "level": level, "rater": "ann", "blind": True}
        ratings.append(HumanRating.model_validate({**given, "rated_at": WHEN}))
    return proposed(TenantId("acme"), "teamwork", basis, ratings, answers, {}, "eve", WHEN).weights_after


def test_a_signal_without_weight_can_get_one() -> None:
    basis = Basis(weights={"structure": 1.0}, version="1", besides=("vocabulary",))
    assert weighed("vocabulary", basis)["vocabulary"] > 0.3


def test_relevance_is_a_gate_and_gets_no_weight_however_much_raters_go_by_it() -> None:
    basis = Basis(weights={"structure": 1.0}, version="1", besides=("relevance", "vocabulary"))
    assert set(weighed("relevance", basis)) == {"structure", "vocabulary"}


@pytest.mark.parametrize("competency", sorted(load()))
def test_no_competency_gives_a_gate_weight_today(competency: str) -> None:
    assert not GATES & set(basis_of(load()[competency], weights()).weights)
