"""A flow is tried out with invented facts."""

from typing import Any

import pytest

from shared.kernel.errors import Invalid
from shared.recruiting.flows.model import Flow
from shared.recruiting.flows.simulation import _texts, simulate
from shared.recruiting.flows.standard import standard_flow, templates
from shared.recruiting.flows.way import Rule
from tests.builders.flows import flow


def way(drawn: Flow, **facts: Any) -> tuple[list[tuple[str, str]], str]:
    known = {name.replace("__", "."): value for name, value in facts.items()}
    went = simulate(drawn, known)
    return [(step.node, step.rule) for step in went.steps], went.ends


def of_template(name: str) -> Flow:
    return standard_flow().model_copy(update={"draft": templates()[name]})


def test_a_score_that_passes_leads_to_people_who_decide() -> None:
    steps, ends = way(flow(), ai_interview__overall=75)
    assert steps == [("ai_interview", "passed"), ("human_interview", "waits_for_person")]
    assert ends == "waits"


def test_a_low_score_waits_for_a_person_and_rejects_nobody() -> None:
    assert way(flow(), ai_interview__overall=5) == ([("ai_interview", "not_passed")], "waits")


def test_a_persons_decision_leads_to_the_offer() -> None:
    steps, ends = way(flow(), ai_interview__overall=75, human_interview__outcome="advance")
    assert steps[-2:] == [("human_interview", "decided"), ("offer", "waits_for_person")]
    assert ends == "offer"


def test_a_persons_rejection_ends_it() -> None:
    assert way(flow(), ai_interview__outcome="reject")[1] == "rejected"


def test_what_is_not_known_yet_is_named() -> None:
    went = simulate(flow(), {})
    assert went.steps[0].rule == "waits_for_facts"
    assert went.steps[0].facts == ("ai_interview.overall",)


def test_supposing_that_everybody_says_yes_shows_the_whole_way() -> None:
    went = simulate(of_template("executive"), {}, suppose_advance=True)
    assert [step.node for step in went.steps][-1] == "offer"
    assert all(step.supposed for step in went.steps[:-1])


def test_branches_are_taken_in_their_order() -> None:
    known = {"application_form__submitted": True, "ai_interview__overall": 80}
    strong = known | {"ai_interview__competency__communication": 80}
    stressed = way(of_template("sales"), **strong, ai_interview__competency__stress_tolerance=50)
    calm = way(of_template("sales"), **strong, ai_interview__competency__stress_tolerance=90)
    assert stressed[0][-1][0] == "role_play"
    assert calm[0][-1][0] == "lead_interview"


def test_invented_facts_that_cannot_be_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        simulate(flow(), {"ai_interview.overall": 101, "ai_interview.charm": 3, "offer.accepted": True})
    assert "ai_interview.overall cannot be 101" in refused.value.problem
    assert "no fact ai_interview.charm" in refused.value.problem
    assert "offer.accepted" not in refused.value.problem


def test_every_rule_has_words() -> None:
    assert set(_texts()) == set(Rule.__args__)  # type: ignore[attr-defined]
