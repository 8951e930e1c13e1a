"""Checks a flow: its shape, what is lawful, and what its conditions look at. It names every fault."""

from collections import Counter
from collections.abc import Iterator

from shared.recruiting.flows.conditions import Condition
from shared.recruiting.flows.facts import fact_of
from shared.recruiting.flows.faults import Fault, fault
from shared.recruiting.flows.graph import Graph
from shared.recruiting.flows.kinds import CANDIDATE_ACTS
from shared.recruiting.flows.model import FlowDraft, Node


def faults_of(draft: FlowDraft) -> tuple[Fault, ...]:
    """Return all faults of a flow; none: it may be published."""
    graph = Graph(draft)
    return tuple(
        dict.fromkeys(
            (
                *_shape(draft, graph),
                *_people(draft, graph),
                *(each for node in draft.nodes for each in _automatic(node)),
                *(each for node in draft.nodes for each in _conditions(node, graph)),
            )
        )
    )


def _shape(draft: FlowDraft, graph: Graph) -> Iterator[Fault]:
    for name, count in Counter(node.node_id for node in draft.nodes).items():
        if count > 1:
            yield fault("same_node_twice", name)
    for node in draft.nodes:
        yield from (fault("unknown_node", node.node_id, to=to) for to in node.leads_to if to not in graph.nodes)
        yield from _ends(node)
        whens = [branch.when is None for branch in node.next]
        if whens and not whens[-1]:
            yield fault("no_otherwise", node.node_id)
        if any(whens[:-1]):
            yield fault("branch_never_taken", node.node_id)
    if not any(node.kind == "offer" for node in draft.nodes):
        yield fault("no_offer")
    for way in graph.cycles():
        yield fault("cycle", way[0], way=" → ".join(way))
    if draft.start not in graph.nodes:
        yield fault("no_start", start=draft.start)
    else:
        yield from (fault("unreachable", name) for name in graph.nodes if name not in graph.reachable())


def _ends(node: Node) -> Iterator[Fault]:
    if node.kind == "offer" and node.next:
        yield fault("offer_leads_on", node.node_id)
    if node.kind != "offer" and not node.next:
        yield fault("dead_end", node.node_id)


def _people(draft: FlowDraft, graph: Graph) -> Iterator[Fault]:
    """A person's interview lies on every way to an offer, and after every AI interview unless that was turned off."""

    def human(node: Node) -> bool:
        return node.kind == "human_interview"

    for offer in (name for name, node in graph.nodes.items() if node.kind == "offer"):
        if draft.start == offer:
            yield fault("offer_without_human", offer, way=offer)
        elif draft.start in graph.nodes and not human(graph.nodes[draft.start]):
            way = graph.way_without(draft.start, lambda node, offer=offer: node.node_id == offer, human)  # type: ignore[misc]
            if way is not None:
                yield fault("offer_without_human", offer, way=" → ".join(way))
    if draft.human_after_ai:
        for name in (name for name, node in graph.nodes.items() if node.kind == "ai_interview"):
            way = graph.way_without(name, lambda node: not node.leads_to, human)
            if way is not None:
                yield fault("ai_without_human", name, way=" → ".join(way))


def _automatic(node: Node) -> Iterator[Fault]:
    """What happens without a person advances or holds. Only who did not act oneself is withdrawn by a deadline."""
    name, deadline = node.node_id, node.deadline
    if "reject" in (node.when_passed, node.when_failed) or (deadline and deadline.then == "reject"):
        yield fault("automatic_rejection", name)
    goes_on = "advance" in (node.when_passed, node.when_failed)
    if node.kind == "human_interview":
        if goes_on:
            yield fault("human_passes_by_itself", name)
        if node.passes is not None:
            yield fault("human_condition", name)
    elif goes_on and node.passes is None:
        yield fault("nothing_to_pass", name)
    if deadline and deadline.then == "withdraw" and node.kind not in CANDIDATE_ACTS:
        yield fault("withdraws_who_waits", name)
    if deadline and deadline.then == "hand_over" and deadline.to.anybody:
        yield fault("nobody_to_hand_to", name)


def _conditions(node: Node, graph: Graph) -> Iterator[Fault]:
    earlier = graph.before(node.node_id) - {node.node_id}
    if node.enter is not None:
        yield from _facts(node, node.enter, earlier, graph)
    for condition in node.conditions():
        if condition is not node.enter:
            yield from _facts(node, condition, earlier | {node.node_id}, graph)


def _facts(node: Node, condition: Condition, provided_by: set[str], graph: Graph) -> Iterator[Fault]:
    for comparison in condition.comparisons():
        where, _, name = str(comparison.fact).partition(".")
        source = graph.nodes.get(where)
        kind = fact_of(source.kind, name) if source else None
        if kind is None:
            yield fault("unknown_fact", node.node_id, fact=comparison.fact)
        elif where not in provided_by or (name == "days" and where != node.node_id):
            yield fault("fact_too_late", node.node_id, fact=comparison.fact)
        elif not kind.fits(comparison):
            value = comparison.value
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            yield fault("wrong_comparison", node.node_id, fact=comparison.fact, op=comparison.op, value=shown)
