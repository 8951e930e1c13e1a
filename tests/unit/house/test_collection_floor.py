"""The number of tests must never silently shrink to nothing: a wrong marker or path would look green."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FLOOR: dict[str, int] = tomllib.loads((ROOT / "tests/floor.toml").read_text())["tests"]


@pytest.fixture(scope="module")
def collected() -> Counter[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--no-header", "-p", "no:xdist", "tests"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return Counter(re.findall(r"^tests/(\w+)/[^:]+::", listing, flags=re.MULTILINE))


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FLOOR))
def test_at_least_as_many_tests_are_collected_as_the_floor_says(kind: str, collected: Counter[str]) -> None:
    assert collected[kind] >= FLOOR[kind]


@pytest.mark.slow
def test_every_kind_of_test_has_a_floor(collected: Counter[str]) -> None:
    assert set(collected) == set(FLOOR)
