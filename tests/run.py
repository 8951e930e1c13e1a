"""Run every check, one after the other, and close with one line that says how it went.

``python -m tests.run all`` is ``make test``; ``python -m tests.run fast`` is ``make check``.
A check that fails does not stop the others: whoever mends wants the whole list.
"""

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ["shared", "functions", "containers", "infra", "local", "bench", "samples", "tests", "requirements"]
PYTEST_SUMMARY = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


@dataclass(frozen=True)
class Check:
    """A command and the name under which it stands in the summary."""

    name: str
    command: list[str]
    fast: bool = True


@dataclass
class Result:
    """How a check went; ``passed`` and ``failed`` count tests, or the check itself where it has no tests."""

    name: str
    seconds: float
    passed: int
    failed: int
    skipped: int


def pytest(name: str, *arguments: str, fast: bool = True) -> Check:
    """Return a check that runs part of the test tree."""
    return Check(name, [sys.executable, "-m", "pytest", "-q", "--no-header", *arguments], fast)


def checks() -> list[Check]:
    """Return all checks in the order in which they fail fastest."""
    python = [sys.executable, "-m"]
    workers = ["-n", "2", "--dist", "loadfile"]
    return [
        Check("ruff", [*python, "ruff", "check", "."]),
        Check("ruff format", [*python, "ruff", "format", "--check", "."]),
        Check("import-linter", [str(Path(sys.executable).parent / "lint-imports")]),
        Check("mypy", [*python, "mypy", *[name for name in CODE if (ROOT / name).exists()]]),
        pytest("unit", "tests/unit", "-m", "not slow", *workers),
        pytest("unit, slow", "tests/unit", "-m", "slow", fast=False),
        pytest("contract", "tests/contract"),
        pytest("integration", "tests/integration", *workers, fast=False),
        pytest("fuzz", "tests/fuzz", fast=False),
        pytest("workflow", "tests/workflow", fast=False),
        pytest("infrastructure", "tests/infrastructure", fast=False),
        pytest("e2e", "tests/e2e", "-s", fast=False),
    ]


def run(check: Check) -> Result:
    """Run one check, letting its output through, and count what it says it ran."""
    print(f"\n── {check.name} ".ljust(100, "─"), flush=True)
    begun = time.monotonic()
    process = subprocess.Popen(check.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    last_summary = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        if PYTEST_SUMMARY.search(line):
            last_summary = line
    code = process.wait()
    counts = {word.rstrip("s"): int(number) for number, word in PYTEST_SUMMARY.findall(last_summary)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    if not counts:
        counts, failed = {"passed": int(code == 0)}, int(code != 0)
    elif code != 0 and failed == 0:
        failed = 1
    return Result(check.name, time.monotonic() - begun, counts.get("passed", 0), failed, counts.get("skipped", 0))


def main() -> int:
    """Run the named set; return 1 if anything failed."""
    everything = sys.argv[1:] == ["all"]
    results = [run(check) for check in checks() if everything or check.fast]
    print("\n" + "═" * 100)
    for result in results:
        state = "ok" if result.failed == 0 else "FAILED"
        print(f"{result.name:<18}{state:<8}{result.passed:>6} passed{result.failed:>6} failed{result.seconds:>8.0f} s")
    passed, failed, skipped = (sum(getattr(r, name) for r in results) for name in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if everything and skipped:
        print("A skipped test proves nothing, and here everything is installed that one could miss.")
    return 1 if failed or not passed or (everything and skipped) else 0


if __name__ == "__main__":
    raise SystemExit(main())
