"""Weights and cuts follow from the evidence by a formula that is written down."""

from typing import Any

import pytest

from shared.platform.tabular.model import words
from shared.recruiting.contracts import Competency
from shared.recruiting.requirements.contracts import Bounded, CutFinding, CutSide, RequirementAnalysis
from shared.recruiting.requirements.standard import proposal_of, weight_of


def finding(competency: str = "stress_tolerance", **changed: Any) -> CutFinding:
    side = CutSide(n=50, positives=20, rate=Bounded(value=0.4))
    told: dict[str, Any] = {
        "competency": competency,
        "outcome": "promoted",
        "cut": 75.0,
        "n": 100,
        "share_above": 0.5,
        "applicants_above": None,
        "above": side,
        "below": side,
        "difference": Bounded(value=0.2),
        "ratio": None,
        "effect_size": 0.4,
        "effect_measure": "cohen_h",
        "sensitivity": 0.5,
        "specificity": 0.5,
        "precision": 0.5,
        "youden": 0.0,
        "youden_cut": 75.0,
        "correlation": Bounded(value=0.2),
        "correlation_corrected": None,
        "p": 0.001,
        "p_search": 0.002,
        "p_adjusted": 0.01,
        "q": 0.01,
        "held_out": 0.2,
        "cut_stability": 0.9,
        "grade": "supported",
        "cautions": (),
        "sentence": words("得分高者晋升更多。", "Higher scores go with promotion."),
    }
    return CutFinding(**{**told, **changed})


def analysis(*findings: CutFinding) -> RequirementAnalysis:
    return RequirementAnalysis.model_validate(
        {
            "tenant_id": "acme",
            "analysis_id": "ana_1",
            "order": {"job_titles": ["生产经理"]},
            "made_by": "user-1",
            "made_at": "2026-11-22T09:00:00Z",
            "sources": [],
            "applicants": 200,
            "hires": 100,
            "titles": {},
            "outcomes": [],
            "ranges": [],
            "commonalities": [],
            "findings": [one.model_dump() for one in findings],
            "tests": 2,
            "cuts": 4,
            "permutations": 999,
            "seed": 1,
            "notes": [],
        }
    )


OWN = (Competency(name="stress_tolerance", weight=2), Competency(name="teamwork", weight=3, cut=50))


@pytest.mark.parametrize(("effect", "weight"), [(0.2, 2.0), (0.5, 3.5), (0.8, 5.0), (2.0, 5.0)])
def test_each_small_effect_adds_one_up_to_five(effect: float, weight: float) -> None:
    assert weight_of([finding(effect_size=effect)])[0] == weight


def test_an_effect_counts_by_what_was_left_in_people_who_had_no_part_in_finding_the_cut() -> None:
    assert weight_of([finding(effect_size=0.4, held_out=0.1)]) == (2.0, 0.2)
    assert weight_of([finding(effect_size=0.4, held_out=-0.1)]) == (1.0, 0.0)


def test_competencies_of_which_nothing_was_found_keep_the_basic_weight_and_no_cut() -> None:
    proposal = proposal_of(analysis(finding()), OWN, ["生产经理"])
    assert [(one.name, one.weight, one.cut) for one in proposal.competencies] == [
        ("stress_tolerance", 3.0, 75.0),
        ("teamwork", 1.0, None),
    ]
    assert [(one.weight_before, one.cut_before) for one in proposal.competencies] == [(2, None), (3, 50)]
    assert [(one.weight, one.cut) for one in proposal.applied_to(OWN)] == [(3.0, 75.0), (1.0, None)]
    assert proposal.thin == ()


def test_the_cut_is_that_of_the_best_supported_outcome() -> None:
    both = analysis(finding(cut=75.0, p_adjusted=0.03), finding(cut=80.0, outcome="stayed", p_adjusted=0.01))
    first = proposal_of(both, OWN, ["生产经理"]).competencies[0]
    assert (first.cut, first.outcomes) == (80.0, ("promoted", "stayed"))


def test_indications_alone_are_thin_evidence() -> None:
    proposal = proposal_of(analysis(finding(grade="indicated", cautions=("small_n",))), OWN, ["生产经理"])
    assert proposal.usable
    assert any("100" in str(told.en) for told in proposal.thin)


def test_an_indication_does_not_count_beside_a_supported_finding() -> None:
    told = analysis(finding(), finding("teamwork", grade="indicated"))
    assert proposal_of(told, OWN, ["生产经理"]).competencies[1].weight == 1


def test_a_competency_that_costs_another_outcome_needs_a_persons_reason() -> None:
    leaving = finding(outcome="stayed", difference=Bounded(value=-0.3), grade="unsupported", p_adjusted=0.01)
    [thin] = proposal_of(analysis(finding(), leaving), OWN, ["生产经理"]).thin
    assert "方向相反" in str(thin.zh)
    by_chance = leaving.model_copy(update={"p_adjusted": 0.4})
    assert proposal_of(analysis(finding(), by_chance), OWN, ["生产经理"]).thin == ()


def test_an_analysis_of_another_job_is_thin_evidence() -> None:
    assert "生产经理" in str(proposal_of(analysis(finding()), OWN, ["销售代表"]).thin[0].zh)


def test_what_the_position_does_not_ask_for_is_named_and_not_added() -> None:
    proposal = proposal_of(analysis(finding("integrity")), OWN, ["生产经理"])
    assert proposal.not_in_position == ("integrity",)
    assert not proposal.usable
    assert [one.name for one in proposal.competencies] == ["stress_tolerance", "teamwork"]
