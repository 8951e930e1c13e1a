"""How many applications reached each node of a position, how they left it, and how long they stayed there.

Kept as counters that are added to in the transaction of each move, so that a report of any number of applications is
one query. Durations go into buckets whose width grows by a constant factor (DDSketch: Masson, Rim and Lee, PVLDB
12(12), 2019): each quantile is within ``ERROR`` of the exact one. Counters hold no ids: they outlive an erased person.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from shared.kernel.frozen import Frozen
from shared.recruiting.applications.model import Candidacy, LogEntry

ERROR = 0.02
"""Relative error of a quantile."""
GAMMA = (1 + ERROR) / (1 - ERROR)
MOVED_BACK = "moved_back"


class Stays(Frozen):
    """How long the stays at a node were that ended, in seconds: ``median_seconds`` and ``p90_seconds`` within 2 %."""

    n: int
    median_seconds: float | None
    p90_seconds: float | None


class NodeFunnel(Frozen):
    """One node. ``reached`` counts applications that ever came here, ``here`` those that are here now.

    ``left`` counts ended stays by how they ended: ``advanced``, ``rejected``, ``withdrawn``, ``hired``, ``moved_back``.
    """

    node: str
    reached: int
    here: int
    left: dict[str, int]
    stays: Stays


def counted(before: Candidacy | None, log: Iterable[LogEntry], order: tuple[str, ...]) -> dict[str, int]:
    """Return what the lines of ``log`` add to a position's counters. ``order``: the nodes as the flow has them."""
    counters: Counter[str] = Counter()
    visited = set(before.visited) if before else set()
    for entry in log:
        how = _ended(entry, order)
        if how is not None and entry.from_node is not None:
            counters[f"out|{entry.from_node}|{how}"] += 1
            counters[f"for|{entry.from_node}|{_bucket(entry.seconds or 0)}"] += 1
        if how is not None or entry.from_node is None or entry.kind == "reopened":
            if entry.to_status in ("active", "offer"):
                counters[f"in|{entry.to_node}"] += 1
            if entry.to_node not in visited:
                counters[f"reached|{entry.to_node}"] += 1
                visited.add(entry.to_node)
    return dict(counters)


def _ended(entry: LogEntry, order: tuple[str, ...]) -> str | None:
    """Return how the stay at ``from_node`` ended, None where it goes on or had ended before."""
    if entry.from_node is None or entry.from_status not in ("active", "offer"):
        return None
    if entry.to_status not in ("active", "offer"):
        return entry.to_status
    if entry.to_node == entry.from_node:
        return None
    places = [order.index(node) if node in order else -1 for node in (entry.from_node, entry.to_node)]
    return "advanced" if places[0] < places[1] else MOVED_BACK


def _bucket(seconds: int) -> int:
    return 0 if seconds < 1 else 1 + math.ceil(math.log(seconds) / math.log(GAMMA))


def _seconds(bucket: int) -> float:
    return 0.0 if bucket == 0 else round(2 * GAMMA ** (bucket - 1) / (GAMMA + 1), 1)


def funnel_of(rows: Iterable[Mapping[str, Any]], nodes: tuple[str, ...]) -> tuple[NodeFunnel, ...]:
    """Return the funnel that the counters of ``rows`` add up to: ``nodes`` in their order, then the others."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update({name: int(value) for name, value in row.items() if "|" in name})
    known = dict.fromkeys([*nodes, *sorted(name.split("|")[1] for name in total)])
    return tuple(_node(node, total) for node in known)


def _node(node: str, total: Mapping[str, int]) -> NodeFunnel:
    left = {name.split("|")[2]: count for name, count in total.items() if name.startswith(f"out|{node}|")}
    buckets = {int(name.split("|")[2]): count for name, count in total.items() if name.startswith(f"for|{node}|")}
    return NodeFunnel(
        node=node,
        reached=total.get(f"reached|{node}", 0),
        here=total.get(f"in|{node}", 0) - sum(left.values()),
        left=dict(sorted(left.items())),
        stays=Stays(
            n=sum(buckets.values()), median_seconds=_quantile(buckets, 0.5), p90_seconds=_quantile(buckets, 0.9)
        ),
    )


def _quantile(buckets: Mapping[int, int], share: float) -> float | None:
    """Return the quantile by the nearest rank, None where nothing ended yet."""
    n = sum(buckets.values())
    if not n:
        return None
    rank, seen = max(1, math.ceil(share * n)), 0
    for bucket in sorted(buckets):
        seen += buckets[bucket]
        if seen >= rank:
            return _seconds(bucket)
    return None
