"""What this machine has, and what it lacks for Bole, in words with the command that mends it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from containers.modelstore.locate import ModelMissing, path_of
from containers.modelstore.manifest import load
from local.home import CHECKOUT, Home
from local.workers import has_gpu

Verdict = Literal["good", "missing", "optional"]
_DISK_GB = 4.0
_MEMORY_GB = 4.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``optional`` is absent, and only some commands want it."""

    name: str
    verdict: Verdict
    words: str
    remedy: str = ""


def examine(home: Home, models: Path, find: Callable[[str], str | None] = shutil.which) -> list[Finding]:
    """Look at everything that ``make demo`` and ``make deploy`` need. ``find`` finds a program on the path."""
    return [
        _python((sys.version_info.major, sys.version_info.minor)),
        _node(find),
        _program("make", find, "apt-get install make"),
        _program("git", find, "apt-get install git"),
        _cloud(home),
        _models(models),
        _samples(),
        _disk(home),
        _memory(),
        _gpu(),
        _engine(find),
    ]


def _python(version: tuple[int, int]) -> Finding:
    words = f"Python {version[0]}.{version[1]}"
    if version >= (3, 11):
        return Finding("Python", "good", words)
    return Finding("Python", "missing", f"{words} is older than 3.11", "make PYTHON=/path/to/python3.12 install")


def _node(find: Callable[[str], str | None]) -> Finding:
    node = find("node")
    remedy = "Install Node.js 20 or newer: https://nodejs.org"
    if node is None:
        return Finding("Node", "missing", "the CDK runs on it, and it is not on the path", remedy)
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").split(".")[0]
    if not major.isdigit() or int(major) < 20:
        return Finding("Node", "missing", f"{said or 'an unknown version'} is older than 20", remedy)
    return Finding("Node", "good", f"Node {said}")


def _program(name: str, find: Callable[[str], str | None], remedy: str) -> Finding:
    path = find(name)
    return Finding(name, "good", path) if path else Finding(name, "missing", "not on the path", remedy)


def _cloud(home: Home) -> Finding:
    if home.cloud_python.exists():
        return Finding("local cloud", "good", str(home.cloud_python.parent.parent))
    return Finding("local cloud", "missing", "its environment is not installed", "make install")


def _models(models: Path) -> Finding:
    lacking = []
    for model in load().defaults("cpu"):
        try:
            path_of(model.name, models)
        except ModelMissing:
            lacking.append(model.name)
    if lacking:
        return Finding("models", "missing", f"{', '.join(lacking)} not in {models}", "make models")
    return Finding("models", "good", f"{models} (bole models reads every byte)")


def _samples() -> Finding:
    here = list((CHECKOUT / "samples" / "answers").glob("*.webm"))
    if len(here) >= 3:
        return Finding("samples", "good", f"{len(here)} recordings")
    return Finding("samples", "missing", "the sample recordings are not there", "make samples")


def _disk(home: Home) -> Finding:
    folder = home.root if home.root.exists() else home.root.parent
    free = shutil.disk_usage(folder).free / 1e9
    if free >= _DISK_GB:
        return Finding("disk", "good", f"{free:.0f} GB free")
    return Finding(
        "disk", "missing", f"{free:.1f} GB free, {_DISK_GB:.0f} are wanted", "Free some space, or make clean"
    )


def _memory() -> Finding:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    words = f"{total:.0f} GB, {os.cpu_count()} cores"
    if total >= _MEMORY_GB:
        return Finding("memory", "good", words)
    return Finding("memory", "missing", f"{words}; {_MEMORY_GB:.0f} GB are wanted", "Use a machine with more memory")


def _gpu() -> Finding:
    if has_gpu():
        return Finding("GPU", "good", "used where its models and a CUDA runtime are installed too")
    return Finding("GPU", "optional", "none: the workers run on the CPU", "Nothing to do; a GPU is faster")


def _engine(find: Callable[[str], str | None]) -> Finding:
    engine = next((name for name in ("docker", "podman", "finch") if find(name)), None)
    if engine:
        return Finding("container engine", "good", engine)
    return Finding(
        "container engine", "optional", "only make deploy needs one, to build the workers' images", "Install docker"
    )
