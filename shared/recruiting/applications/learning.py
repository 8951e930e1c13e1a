"""What becomes known of an application, in whatever order and however often it is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.recruiting.applications.model import Candidacy, Fact
from shared.recruiting.flows.kinds import NodeKind
from shared.recruiting.flows.model import Flow


def known(candidacy: Candidacy, told: Mapping[str, Fact]) -> Candidacy:
    """Return the application with what was told, where it is newer than what was known and still counts.

    The same again, and what is older, changes nothing.
    """
    newer = {
        name: fact
        for name, fact in told.items()
        if candidacy.counts(name, fact.at) and ((earlier := candidacy.facts.get(name)) is None or earlier.at < fact.at)
    }
    return candidacy.model_copy(update={"facts": {**candidacy.facts, **newer}}) if newer else candidacy


def forgotten(candidacy: Candidacy, prefixes: Iterable[str], now: datetime) -> Candidacy:
    """Return the application without the facts that begin with ``prefixes``: told until now, they are void."""
    gone = tuple(prefixes)
    facts = {name: fact for name, fact in candidacy.facts.items() if not name.startswith(gone)}
    return candidacy.model_copy(update={"facts": facts, "void": {**candidacy.void, **dict.fromkeys(gone, now)}})


def sent_back(candidacy: Candidacy, nodes: Iterable[str], now: datetime) -> Candidacy:
    """Return the application as one who does ``nodes`` again; interviews that were held there count no more."""
    names = set(nodes)
    kept = {interview: node for interview, node in candidacy.interviews.items() if node not in names}
    again = forgotten(candidacy, sorted(f"{name}." for name in names), now)
    return again.model_copy(update={"interviews": kept})


def placed(candidacy: Candidacy, flow: Flow, interview_id: str) -> tuple[Candidacy, str | None]:
    """Return at which node an AI interview is held, and the application with that noted; None: at none.

    It is the node that is noted; the current one, if AI interviews are held there; else the first without an interview.
    """
    if (noted := candidacy.interviews.get(interview_id)) is not None:
        return candidacy, noted
    of_kind = _of_kind(flow, "ai_interview")
    current = [name for name in of_kind if name == candidacy.application.node]
    free = [name for name in of_kind if name not in candidacy.interviews.values()]
    node = next(iter([*current, *free, *of_kind]), None)
    if node is None:
        return candidacy, None
    return candidacy.model_copy(update={"interviews": {**candidacy.interviews, interview_id: node}}), node


def node_of_test(candidacy: Candidacy, flow: Flow) -> str | None:
    """Return the node of the personality test that was finished: the current one, else the first that was not done."""
    of_kind = _of_kind(flow, "personality_test")
    current = [name for name in of_kind if name == candidacy.application.node]
    open_ones = [name for name in of_kind if f"{name}.completed" not in candidacy.facts]
    return next(iter([*current, *open_ones, *of_kind]), None)


def _of_kind(flow: Flow, kind: NodeKind) -> list[str]:
    return [node.node_id for node in flow.draft.nodes if node.kind == kind]
