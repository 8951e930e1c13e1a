"""The last answer completes the interview: once a revision, in whatever order the answers come."""

import itertools

import pytest

from shared.assessment.service.settle import complete, settle
from shared.kernel.errors import Unavailable
from tests.builders.assessment import Stage
from tests.builders.faults import throttled


@pytest.mark.parametrize("order", list(itertools.permutations(["a1", "a2", "a3"])))
def test_the_last_answer_completes_the_interview_in_any_order(stage: Stage, order: tuple[str, ...]) -> None:
    complete_after = [stage.assess(answer).interview_complete for answer in order]
    assert complete_after == [False, False, True]
    assert len(stage.events("interview_settled")) == 1


def test_failed_and_assessed_answers_together_complete_the_interview(stage: Stage) -> None:
    stage.assess("a1")
    stage.assess("a2")
    key = stage.upload("a3", "upl_a3")
    assert stage.fail(key, stage.prepare(key, "a3"), "a3").interview_complete
    assert len(stage.events("interview_settled")) == 1


def test_duplicates_of_every_record_complete_the_interview_once(stage: Stage) -> None:
    scored = [stage.score(stage.prepare(stage.upload(a, f"upl_{a}"), a)) for a in ("a1", "a2", "a3")]
    for one in [*scored, *reversed(scored), *scored]:
        stage.record(one)
    assert len(stage.settled_events()) == 3
    assert len(stage.events("interview_settled")) == 1


def test_a_process_that_dies_between_the_answer_and_the_interview_is_made_good_by_the_next_try(stage: Stage) -> None:
    stage.assess("a1")
    stage.assess("a2")
    scored = stage.score(stage.prepare(stage.upload("a3", "upl_a3"), "a3"))
    settle(stage.scope, stage.answer("a3"), "assessed", document=scored.document)
    assert stage.events("interview_settled") == []
    assert stage.record(scored).interview_complete
    assert len(stage.events("interview_settled")) == 1


def test_the_news_that_all_is_in_is_told_again_by_nobody_who_only_asks(stage: Stage) -> None:
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    assert complete(stage.scope, stage.plan.interview_id)
    assert len(stage.events("interview_settled")) == 1


def test_a_throttled_table_at_the_last_answer_delays_the_news_and_loses_nothing(stage: Stage) -> None:
    stage.assess("a1")
    stage.assess("a2")
    scored = stage.score(stage.prepare(stage.upload("a3", "upl_a3"), "a3"))
    with throttled("GetItem"), pytest.raises(Unavailable):
        stage.record(scored)
    assert stage.record(scored).interview_complete


def test_a_retake_after_the_report_makes_a_new_revision(stage: Stage) -> None:
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    stage.record(stage.score(stage.prepare(stage.upload("a2", "upl_again", attempt=2), "again")))
    revisions = sorted(row["detail"] for row in stage.events("interview_settled"))
    assert len(revisions) == 2
    assert stage.interview().completed_revision == 4
