"""Run every check, one after the other, and close with one line that says how it went.

``python -m tests.run all`` is ``make test``; ``python -m tests.run fast`` is ``make check``.
A check that fails does not stop the others: whoever mends wants the whole list.

A machine of two cores is kept busy: tests run in two processes, and checks that know only one run two at a time.
"""

import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORES = 2
CODE = ["shared", "functions", "containers", "infra", "local", "bench", "samples", "tests", "requirements"]
PYTEST_SUMMARY = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


@dataclass(frozen=True)
class Check:
    """A command and the name under which it stands in the summary."""

    name: str
    command: list[str]
    fast: bool = True
    cores: int = 1
    """A check of one core runs beside another one, and is heard when it ends."""


@dataclass
class Result:
    """How a check went; ``passed`` and ``failed`` count tests, or the check itself where it has no tests."""

    name: str
    seconds: float
    passed: int
    failed: int
    skipped: int


def pytest(name: str, *arguments: str, fast: bool = True, cores: int = 1) -> Check:
    """Return a check that runs part of the test tree."""
    return Check(name, [sys.executable, "-m", "pytest", "-q", "--no-header", *arguments], fast, cores)


def checks() -> list[Check]:
    """Return all checks in the order in which they fail fastest; neighbours of one core run together."""
    python = [sys.executable, "-m"]
    workers = ["-n", str(CORES), "--dist", "loadfile"]
    return [
        Check("mypy", [*python, "mypy", *[name for name in CODE if (ROOT / name).exists()]]),
        Check("ruff", [*python, "ruff", "check", "."]),
        Check("ruff format", [*python, "ruff", "format", "--check", "."]),
        Check("import-linter", [str(Path(sys.executable).parent / "lint-imports")]),
        pytest("contract", "tests/contract"),
        pytest("unit", "tests/unit", "-m", "not slow", *workers, cores=CORES),
        pytest("integration", "tests/integration", *workers, fast=False, cores=CORES),
        pytest("fuzz", "tests/fuzz", fast=False),
        pytest("infrastructure", "tests/infrastructure", fast=False),
        pytest("workflow", "tests/workflow", fast=False),
        pytest("unit, slow", "tests/unit", "-m", "slow", fast=False),
        pytest("e2e", "tests/e2e", "-s", fast=False, cores=CORES),
    ]


def environment() -> dict[str, str]:
    """Return what every check runs under.

    Bytecode is kept even where it must not lie in the tree: each of fifty processes would compile the libraries anew.
    """
    given = dict(os.environ)
    if given.pop("PYTHONDONTWRITEBYTECODE", None):
        given["PYTHONPYCACHEPREFIX"] = str(ROOT / ".bole" / "bytecode")
    return given


def run(check: Check) -> Result:
    """Run one check and count what it says it ran. One that is alone is heard while it runs."""
    title = f"\n── {check.name} ".ljust(100, "─")
    alone = check.cores > 1
    if alone:
        print(title, flush=True)
    begun = time.monotonic()
    process = subprocess.Popen(
        check.command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = [title + "\n"]
    last_summary = ""
    for line in process.stdout:
        if alone:
            print(line, end="", flush=True)
        said.append(line)
        if PYTEST_SUMMARY.search(line):
            last_summary = line
    code = process.wait()
    if not alone:
        print("".join(said), end="", flush=True)
    counts = {word.rstrip("s"): int(number) for number, word in PYTEST_SUMMARY.findall(last_summary)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    if not counts:
        counts, failed = {"passed": int(code == 0)}, int(code != 0)
    elif code != 0 and failed == 0:
        failed = 1
    return Result(check.name, time.monotonic() - begun, counts.get("passed", 0), failed, counts.get("skipped", 0))


def run_all(chosen: list[Check]) -> Iterator[Result]:
    """Run the checks; those of one core that follow each other share the cores."""
    for cores, neighbours in itertools.groupby(chosen, key=lambda check: check.cores):
        with ThreadPoolExecutor(CORES // cores) as pool:
            yield from pool.map(run, neighbours)


def main() -> int:
    """Run the named set; return 1 if anything failed."""
    everything = sys.argv[1:] == ["all"]
    begun = time.monotonic()
    results = list(run_all([check for check in checks() if everything or check.fast]))
    print("\n" + "═" * 100)
    for result in results:
        state = "ok" if result.failed == 0 else "FAILED"
        print(f"{result.name:<18}{state:<8}{result.passed:>6} passed{result.failed:>6} failed{result.seconds:>8.0f} s")
    print(f"{time.monotonic() - begun:.0f} seconds for all, some of them side by side")
    passed, failed, skipped = (sum(getattr(r, name) for r in results) for name in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if everything and skipped:
        print("A skipped test proves nothing, and here everything is installed that one could miss.")
    return 1 if failed or not passed or (everything and skipped) else 0


if __name__ == "__main__":
    raise SystemExit(main())
