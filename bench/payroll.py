"""Payroll of a year in process: how long employees take, whether it grows with their number alone, and the plain way.

The plain way reckons every month from January again, as a table of formulas does: what it takes grows with the square
of the months. ``python -m bench payroll`` prints the table.
"""

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import pairwise

from bench.table import Row
from shared.payroll.compute.model import EmployeeInput, YearInput
from shared.payroll.compute.reading import read
from shared.payroll.compute.year import compute, compute_employee
from shared.payroll.packs.loader import china

SIZES = (1_000, 5_000, 10_000)
PLAIN = SIZES[:2]
"""Of these the plain way is measured, too: the largest would take it minutes."""
YEAR = 2026
CORES = 2
TARGET = "≤ 60 s on 2 cores"
HOW = (
    "seconds of a core: JSON, insurance and fund by Shenzhen's rules, tax, net; beside it each month from January again"
)


def run() -> list[Row]:
    """Measure each size both ways on one core, the largest on two, and hold the results against each other."""
    texts = {size: document(size) for size in SIZES}
    once = {size: _core_seconds(partial(_computed, texts[size])) for size in SIZES}
    again = {size: _core_seconds(partial(_recomputed, texts[size])) for size in PLAIN}
    rows = []
    for size in SIZES:
        target = TARGET if size == SIZES[-1] else ""
        what = f"{size:,} employees × 12 months, one core"
        how = f"{HOW}; load {os.getloadavg()[0]:.1f}"
        plain = f"{again[size]:.1f} s" if size in again else ""
        rows.append(Row(what, f"{once[size]:.1f} s", plain, target, how))
    return [*rows, _linear(once, again), _on_two_cores(texts[SIZES[-1]]), _same(texts[SIZES[0]])]


def document(size: int) -> bytes:
    """Return a year of ``size`` employees: pay that differs by person and month, special deductions, some bonuses."""
    return json.dumps({"year": YEAR, "employees": [_employee(number) for number in range(size)]}).encode()


def _employee(number: int) -> dict[str, object]:
    gross = 6_000 + number * 7 % 60_000
    special = number % 4 * 1_000
    months = [{"gross": f"{gross + month * 31}.{month:02d}", "special": special} for month in range(12)]
    bonus = str(number * 13 % 200_000) if number % 3 == 0 else None
    return {"id": f"E{number:05d}", "city": "深圳", "months": months, "bonus_separate": bonus}


def _computed(text: bytes) -> int:
    return sum(result.net_fen for result in compute(read(text)))


def _recomputed(text: bytes) -> int:
    return sum(_net_from_january(employee) for employee in read(text).employees)


def _net_from_january(employee: EmployeeInput) -> int:
    """Return the year's net, each month taken as the last one of a year that is reckoned from its beginning."""
    net = 0
    for count in range(1, len(employee.months) + 1):
        until = compute_employee(replace(employee, months=employee.months[:count]), YEAR, china())
        net += until.months[-1].net_fen
    return net


def _linear(once: dict[int, float], again: dict[int, float]) -> Row:
    """Ten times as many employees should take ten times as long."""
    steps = [f"{more // fewer} times as many: {once[more] / once[fewer]:.1f}" for fewer, more in pairwise(SIZES)]
    first, last = SIZES[0], SIZES[-1]
    plain = f"{PLAIN[-1] // PLAIN[0]} times as many: {again[PLAIN[-1]] / again[PLAIN[0]]:.1f}"
    measured = f"{once[last] / once[first]:.1f} times as long"
    return Row(f"{last:,} employees against {first:,}", measured, plain, f"{last // first} (linear)", "; ".join(steps))


def _on_two_cores(text: bytes) -> Row:
    with ProcessPoolExecutor(CORES) as pool:
        start = time.perf_counter()
        list(pool.map(partial(_part, text), range(CORES)))
        seconds = time.perf_counter() - start
    how = (
        f"by the clock: a process a core, each reads the document and computes its share; load {os.getloadavg()[0]:.1f}"
    )
    return Row(f"{SIZES[-1]:,} employees × 12 months, two cores", f"{seconds:.1f} s", "", TARGET, how)


def _part(text: bytes, number: int) -> int:
    order = read(text)
    return sum(one.net_fen for one in compute(YearInput(order.year, order.employees[number::CORES])))


def _same(text: bytes) -> Row:
    once, again = _computed(text), _recomputed(text)
    return Row("net of the year", f"{once} fen", f"{again} fen", "equal", f"{SIZES[0]:,} employees, both ways")


def _core_seconds(work: Callable[[], object]) -> float:
    """Return what a core was busy for: others work on the machine, too."""
    start = time.process_time()
    work()
    return time.process_time() - start
