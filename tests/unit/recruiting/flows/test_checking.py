"""What is wrong with a flow is named at once, in Chinese and English."""

from typing import Any

import pytest

from shared.recruiting.flows.checking import faults_of
from shared.recruiting.flows.facts import catalogue
from shared.recruiting.flows.faults import _texts
from shared.recruiting.flows.kinds import NODE_KINDS
from shared.recruiting.flows.model import FlowDraft
from shared.recruiting.flows.standard import templates
from tests.builders.flows import fact, flow_draft, node


def codes(*nodes: dict[str, Any], **changed: Any) -> list[str]:
    return [fault.code for fault in faults_of(FlowDraft.model_validate(flow_draft(*nodes, **changed)))]


HUMAN = node("human_interview", to="offer")
OFFER = node("offer")


def test_a_sound_flow_has_no_fault() -> None:
    assert codes() == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_can_be_published_as_it_is(name: str) -> None:
    draft = templates()[name]
    assert faults_of(draft) == ()
    texts = [draft.title, draft.description, *(each.title for each in draft.nodes)]
    assert all(text and text.zh and text.en for text in texts)


def test_there_are_templates_for_the_usual_trades() -> None:
    assert {"standard", "campus", "professional", "sales", "medical", "production"} <= set(templates())


def test_every_fault_is_worded_in_both_languages() -> None:
    assert all(zh and en and zh != en for zh, en in _texts().values())


def test_all_faults_are_named_at_once() -> None:
    found = codes(
        node("ai_interview", to="nowhere"),
        node("skills_test", to="skills_test"),
        node("skills_test", to="offer", when_failed="reject", passes=fact("skills_test.score", ">=", 300)),
        node("offer"),
    )
    assert set(found) >= {"unknown_node", "same_node_twice", "unreachable", "automatic_rejection", "wrong_comparison"}


def test_a_flow_does_not_go_round_in_a_circle() -> None:
    back = [{"to": "skills_test", "when": fact("skills_test.score", "<", 50)}, {"to": "offer"}]
    found = codes(node("skills_test", to="human_interview"), node("human_interview", to=back), OFFER)
    assert found == ["cycle"]


def test_a_node_that_leads_nowhere_is_no_end_unless_it_is_an_offer() -> None:
    branched = [{"to": "background_check", "when": fact("ai_interview.overall", "<", 40)}, {"to": "human_interview"}]
    found = codes(node("ai_interview", to=branched), HUMAN, node("background_check"), OFFER)
    assert found == ["dead_end", "ai_without_human"]


def test_a_flow_ends_with_an_offer_and_an_offer_ends_a_flow() -> None:
    assert codes(node("human_interview")) == ["dead_end", "no_offer"]
    after = codes(
        HUMAN,
        node("offer", to="background_check"),
        node("background_check", to="second_offer"),
        node("second_offer", "offer"),
    )
    assert after == ["offer_leads_on"]


def test_a_start_that_is_not_there_is_named() -> None:
    assert codes(HUMAN, OFFER, start="form") == ["no_start"]


def test_the_last_human_interview_before_an_offer_cannot_be_removed() -> None:
    assert codes(node("ai_interview", to="offer"), OFFER) == ["offer_without_human", "ai_without_human"]
    assert codes(node("ai_interview", to="offer"), OFFER, human_after_ai=False) == ["offer_without_human"]
    assert codes(OFFER) == ["offer_without_human"]


def test_a_human_interview_on_one_branch_does_not_excuse_the_other() -> None:
    branched = [{"to": "offer", "when": fact("ai_interview.overall", ">=", 95)}, {"to": "human_interview"}]
    drawn = FlowDraft.model_validate(flow_draft(node("ai_interview", to=branched), HUMAN, OFFER, human_after_ai=False))
    (found,) = faults_of(drawn)
    assert (found.code, found.node) == ("offer_without_human", "offer")
    assert "ai_interview → offer" in found.says.read_in("en")
    assert "最后一个人工面试" in found.says.read_in("zh")


def test_a_human_interview_follows_the_ai_unless_that_is_turned_off() -> None:
    before = [node("human_interview", to="ai_interview"), node("ai_interview", to="offer"), OFFER]
    assert codes(*before) == ["ai_without_human"]
    assert codes(*before, human_after_ai=False) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"passes": fact("ai_interview.overall", ">=", 60), "when_failed": "reject"},
        {"passes": fact("ai_interview.overall", "<", 60), "when_passed": "reject"},
        {"deadline": {"days": 3, "then": "reject"}},
    ],
)
def test_nothing_automatic_rejects(changed: dict[str, Any]) -> None:
    drawn = FlowDraft.model_validate(flow_draft(node("ai_interview", to="human_interview", **changed), HUMAN, OFFER))
    (found,) = faults_of(drawn)
    assert found.code == "automatic_rejection"
    assert "PIPL Art. 24" in found.says.read_in("en")
    assert "第二十四条" in found.says.read_in("zh")


def test_a_human_interview_is_passed_by_a_person_alone() -> None:
    machine = node(
        "human_interview",
        to="offer",
        passes=fact("ai_interview.overall", ">=", 90),
        when_passed="advance",
    )
    found = codes(node("ai_interview", to="human_interview"), machine, OFFER)
    assert found == ["human_passes_by_itself", "human_condition"]


def test_a_deadline_withdraws_only_who_did_not_act_oneself() -> None:
    withdraw = {"days": 3, "then": "withdraw"}
    assert codes(node("human_interview", to="offer", deadline=withdraw), OFFER) == ["withdraws_who_waits"]
    assert codes(HUMAN, node("offer", deadline=withdraw)) == []


def test_a_deadline_that_hands_over_says_to_whom() -> None:
    over = {"days": 3, "then": "hand_over"}
    assert codes(node("human_interview", to="offer", deadline=over), OFFER) == ["nobody_to_hand_to"]


def test_what_goes_on_by_itself_says_when() -> None:
    assert codes(node("background_check", to="human_interview", when_passed="advance"), HUMAN, OFFER) == [
        "nothing_to_pass"
    ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (fact("ai_interview.overall", ">=", 60), "fact_too_late"),
        (fact("ai_interview.charm", ">=", 60), "unknown_fact"),
        (fact("elsewhere.overall", ">=", 60), "unknown_fact"),
        (fact("skills_test.competency", ">=", 60), "unknown_fact"),
        (fact("skills_test.score", "==", True), "wrong_comparison"),
        (fact("skills_test.score", ">=", 101), "wrong_comparison"),
        (fact("skills_test.completed", ">=", 1), "wrong_comparison"),
        (fact("skills_test.outcome", "in", ["advance", "perhaps"]), "wrong_comparison"),
        (fact("skills_test.score", ">=", 60), None),
        (fact("skills_test.days", ">=", 3), None),
    ],
)
def test_conditions_look_at_what_is_known_by_then(condition: dict[str, Any], expected: str | None) -> None:
    first = node("skills_test", to="ai_interview", passes=condition, when_passed="advance")
    found = codes(first, node("ai_interview", to="human_interview"), HUMAN, OFFER)
    assert found == ([expected] if expected else [])


def test_what_must_hold_to_enter_is_known_before() -> None:
    own = fact("ai_interview.overall", ">=", 60)
    found = codes(node("ai_interview", to="human_interview", enter=own), HUMAN, OFFER)
    assert found == ["fact_too_late"]
    later = node("human_interview", to="offer", enter=own)
    assert codes(node("ai_interview", to="human_interview"), later, OFFER) == []


def test_days_count_only_at_the_node_itself() -> None:
    later = node("human_interview", to="offer", enter=fact("ai_interview.days", ">=", 1))
    assert codes(node("ai_interview", to="human_interview"), later, OFFER) == ["fact_too_late"]


def test_the_last_branch_holds_otherwise_and_none_follows_it() -> None:
    when = fact("ai_interview.overall", ">=", 60)
    open_end = node("ai_interview", to=[{"to": "human_interview", "when": when}])
    assert codes(open_end, HUMAN, OFFER) == ["no_otherwise"]
    hidden = node("ai_interview", to=[{"to": "human_interview"}, {"to": "human_interview", "when": when}])
    assert set(codes(hidden, HUMAN, OFFER)) == {"branch_never_taken", "no_otherwise"}


def test_the_catalogue_is_worded_and_fits_the_kinds() -> None:
    for each in catalogue():
        assert each.title.zh, each.name
        assert each.title.en, each.name
        assert set(each.kinds) <= set(NODE_KINDS)
    assert not any("factor" in each.name or "trait" in each.name for each in catalogue())
