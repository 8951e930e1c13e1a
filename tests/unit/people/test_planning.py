"""From scores to proposals: only from what is sure, with the reason in words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.assessment.rubrics.catalogue import load
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId
from shared.people.development.catalogue import DevelopmentCatalogue, standard
from shared.people.development.model import DevelopmentPlan, PotentialStep
from shared.people.development.planning import plan_of
from shared.people.employees.model import AssessmentSummary

NOW = datetime(2026, 12, 1, tzinfo=UTC)
REPORT = DocumentRef(key="reports/acme/int_1/r.json", sha256="0" * 64)
Known = tuple[float | None, float | None, float | None]
COURSE = {"course_id": "team_building", "title": {"zh": "团建"}, "competencies": ["teamwork"], "cost_fen": 120000}
GOAL = {"goal_id": "lead_a_project", "title": {"zh": "带项目"}, "competencies": ["teamwork"]}


def catalogue(**changed: Any) -> DevelopmentCatalogue:
    return DevelopmentCatalogue.model_validate({"courses": [COURSE], "goals": [GOAL], **changed})


def plan(scores: dict[str, Known], overall: float | None = 70, **changed: Any) -> DevelopmentPlan:
    summary = AssessmentSummary.model_validate(
        {
            "report": REPORT,
            "overall": overall,
            "built_at": NOW,
            "competencies": [
                {"competency": name, "title": {"zh": "团队协作"}, "score": score, "low": low, "high": high}
                for name, (score, low, high) in scores.items()
            ],
        }
    )
    return plan_of(EmployeeId("emp_1"), summary, catalogue(**changed), 3, "ada", NOW)


def test_low_teamwork_leads_to_team_building_with_its_reason_and_cost() -> None:
    [training] = plan({"teamwork": (41.5, 33, 50)}).trainings
    assert (training.course.course_id, training.course.cost_fen) == ("team_building", 120000)
    [reason] = training.reasons
    assert reason.words.zh == "团队协作 41.5 分(95% 区间 33–50),低于 60 分"


def test_high_teamwork_leads_to_a_more_demanding_goal_and_to_no_course() -> None:
    made = plan({"teamwork": (91, 84, 98)})
    assert [each.goal.goal_id for each in made.goals] == ["lead_a_project"]
    assert made.trainings == ()


@pytest.mark.parametrize("known", [(55, 48, 62), (62, 55, 69), (82, 75, 89), (78, 71, 85)])
def test_from_a_score_whose_interval_reaches_over_a_line_nothing_is_proposed(known: Known) -> None:
    made = plan({"teamwork": known})
    assert (made.trainings, made.goals, made.unsure) == ((), (), ("teamwork",))


def test_a_score_between_the_lines_is_sure_and_calls_for_nothing() -> None:
    made = plan({"teamwork": (70, 62, 78)})
    assert (made.trainings, made.goals, made.unsure) == ((), (), ())


def test_on_the_line_of_training_no_course_is_due_and_on_that_of_goals_one_goal_is() -> None:
    assert plan({"teamwork": (60, None, None)}).trainings == ()
    assert len(plan({"teamwork": (80, None, None)}).goals) == 1


def test_what_could_not_be_scored_calls_for_nothing_and_is_no_doubt_either() -> None:
    made = plan({"teamwork": (None, None, None)})
    assert (made.trainings, made.goals, made.unsure) == ((), (), ())


def test_high_potential_needs_an_overall_score_and_several_sure_high_ones() -> None:
    high: Known = (95, 90, 99)
    marked = plan({"teamwork": high, "execution": high}, 88).potential
    assert marked is not None
    assert (marked.state, marked.steps[0].by, len(marked.reasons)) == ("marked", "system:potential_rule", 2)
    assert plan({"teamwork": high, "execution": high}, 84).potential is None
    assert plan({"teamwork": high}, 88).potential is None
    assert plan({"teamwork": high, "execution": (95, 80, 99)}, 88).potential is None


def test_a_company_may_let_the_score_itself_do_for_the_mark() -> None:
    unsure: Known = (95, 80, 99)
    rule = {"overall": 85, "count": 2, "score": 85, "sure": False}
    assert plan({"teamwork": unsure, "execution": unsure}, 88, high_potential=rule).potential is not None


@given(st.floats(0, 100), st.floats(0, 30), st.floats(0, 30))
def test_a_score_calls_for_one_thing_at_most(score: float, below: float, above: float) -> None:
    made = plan({"teamwork": (score, max(0, score - below), min(100, score + above))})
    assert len(made.trainings) + len(made.goals) + len(made.unsure) <= 1


def test_the_same_score_cannot_call_for_a_course_and_a_goal() -> None:
    with pytest.raises(ValidationError, match="the same score would call for both"):
        catalogue(training_below=85, goal_from=80)


def test_a_course_is_named_once() -> None:
    with pytest.raises(ValidationError, match="courses are named twice: team_building"):
        catalogue(courses=[COURSE, COURSE])


def test_the_standard_catalogue_speaks_of_competencies_that_are_assessed() -> None:
    trained = {name for each in standard().courses for name in each.competencies}
    challenged = {name for each in standard().goals for name in each.competencies}
    assert trained | challenged <= set(load())
    assert set(load()) - trained == {"integrity", "initiative", "achievement_drive"}


def test_without_the_consent_only_what_people_took_up_is_left() -> None:
    made = plan({"teamwork": (41, 33, 50), "execution": (95, 90, 99)}, 88)
    assert made.without_scores().trainings == ()
    taken_up = made.with_training("team_building", state="planned").without_scores()
    assert [(each.state, each.reasons) for each in taken_up.trainings] == [("planned", ())]
    assert taken_up.potential is None


def test_words_of_a_plan_come_apart_and_together_again() -> None:
    high: Known = (95, 90, 99)
    made = plan({"teamwork": high, "execution": high}, 88).with_goal("lead_a_project", note="先带一个小组")
    told = made.with_step(PotentialStep(state="contested", by="bob", at=NOW, note="我不同意"))
    wordless = told.with_notes(told.notes.model_copy(update={"goals": {}, "steps": ()}))
    assert "我不同意" not in wordless.model_dump_json()
    assert wordless.with_notes(told.notes) == told
