"""The version of all data that features are measured by: lists, scales, bounds, learned order."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

VERSION = "2026-11.4"
PACKAGES = ("shared.assessment.features", "shared.assessment.speech")
DATA = (".toml", ".json")
INSTRUCTIONS = ("shared.assessment.llm", "instructions.toml")
"""What is taken for words to the judge, and left out before anything is measured."""


@cache
def features_version() -> str:
    """Return the version's name and the begin of the SHA-256 over every data file, in the order of their names."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for name, file in sorted(_data_of(files(package))):
            digest.update(name.encode())
            digest.update(file.read_bytes())
    package, name = INSTRUCTIONS
    digest.update((files(package) / name).read_bytes())
    return f"{VERSION} {digest.hexdigest()[:12]}"


def _data_of(folder: Traversable, prefix: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _data_of(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(DATA):
            found.append((prefix + entry.name, entry))
    return found
