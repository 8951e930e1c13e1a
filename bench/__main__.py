"""``make bench``: run the benchmarks, print their tables, and write them to ``docs/benchmarks.md``.

``python -m bench vision pipeline`` runs only those and writes nothing.
"""

import importlib
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bench.table import Row, markdown, terminal

PARTS = {
    "vision": "Vision",  # first: it tells the peak memory of this process
    "scoring": "Scoring",
    "embedders": "Which embedder",
    "aside": "Beside the question",
    "adversarial": "Adversarial answers",
    "validity": "Validity",
    "transcription": "Transcription",
    "sound": "Sound measures",
    "pipeline": "The pipeline on one machine",
    "hiring": "Recruiting at size",
    "payroll": "Payroll of a year",
}
TARGET = Path(__file__).parents[1] / "docs/benchmarks.md"
HEAD = """# Benchmarks

Printed by `make bench`, on {machine}, {date}. The machine is shared with other work, so single figures vary by a third;
each figure stands beside its alternative from the same run, and medians are given where something was repeated.

"""


def machine() -> str:
    """Return what the figures were measured on."""
    cores = len(Path("/proc/cpuinfo").read_text().split("processor\t")) - 1
    return f"{cores} CPU cores ({platform.machine()}, {platform.system()}), Python {platform.python_version()}"


def main() -> None:
    """Run the parts named on the command line, or all of them."""
    chosen = sys.argv[1:] or list(PARTS)
    console = Console(width=160)
    text = HEAD.format(machine=machine(), date=datetime.now(UTC).date())
    for part in chosen:
        rows: list[Row] = importlib.import_module(f"bench.{part}").run()
        console.print(terminal(PARTS[part], rows))
        text += markdown(PARTS[part], rows) + "\n"
    if chosen == list(PARTS):
        TARGET.write_text(text.rstrip() + "\n", encoding="utf-8")
        console.print(f"Written to {TARGET.relative_to(TARGET.parents[1])}")


if __name__ == "__main__":
    main()
