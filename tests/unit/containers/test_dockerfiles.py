"""Both images' Dockerfiles are well formed, as far as that can be known without building them."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCKERFILES = sorted((ROOT / "containers").glob("*/Dockerfile"))


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.parent.name)
def test_the_linter_finds_nothing(path: Path) -> None:
    linter = ROOT / "node_modules/.bin/dockerfile-utils"
    found = subprocess.run([linter, "lint", path], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout.strip()) == (0, "")


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.parent.name)
def test_every_file_that_is_copied_is_in_the_checkout(path: Path) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+)$", path.read_text(), re.MULTILINE)
    sources = [source for line in copied for source in line.split()[:-1]]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_linter_would_find_a_mistake(tmp_path: Path) -> None:
    broken = tmp_path / "Dockerfile"
    broken.write_text("FROM scratch\nRUNN true\n")
    linter = ROOT / "node_modules/.bin/dockerfile-utils"
    assert subprocess.run([linter, "lint", broken], capture_output=True, check=False).returncode != 0
