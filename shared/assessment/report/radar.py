"""The competencies as a radar: geometry on a square of 240 × 240, for three competencies or more."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from shared.assessment.report.contracts import ReportedCompetency

SIZE, RADIUS, LABEL_RADIUS = 240.0, 88.0, 106.0
FEWEST = 3
RINGS = (20.0, 40.0, 60.0, 80.0, 100.0)
Point = tuple[float, float]


class Spoke(NamedTuple):
    """One axis; ``number`` is the competency's place in the report's list, where its name stands."""

    number: int
    end: Point
    label: Point


class Radar(NamedTuple):
    """``shape`` joins the scores; ``low`` and ``high`` the ends of their 95 % intervals."""

    rings: list[list[Point]]
    spokes: list[Spoke]
    shape: list[Point]
    low: list[Point]
    high: list[Point]


def radar(competencies: Sequence[ReportedCompetency]) -> Radar | None:
    """Return the radar of the scored competencies, or None where they are too few to span one."""
    scored = [(number, one) for number, one in enumerate(competencies, start=1) if one.score is not None]
    if len(scored) < FEWEST:
        return None
    angles = [2 * math.pi * place / len(scored) - math.pi / 2 for place in range(len(scored))]
    values = [one.score or 0.0 for _, one in scored]
    lows = [value if one.low is None else one.low for value, (_, one) in zip(values, scored, strict=True)]
    highs = [value if one.high is None else one.high for value, (_, one) in zip(values, scored, strict=True)]
    return Radar(
        rings=[[_at(angle, ring / 100 * RADIUS) for angle in angles] for ring in RINGS],
        spokes=[
            Spoke(number, _at(angle, RADIUS), _at(angle, LABEL_RADIUS))
            for (number, _), angle in zip(scored, angles, strict=True)
        ],
        shape=_around(angles, values),
        low=_around(angles, lows),
        high=_around(angles, highs),
    )


def _around(angles: Sequence[float], values: Sequence[float]) -> list[Point]:
    return [_at(angle, value / 100 * RADIUS) for angle, value in zip(angles, values, strict=True)]


def _at(angle: float, distance: float) -> Point:
    return round(SIZE / 2 + distance * math.cos(angle), 1), round(SIZE / 2 + distance * math.sin(angle), 1)
