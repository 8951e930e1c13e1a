"""What a deployment costs: ``python -m infra.costs prod`` prints the idle month and 1,000 interview-hours.

The prices are public list prices of us-east-1 in US dollars, as known in November 2026; other regions and contracts
differ. Speeds are those of docs/benchmarks.md (CPU) and, for GPUs, the published figure named below. Change a number
here, print again, and paste the result into docs/operations.md, where a test compares it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from infra.stages import STAGES, Stage

HOURS_A_MONTH = 730

ENDPOINT_HOUR = 0.01
KEY_MONTH = 1.00
ALARM_METRIC_MONTH = 0.10
GPU_HOUR = 0.805
"""g6.xlarge, on demand."""
SPOT_SHARE_OF_PRICE = 0.4
DISK_GIB_MONTH = 0.08
FARGATE_CORE_HOUR, FARGATE_GIB_HOUR = 0.04048, 0.004445
LAMBDA_GIB_SECOND, LAMBDA_MILLION_CALLS = 0.0000166667, 0.20
TRANSITION = 0.025 / 1000
STORED_GIB_MONTH = 0.023
PUT = 0.005 / 1000
WRITE_UNIT = 0.625 / 1e6

ENDPOINTS_FOR_EVERY_WORKER, ENDPOINTS_FOR_GPUS = 6, 3
ALARM_METRICS = 328
"""Metrics in all alarms together, those that scale the workers included."""

ANSWER_MINUTES, ANSWERS_AN_INTERVIEW = 3, 5
GPU_REAL_TIMES = 15
"""Hours of speech a GPU-hour, large-v3-turbo on the smallest kind with everything around it (41 is published bare)."""
WATCH_CORE_SHARE = 0.07
"""Core-hours an hour of video: 4.6 frames a second at 15 ms."""
GIB_AN_HOUR = 0.45
"""640 × 480 at 1 Mbit/s."""


@dataclass(frozen=True)
class Cost:
    """One line: what, the arithmetic in words, US dollars."""

    what: str
    how: str
    dollars: float


def idle_month(stage: Stage) -> list[Cost]:
    """Return what a month without a single interview costs."""
    endpoints = ENDPOINTS_FOR_EVERY_WORKER + (ENDPOINTS_FOR_GPUS if stage.gpu_tasks else 0)
    hours = endpoints * stage.zones * HOURS_A_MONTH
    warm = sum(fleet.minimum for fleet in stage.transcriber.fleets if fleet.on == "gpu") * HOURS_A_MONTH
    sweeps = 60 * HOURS_A_MONTH
    return [
        Cost("interface endpoints", f"{endpoints} × {stage.zones} zones × 730 h × $0.01", hours * ENDPOINT_HOUR),
        Cost("alarms", f"{ALARM_METRICS} metrics × $0.10", ALARM_METRICS * ALARM_METRIC_MONTH),
        Cost("key", "1 customer-managed key; each tenant has one of its own, $1.00 more", KEY_MONTH),
        Cost("sweeper", f"{sweeps:,} calls × 1 GiB × 0.2 s", _lambda(sweeps, 1.0, 0.2)),
        Cost("lost clips", f"{sweeps:,} calls × 0.25 GiB × 0.1 s", _lambda(sweeps, 0.25, 0.1)),
        Cost("GPUs kept warm", f"{warm} h × $0.805", warm * GPU_HOUR),
        Cost("table, queues, bus, functions, state machines", "nothing without calls", 0.0),
    ]


def thousand_hours(stage: Stage) -> list[Cost]:
    """Return what 1,000 hours of recorded answers cost, on top of the idle month."""
    answers = 1000 * 60 // ANSWER_MINUTES
    interviews = answers // ANSWERS_AN_INTERVIEW
    return [
        *_workers(stage),
        Cost("state machines", f"{answers:,} × 11 + {interviews:,} × 8 transitions", _transitions(answers, interviews)),
        Cost("functions, media and scoring", f"{answers:,} × 1.73 GiB × 6 s", _lambda(answers, 1.73, 6)),
        Cost("functions, all others", f"{answers:,} × 12 calls × 0.25 GiB × 0.2 s", _lambda(answers * 12, 0.25, 0.2)),
        Cost("table", f"{answers:,} × 40 write units", answers * 40 * WRITE_UNIT),
        Cost("uploads", f"{answers:,} × 5 requests", answers * 5 * PUT),
        Cost(
            f"recordings, kept {stage.retention.recordings} days",
            f"1,000 h × {GIB_AN_HOUR} GiB × {stage.retention.recordings / 30:.0f} months × $0.023",
            1000 * GIB_AN_HOUR * stage.retention.recordings / 30 * STORED_GIB_MONTH,
        ),
    ]


def _workers(stage: Stage) -> Iterator[Cost]:
    gpu_hours = 1000 / GPU_REAL_TIMES
    spot = stage.capacity.spot_percent / 100
    price = (
        GPU_HOUR * (1 - spot + spot * SPOT_SHARE_OF_PRICE) + stage.capacity.disk_gib * DISK_GIB_MONTH / HOURS_A_MONTH
    )
    yield Cost(
        "transcription", f"1,000 h ÷ {GPU_REAL_TIMES} × ${price:.3f} ({spot:.0%} Spot, with disk)", gpu_hours * price
    )
    fleet = next(fleet for fleet in stage.vision.fleets if fleet.on == "cpu")
    cores, gib = fleet.cpu / 1024, fleet.memory_mib / 1024
    task_hours = 1000 * WATCH_CORE_SHARE / cores
    hour = cores * FARGATE_CORE_HOUR + gib * FARGATE_GIB_HOUR
    yield Cost("vision", f"1,000 h × {WATCH_CORE_SHARE} cores ÷ {cores:.0f} × ${hour:.3f}, no Spot", task_hours * hour)


def _transitions(answers: int, interviews: int) -> float:
    return (answers * 11 + interviews * 8) * TRANSITION


def _lambda(calls: int, gib: float, seconds: float) -> float:
    return calls * (gib * seconds * LAMBDA_GIB_SECOND + LAMBDA_MILLION_CALLS / 1e6)


def table(costs: list[Cost]) -> str:
    """Return the lines as a Markdown table with their sum."""
    lines = ["| what | how | US$ |", "|---|---|---:|"]
    lines += [f"| {cost.what} | {cost.how} | {cost.dollars:,.2f} |" for cost in costs]
    return "\n".join([*lines, f"| **sum** | | **{sum(cost.dollars for cost in costs):,.2f}** |"])


def main() -> None:
    """Print both tables of the stage named on the command line (``dev`` where none is)."""
    stage = STAGES[sys.argv[1] if len(sys.argv) > 1 else "dev"]
    print(f"{stage.name}, an idle month\n\n{table(idle_month(stage))}\n")
    print(f"{stage.name}, 1,000 interview-hours\n\n{table(thousand_hours(stage))}")


if __name__ == "__main__":
    main()
