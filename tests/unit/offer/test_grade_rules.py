"""Rules propose a grade, and every one that was tried says which score met which cut."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from shared.kernel.documents import DocumentRef
from shared.kernel.localized import LocalizedText
from shared.offer.grades.model import Band, Condition, GradeRules, GradeTable
from shared.offer.grades.proposing import GradeProposal, Standing, chosen, tried
from shared.offer.grades.standard import standard_grades, standard_rules

REPORT = DocumentRef(key="reports/acme/int_1/report.json", sha256="0" * 64)


def standing(title: str = "后端工程师", overall: float | None = 70.0, **scores: float | None) -> Standing:
    return Standing(
        position_id="pos_1",
        title=LocalizedText(zh=title),
        department="R&D",
        scores=dict(scores),
        overall=overall,
        report=REPORT,
    )


def proposed(about: Standing) -> str | None:
    rules, table = standard_rules(), standard_grades()
    found = chosen(rules, table, tried(rules, about))
    return found[0].grade if found else None


@pytest.mark.parametrize(
    ("technical", "grade"),
    [(85.0, "senior_engineer"), (84.999, "engineer"), (65.0, "engineer"), (64.9, "junior_engineer")],
)
def test_an_engineer_is_proposed_by_technical_ability(technical: float, grade: str) -> None:
    assert proposed(standing(technical_ability=technical)) == grade


def test_the_senior_engineers_band_is_18000_to_24000() -> None:
    grade = standard_grades().grade("senior_engineer")
    assert grade is not None
    assert (grade.band.low_fen, grade.band.high_fen) == (1_800_000, 2_400_000)


def test_the_first_rule_that_is_met_proposes_and_all_are_tried() -> None:
    attempts = tried(standard_rules(), standing(technical_ability=95.0, problem_solving=90.0))
    assert len(attempts) == len(standard_rules().rules)
    assert [one.met for one in attempts if one.grade == "staff_engineer"] == [True]
    assert proposed(standing(technical_ability=95.0, problem_solving=90.0)) == "staff_engineer"


def test_a_score_that_is_not_there_meets_nothing_and_is_shown_as_missing() -> None:
    attempts = {one.rule: one for one in tried(standard_rules(), standing())}
    check = attempts["senior_engineer_by_technical_ability"].checks[1]
    assert (check.value, check.cut, check.met) == (None, 85, False)


def test_who_is_of_another_family_is_not_an_engineer_whatever_the_scores() -> None:
    assert proposed(standing("销售代表", technical_ability=99.0)) == "sales_representative"


def test_nobody_is_proposed_where_nothing_is_met() -> None:
    assert proposed(standing("行政", overall=None)) is None


def test_the_evidence_is_the_scores_of_the_rule_that_proposed() -> None:
    about = standing(technical_ability=88.0)
    attempts = tried(standard_rules(), about)
    proposal = GradeProposal(
        grade="senior_engineer",
        rule="senior_engineer_by_technical_ability",
        band=Band(low_fen=1, high_fen=2),
        tried=attempts,
        report=REPORT,
        decision_id="dec_1",
        grades_version=0,
        rules_version=0,
        proposed_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    [evidence] = proposal.evidence()
    assert (evidence.competency, evidence.score, evidence.cut, evidence.report) == (
        "technical_ability",
        88.0,
        85.0,
        REPORT,
    )


def test_a_rules_own_band_goes_before_the_grades() -> None:
    table = standard_grades()
    rule = {
        "name": "by_place",
        "grade": "engineer",
        "band": {"low_fen": 5, "high_fen": 6},
        "conditions": [{"about": "department", "any_of": ["R&D"]}],
    }
    rules = GradeRules.model_validate({"rules": [rule]})
    found = chosen(rules, table, tried(rules, standing()))
    assert found is not None
    assert found[1] == Band(low_fen=5, high_fen=6)


@pytest.mark.parametrize(
    "told",
    [
        {"about": "competency", "at_least": 85},
        {"about": "overall", "competency": "teamwork", "at_least": 85},
        {"about": "overall"},
        {"about": "department", "at_least": 3},
        {"about": "family", "any_of": ["a"], "at_least": 3},
    ],
)
def test_a_condition_that_says_nothing_is_no_condition(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(told)


def test_a_rule_names_families_that_are_there() -> None:
    rule = {"name": "x", "grade": "engineer", "conditions": [{"about": "family", "any_of": ["nobody"]}]}
    with pytest.raises(ValidationError, match="nobody"):
        GradeRules.model_validate({"rules": [rule]})


def test_a_ladder_has_each_grade_once_and_bands_the_right_way_round() -> None:
    grade = standard_grades().grades[0]
    with pytest.raises(ValidationError, match=grade.code):
        GradeTable(grades=(grade, grade))
    with pytest.raises(ValidationError):
        Band(low_fen=2, high_fen=1)


def test_standard_rules_lead_to_standard_grades() -> None:
    assert standard_rules().without_grade(standard_grades()) == []
