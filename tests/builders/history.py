"""A hiring history with patterns planted in it, or with none at all."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from shared.recruiting.requirements.history import HistoryRecord

COMPETENCIES = ("stress_tolerance", "logical_thinking", "communication", "teamwork", "initiative", "integrity")
HIRED_ON, AS_OF = date(2023, 3, 1), date(2025, 6, 30)


def planted_history(hires: int = 1500, *, seed: int = 7, job: str = "生产经理") -> list[HistoryRecord]:
    """Production managers of whom 80 % have at least 75 in stress tolerance and are promoted within a year 15 points
    more often (35 % against 20 %); 40 % have at least 85 in logical thinking and reach their target 22 points more
    often (62 % against 40 %). As many again applied and were not hired. Nothing else goes with anything."""
    rng = np.random.default_rng(seed)
    scores = _scores(rng, hires, 78.0, 8.0)
    scores["stress_tolerance"] = _share_from(scores["stress_tolerance"], 75, 0.8)
    scores["logical_thinking"] = _share_from(scores["logical_thinking"], 85, 0.4)
    promoted = _dealt(rng, scores["stress_tolerance"] >= 75, 0.35, 0.20)
    target = _dealt(rng, scores["logical_thinking"] >= 85, 0.62, 0.40)
    people = [
        _hire(number, job, scores, bool(promoted[number]), bool(target[number]), number % 10 == 3)
        for number in range(hires)
    ]
    rejected = _scores(rng, hires, 72.0, 12.0)
    return [*people, *(_applicant(number, job, rejected) for number in range(hires))]


def noise_history(hires: int, seed: int, *, job: str = "销售代表") -> list[HistoryRecord]:
    """Hires whose scores go with nothing."""
    rng = np.random.default_rng(seed)
    scores = _scores(rng, hires, 75.0, 10.0)
    promoted, target = rng.random(hires) < 0.3, rng.random(hires) < 0.5
    return [_hire(n, job, scores, bool(promoted[n]), bool(target[n]), n % 7 == 3) for n in range(hires)]


def as_csv(records: list[HistoryRecord]) -> bytes:
    """The history as a company's sheet has it, in Chinese and GBK."""
    titles = {"stress_tolerance": "抗压能力", "logical_thinking": "逻辑思维", "communication": "沟通能力"}
    lines = ["工号,岗位,是否录用,入职日期,是否达标,晋升日期,离职日期," + ",".join(titles.values())]
    for one in records:
        days = [one.hired_on, one.promoted_on, one.left_on]
        hired, promoted, left = ("" if day is None else day.strftime("%Y/%m/%d") for day in days)
        target = {True: "是", False: "否", None: ""}[one.target_reached]
        told = [one.person, one.job_title, "是" if one.hired else "否", hired, target, promoted, left]
        lines.append(",".join([*told, *(str(one.scores[name]) for name in titles)]))
    return "\r\n".join(lines).encode("gbk")


def _scores(rng: np.random.Generator, people: int, mean: float, sd: float) -> dict[str, Any]:
    return {name: np.clip(rng.normal(mean, sd, people), 0, 100).round(1) for name in COMPETENCIES}


def _share_from(scores: Any, cut: float, share: float) -> Any:
    """Move all scores so that exactly ``share`` of them reach ``cut``."""
    ranked = np.sort(scores)[::-1]
    last_in, first_out = ranked[round(len(scores) * share) - 1], ranked[round(len(scores) * share)]
    moved = scores + (cut - (last_in + first_out) / 2)
    return np.clip(np.where(scores >= last_in, np.maximum(moved, cut), np.minimum(moved, cut - 0.1)), 0, 100).round(1)


def _dealt(rng: np.random.Generator, above: Any, rate_above: float, rate_below: float) -> Any:
    """Give exactly these shares of both sides a yes."""
    dealt = np.zeros(len(above), dtype=bool)
    for side, rate in ((above, rate_above), (~above, rate_below)):
        places = np.flatnonzero(side)
        dealt[rng.permutation(places)[: round(len(places) * rate)]] = True
    return dealt


def _hire(number: int, job: str, scores: Any, promoted: bool, target: bool, leaves: bool) -> HistoryRecord:
    return HistoryRecord(
        person=f"E{number:05d}",
        job_title=job,
        hired=True,
        hired_on=HIRED_ON,
        scores={name: float(scores[name][number]) for name in COMPETENCIES},
        target_reached=target,
        promoted_on=HIRED_ON + timedelta(days=200) if promoted else None,
        left_on=HIRED_ON + timedelta(days=250) if leaves else None,
        observed_until=AS_OF,
        tells_promotion=True,
        tells_leaving=True,
    )


def _applicant(number: int, job: str, scores: Any) -> HistoryRecord:
    told = {name: float(scores[name][number]) for name in COMPETENCIES}
    return HistoryRecord(
        person=f"A{number:05d}", job_title=job, hired=False, scores=told, observed_until=AS_OF,
        tells_promotion=True, tells_leaving=True,
    )  # fmt: skip
