"""Tries a flow out with invented facts: the way that a candidate of whom just that is known would go."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.facts import fact_of
from shared.recruiting.flows.kinds import NodeKind
from shared.recruiting.flows.model import Flow
from shared.recruiting.flows.way import Rule, verdict

PERSON: frozenset[Rule] = frozenset(
    {"waits_for_person", "passed_for_a_person", "not_passed", "decision_holds", "waits_for_facts"}
)
"""Where a person may go on as they see fit."""


class Step(Frozen):
    """What happens at a node. ``to``: where it leads (null: it stays). ``supposed``: a person would advance."""

    node: str
    kind: NodeKind
    title: LocalizedText
    rule: Rule
    says: LocalizedText
    to: str | None
    facts: tuple[str, ...] = ()
    supposed: bool = False


class Way(Frozen):
    """The whole way. ``ends``: at the offer, with a person's rejection, or where it waits."""

    steps: tuple[Step, ...]
    ends: Literal["offer", "rejected", "waits"]


def simulate(flow: Flow, facts: Mapping[str, Value], *, suppose_advance: bool = False) -> Way:
    """Return the way of a candidate of whom ``facts`` are known; ``suppose_advance``: every person asked says yes.

    Raises:
        Invalid: a fact is not one of this flow's, or cannot have that value. All of them are named.
    """
    _check(flow, facts)
    known, steps, node = dict(facts), list[Step](), flow.start
    while True:
        way, supposed = verdict(flow, node, known), False
        if suppose_advance and way.rule in PERSON and node.kind != "offer":
            known[f"{node.node_id}.outcome"], supposed, asked = "advance", True, way
            way = verdict(flow, node, known)
            if way.step == "stay" and asked.rule == "waits_for_facts":
                way = asked
        steps.append(
            Step(
                node=node.node_id,
                kind=node.kind,
                title=node.title,
                rule=way.rule,
                says=words(way.rule),
                to=way.to,
                facts=way.facts,
                supposed=supposed,
            )
        )
        if way.step == "reject":
            return Way(steps=tuple(steps), ends="rejected")
        if way.to is None:
            return Way(steps=tuple(steps), ends="offer" if node.kind == "offer" else "waits")
        node = flow.at(way.to)


@cache
def _texts() -> dict[str, LocalizedText]:
    text = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return {rule: LocalizedText.model_validate(said) for rule, said in tomllib.loads(text).items()}


def words(rule: Rule) -> LocalizedText:
    """Return what a rule says, in the words of people."""
    return _texts()[rule]


def _check(flow: Flow, facts: Mapping[str, Value]) -> None:
    faults = []
    for name, value in facts.items():
        where, _, fact = name.partition(".")
        node = flow.node(where)
        kind = fact_of(node.kind, fact) if node else None
        if kind is None:
            faults.append(f"there is no fact {name}")
        elif not kind.takes(value):
            faults.append(f"{name} cannot be {value}")
    if faults:
        raise Invalid(f"These facts cannot be: {'; '.join(faults)}.", "GET /v1/recruiting/flows/facts lists them all.")
