"""Every access pattern that is written down is proved by a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROWS = [
    line
    for line in (ROOT / "docs" / "access_patterns.md").read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| pattern"))
]
STORES = sorted(path.parent.name for path in (ROOT / "shared").glob("*/store*") if path.name in {"store", "store.py"})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_the_row_names_a_test_that_exists(row: str) -> None:
    *_, proof, _ = row.split("|")
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(test_\w+)`", proof.strip())
    assert named, f"the last column is not path::test: {proof}"
    assert f"def {named[2]}(" in (ROOT / named[1]).read_text("utf-8")


@pytest.mark.parametrize("stage", STORES)
def test_every_stage_with_a_store_has_its_chapter(stage: str) -> None:
    chapters = re.findall(r"^## (.+)$", (ROOT / "docs" / "access_patterns.md").read_text("utf-8"), re.MULTILINE)
    assert any(stage in chapter.lower() for chapter in chapters)
