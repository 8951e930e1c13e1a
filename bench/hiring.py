"""Recruiting at size: a thousand imported, invited and polled in the local cloud; a hundred thousand to read from.

``python -m bench hiring`` prints the table. ``BENCH_HIRING=small`` does a tenth of it, for a quick look.
"""

import os
from dataclasses import replace

from bench import hiring_reads
from bench.hiring_cloud import queued_machine
from bench.hiring_local import Recruiting
from bench.table import Row
from local.home import CHECKOUT, Home

SMALL = os.environ.get("BENCH_HIRING") == "small"
PEOPLE = 100 if SMALL else 1_000
SIZES = (1_000, 10_000) if SMALL else (1_000, 100_000)


def run() -> list[Row]:
    """Measure everything; the local cloud of this benchmark and its data are gone afterwards."""
    rows: list[Row] = []
    with queued_machine(Home(CHECKOUT / ".bole" / "bench-hiring")) as machine:
        here = Recruiting(machine)
        for measure in (here.imported, here.invited, here.polled):
            rows += [replace(row, how=f"{row.how}; load {os.getloadavg()[0]:.1f}") for row in measure(PEOPLE)]
    return rows + hiring_reads.run(SIZES)
