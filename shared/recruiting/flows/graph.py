"""A flow as a graph: what is reachable, where it goes round in a circle, which ways avoid a kind of node."""

from collections.abc import Callable, Iterator

from shared.recruiting.flows.model import FlowDraft, Node


class Graph:
    """The nodes of a draft and where they lead; branches to nodes that are not there are left out."""

    def __init__(self, draft: FlowDraft) -> None:
        self.nodes: dict[str, Node] = {node.node_id: node for node in draft.nodes}
        self.start = draft.start
        self.next = {name: [to for to in node.leads_to if to in self.nodes] for name, node in self.nodes.items()}

    def reachable(self) -> set[str]:
        """Return the nodes that some way from the start leads to."""
        return self.after(self.start) | {self.start} if self.start in self.nodes else set()

    def after(self, name: str) -> set[str]:
        """Return the nodes that some way from ``name`` leads to."""
        seen: set[str] = set()
        left = list(self.next[name])
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                left += self.next[node]
        return seen

    def before(self, name: str) -> set[str]:
        """Return the nodes from which some way leads to ``name``."""
        return {node for node in self.nodes if name in self.after(node)}

    def cycles(self) -> Iterator[list[str]]:
        """Yield one way round for every branch that closes a circle."""
        done: set[str] = set()
        for root in self.nodes:
            yield from self._circles(root, [], done)

    def _circles(self, name: str, way: list[str], done: set[str]) -> Iterator[list[str]]:
        if name in way:
            yield [*way[way.index(name) :], name]
        elif name not in done:
            for to in self.next[name]:
                yield from self._circles(to, [*way, name], done)
            done.add(name)

    def way_without(
        self, begin: str, goal: Callable[[Node], bool], avoided: Callable[[Node], bool]
    ) -> list[str] | None:
        """Return the shortest way from ``begin`` to a node that is a goal through no node that is avoided, or None."""
        left, seen = [[begin]], {begin}
        while left:
            way = left.pop(0)
            node = self.nodes[way[-1]]
            if len(way) > 1 and goal(node):
                return way
            for to in self.next[node.node_id]:
                if to not in seen and not avoided(self.nodes[to]):
                    seen.add(to)
                    left.append([*way, to])
        return None
