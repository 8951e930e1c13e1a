"""Which way a flow goes on from a node, given what is known. The same rules for a candidate and for a simulation.

What is automatic can only advance, or hold for a person: an outcome ``reject`` is a recorded decision of a person.
"""

from collections.abc import Mapping
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.recruiting.flows.conditions import Condition, Value
from shared.recruiting.flows.model import Flow, Node

Rule = Literal[
    "decided",
    "passed",
    "not_required",
    "decision_holds",
    "waits_for_person",
    "waits_for_facts",
    "passed_for_a_person",
    "not_passed",
    "enter_not_met",
    "no_branch",
    "offer_needs_decision",
    "end",
]


class Verdict(Frozen):
    """What happens at a node now: ``advance`` to ``to``, ``reject`` (a person decided so), or ``stay``.

    ``rule`` says why; ``facts`` are those that are waited for, or that did not suffice.
    """

    step: Literal["advance", "reject", "stay"]
    rule: Rule
    to: str | None = None
    facts: tuple[str, ...] = ()


def verdict(flow: Flow, node: Node, facts: Mapping[str, Value]) -> Verdict:
    """Return what happens at ``node`` by itself, once a person decided or the conditions are decided."""
    outcome = facts.get(f"{node.node_id}.outcome")
    if outcome == "reject":
        return Verdict(step="reject", rule="decided")
    if outcome == "advance":
        return _onward(flow, node, facts, "decided")
    if outcome is not None:
        return Verdict(step="stay", rule="decision_holds")
    if node.passes is None or node.kind == "human_interview":
        return Verdict(step="stay", rule="waits_for_person")
    passed = node.passes.holds(facts)
    if passed is None:
        return _waits(node.passes, facts)
    if passed:
        if node.when_passed == "advance":
            return _onward(flow, node, facts, "passed")
        return Verdict(step="stay", rule="passed_for_a_person")
    if node.when_failed == "advance":
        return _onward(flow, node, facts, "not_required")
    return Verdict(step="stay", rule="not_passed", facts=tuple(sorted(node.passes.facts)))


def may_enter(flow: Flow, node: Node, facts: Mapping[str, Value]) -> Verdict | None:
    """Return what keeps an application from entering ``node``, None where nothing does."""
    if node.kind == "offer" and not has_positive_decision(flow, facts):
        return Verdict(step="stay", rule="offer_needs_decision")
    if node.enter is None:
        return None
    met = node.enter.holds(facts)
    if met is None:
        return _waits(node.enter, facts)
    return None if met else Verdict(step="stay", rule="enter_not_met", facts=tuple(sorted(node.enter.facts)))


def has_positive_decision(flow: Flow, facts: Mapping[str, Value]) -> bool:
    """Return whether people decided for the candidate at a human interview, and at none against."""
    people = (node.node_id for node in flow.draft.nodes if node.kind == "human_interview")
    outcomes = {facts.get(f"{node}.outcome") for node in people}
    return "advance" in outcomes and "reject" not in outcomes


def _onward(flow: Flow, node: Node, facts: Mapping[str, Value], rule: Rule) -> Verdict:
    if not node.next:
        return Verdict(step="stay", rule="end")
    for branch in node.next:
        chosen = True if branch.when is None else branch.when.holds(facts)
        if chosen is None and branch.when is not None:
            return _waits(branch.when, facts)
        if chosen:
            target = flow.at(branch.to)
            return may_enter(flow, target, facts) or Verdict(step="advance", rule=rule, to=branch.to)
    return Verdict(step="stay", rule="no_branch")


def _waits(condition: Condition, facts: Mapping[str, Value]) -> Verdict:
    unknown = tuple(sorted(name for name in condition.facts if name not in facts))
    return Verdict(step="stay", rule="waits_for_facts", facts=unknown)
