"""What became of twins, by attribute: how many moved, how far, and in which direction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum

from shared.decision.fairness.twins.judging import OVERALL, Moved
from shared.decision.fairness.twins.lexicon import TwinAttribute
from shared.kernel.frozen import Frozen

WANTED = 0.99
"""The share of twins whose score must not move by more than the error of measurement."""


class TwinRow(Frozen):
    """Scores of twins of one attribute and one change. ``deltas`` in points; ``mean_delta`` keeps its sign, so that a
    small move that always goes the same way is seen; ``lost``: pairs of which only one could be scored."""

    attribute: TwinAttribute
    how: str
    overall: bool
    pairs: int
    moved: int
    mean_delta: float
    largest: float
    within: int
    lost: int

    @property
    def share(self) -> float:
        """The share of pairs within the error of measurement, 0–1."""
        return self.within / self.pairs


class TwinSummary(Frozen):
    """All rows, those that did not hold, and whether enough held: of overall scores, and of competencies' scores."""

    rows: tuple[TwinRow, ...]
    outside: tuple[Moved, ...]
    share_overall: float
    share_competencies: float

    @property
    def holds(self) -> bool:
        """Whether 99 % of both held."""
        return min(self.share_overall, self.share_competencies) >= WANTED


def summarise(moves: Iterable[Moved]) -> TwinSummary:
    """Return the summary of at least one pair of twins."""
    all_moves = list(moves)
    grouped: dict[tuple[TwinAttribute, str, bool], list[Moved]] = defaultdict(list)
    for move in all_moves:
        grouped[move.attribute, move.how, move.score == OVERALL].append(move)
    return TwinSummary(
        rows=tuple(_row(*key, several) for key, several in sorted(grouped.items(), key=lambda pair: pair[0])),
        outside=tuple(move for move in all_moves if not move.within),
        share_overall=_share([move for move in all_moves if move.score == OVERALL]),
        share_competencies=_share([move for move in all_moves if move.score != OVERALL]),
    )


def _row(attribute: TwinAttribute, how: str, overall: bool, moves: Sequence[Moved]) -> TwinRow:
    deltas = [move.delta for move in moves if move.delta is not None]
    return TwinRow(
        attribute=attribute,
        how=how,
        overall=overall,
        pairs=len(moves),
        moved=sum(delta != 0 for delta in deltas),
        mean_delta=fsum(deltas) / len(deltas) if deltas else 0.0,
        largest=max((abs(delta) for delta in deltas), default=0.0),
        within=sum(move.within for move in moves),
        lost=sum((move.one is None) != (move.other is None) for move in moves),
    )


def _share(moves: Sequence[Moved]) -> float:
    return sum(move.within for move in moves) / len(moves) if moves else 1.0
