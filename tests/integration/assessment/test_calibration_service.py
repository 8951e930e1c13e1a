"""Learning from people: proposed, accepted by somebody, withdrawn; and nothing changes by itself."""

import random
from datetime import UTC, datetime

import pytest

from shared.assessment.calibration.proposal import CalibrationProposal
from shared.assessment.calibration.proposing import Basis
from shared.assessment.calibration.ratings import HumanRating
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import CompetencyScore, Feature
from shared.assessment.service import calibrate
from shared.assessment.service.scope import Scope
from shared.assessment.store.calibrations import Calibrations
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.ids import AnswerId, InterviewId
from tests.builders.assessed import assessed
from tests.builders.assessment import Stage

BASIS = Basis(weights={"structure": 0.7, "specificity": 0.3}, version="2026-11.2", besides=("vocabulary",))
WHEN = datetime(2026, 11, 2, tzinfo=UTC)
Stored = dict[InterviewId, dict[AnswerId, AnswerAssessed]]


def rated_interviews(count: int, *, blind: bool = True) -> tuple[Stored, list[HumanRating]]:
    """Interviews whose raters look at vocabulary alone, which has no weight yet."""
    chance, told = random.Random(9), assessed(watched=False)
    answers: Stored = {}
    ratings = []
    for row in range(count):
        interview, answer = InterviewId(f"int_{row:03d}"), AnswerId("a1")
        values = {name: chance.random() for name in ("structure", "specificity", "vocabulary")}
        features = tuple(
            Feature.model_validate(
                {"name": name, "value": value, "raw": value, "unit": "share", "source": "transcript", "confidence": 1}
            )
            for name, value in values.items()
        )
        score = CompetencyScore(
            competency="teamwork",
            score=50.0,
            level=3,
            confidence=0.6,
            standard_error=12.0,
            features=features,
            judge="local",
            rubric_version="1",
        )
        update = {"interview_id": interview, "answer_id": answer, "features": (), "scores": (score,)}
        answers[interview] = {answer: told.model_copy(update=update)}
        ratings.append(
            HumanRating(
                interview_id=interview,
                answer_id=answer,
                competency="teamwork",
                level=1 + round(8 * values["vocabulary"]) / 2,
                rater="ann",
                blind=blind,
                rated_at=WHEN,
            )
        )
    return answers, ratings


@pytest.fixture
def scope(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """The tenant's part, in which forty rated interviews lie as documents."""
    answers, _ = rated_interviews(40)
    monkeypatch.setattr(calibrate, "assessed_answers", lambda scope, interview: answers[interview])
    return stage.scope


def proposed(scope: Scope) -> CalibrationProposal:
    _, ratings = rated_interviews(40)
    return calibrate.propose(scope, "teamwork", BASIS, ratings, {}, by="ann")


def test_a_proposal_is_kept_and_changes_nothing(scope: Scope) -> None:
    made = proposed(scope)
    assert (made.status, made.advice, made.evidence.interviews) == ("proposed", "adopt", 40)
    assert made.weights_after["vocabulary"] > 0.5
    assert Calibrations(scope.table).get(made.proposal_id) == made
    assert calibrate.proposals(scope) == [made]
    assert calibrate.accepted_weights(scope, BASIS.version) == {}


def test_what_an_administrator_accepts_holds_and_says_by_whom(scope: Scope) -> None:
    made = proposed(scope)
    accepted = calibrate.accept(scope, made.proposal_id, by="eve", note="agreed in the works council")
    held = calibrate.accepted_weights(scope, BASIS.version)["teamwork"]
    assert (held.weights_version, held.accepted_by, held.accepted_at) == (
        made.weights_version,
        "eve",
        scope.clock.now(),
    )
    assert held.weights == {name: weight for name, weight in made.weights_after.items() if weight > 0}
    assert [(step.status, step.by) for step in accepted.history] == [("proposed", "ann"), ("accepted", "eve")]
    assert Calibrations(scope.table).get(made.proposal_id) == accepted


def test_accepted_weights_have_one_name_together(scope: Scope) -> None:
    calibrate.accept(scope, proposed(scope).proposal_id, by="eve")
    held = calibrate.accepted_weights(scope, BASIS.version)
    assert calibrate.version_of(held) == calibrate.version_of(dict(reversed(held.items())))
    other = held["teamwork"].model_copy(update={"weights_version": "cal-other"})
    assert calibrate.version_of({"teamwork": other}) != calibrate.version_of(held)


def test_weights_fitted_beside_other_standard_weights_do_not_hold(scope: Scope) -> None:
    calibrate.accept(scope, proposed(scope).proposal_id, by="eve")
    assert calibrate.accepted_weights(scope, "2027-01.1") == {}


def test_an_accepted_proposal_can_be_withdrawn(scope: Scope) -> None:
    made = proposed(scope)
    calibrate.accept(scope, made.proposal_id, by="eve")
    withdrawn = calibrate.withdraw(scope, made.proposal_id, by="eve", note="a new round of ratings")
    assert withdrawn.status == "withdrawn"
    assert calibrate.accepted_weights(scope, BASIS.version) == {}
    with pytest.raises(Conflict):
        calibrate.withdraw(scope, made.proposal_id, by="eve")


def test_a_newer_accepted_proposal_takes_the_place_of_the_older(scope: Scope) -> None:
    first, second = proposed(scope), proposed(scope)
    calibrate.accept(scope, first.proposal_id, by="eve")
    calibrate.accept(scope, second.proposal_id, by="eve")
    assert calibrate.accepted_weights(scope, BASIS.version)["teamwork"].proposal_id == second.proposal_id
    assert Calibrations(scope.table).get(first.proposal_id).status == "superseded"


def test_a_rejected_proposal_cannot_be_accepted(scope: Scope) -> None:
    made = proposed(scope)
    assert calibrate.reject(scope, made.proposal_id, by="eve").status == "rejected"
    with pytest.raises(Conflict, match="rejected"):
        calibrate.accept(scope, made.proposal_id, by="eve")
    assert calibrate.accepted_weights(scope, BASIS.version) == {}


def test_two_administrators_at_once_do_not_both_decide(scope: Scope) -> None:
    made = proposed(scope)
    store = Calibrations(scope.table)
    store.change(made.moved("rejected", "proposed", "ann", WHEN))
    with pytest.raises(Conflict, match="in the meantime"):
        store.change(made.moved("rejected", "proposed", "eve", WHEN))


def test_what_is_no_gain_is_accepted_only_against_advice(scope: Scope) -> None:
    made = proposed(scope).model_copy(
        update={"proposal_id": "cal_no_gain", "advice": "keep", "reasons": ("r_not_better",)}
    )
    Calibrations(scope.table).add(made)
    with pytest.raises(Conflict, match="r_not_better"):
        calibrate.accept(scope, made.proposal_id, by="eve")
    for silent in ("", "  "):
        with pytest.raises(Invalid, match="needs a note that says why"):
            calibrate.accept(scope, made.proposal_id, by="eve", note=silent, against_advice=True)
    assert Calibrations(scope.table).get(made.proposal_id).status == "proposed"
    accepted = calibrate.accept(scope, made.proposal_id, by="eve", note="the raters are new", against_advice=True)
    assert (accepted.status, accepted.history[-1].note) == ("accepted", "the raters are new")


def test_ratings_that_were_not_blind_teach_nothing(scope: Scope) -> None:
    _, ratings = rated_interviews(40, blind=False)
    with pytest.raises(Invalid, match="40 ratings were not blind"):
        calibrate.propose(scope, "teamwork", BASIS, ratings, {}, by="ann")


def test_a_proposal_that_is_not_there_is_not_found(scope: Scope) -> None:
    with pytest.raises(NotFound):
        calibrate.accept(scope, "cal_none", by="eve")
