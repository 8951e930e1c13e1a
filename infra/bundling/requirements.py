"""Reads lock files as ``uv pip compile --generate-hashes`` writes them."""

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")


@dataclass(frozen=True)
class Requirement:
    """One pinned package: its normalized name, its version, and its whole entry with marker and hashes."""

    name: str
    version: str
    text: str


def read_lock(lock: Path) -> list[Requirement]:
    """Return the entries of ``lock`` in their order.

    Raises ValueError for an entry that is not pinned with ``==``, and FileNotFoundError when there is no such file.
    """
    entries: list[list[str]] = []
    for line in lock.read_text().splitlines():
        bare = line.split("#", 1)[0].rstrip()
        if not bare.strip() or bare.startswith("--"):
            continue
        if bare[0].isspace():
            entries[-1].append(bare)
        else:
            entries.append([bare])
    return [_requirement("\n".join(entry), lock) for entry in entries]


def _requirement(text: str, lock: Path) -> Requirement:
    match = _NAME.match(text)
    if match is None:
        raise ValueError(f"{lock.name}: {text.splitlines()[0]!r} is not pinned with ==. Compile the lock file again.")
    name = re.sub(r"[-_.]+", "-", match["name"]).lower()
    return Requirement(name, match["version"], text)
