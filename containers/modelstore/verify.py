"""Whether the models on this machine are the ones that the manifest means: every byte is read."""

import hashlib
import json
from pathlib import Path

from containers.modelstore.locate import folder_of
from containers.modelstore.manifest import Manifest, Model, ModelFile, Variant, load
from shared.kernel.frozen import Frozen

RECORD = "assembled.json"
"""Beside an assembled model: the hash of each file, for those that a conversion made and the manifest cannot pin."""


class ModelState(Frozen):
    """One model on this machine. ``right`` is the word of the hashes; ``problem`` says in words why it is not.

    ``unpinned`` counts files whose hash the manifest does not give and that are checked against the record made
    when they were assembled.
    """

    name: str
    purpose: str
    licence: str
    default_on: tuple[str, ...]
    present: bool
    right: bool
    variant: str | None = None
    size_bytes: int = 0
    unpinned: int = 0
    folder: str | None = None
    problem: str | None = None


def verify(directory: Path, manifest: Manifest | None = None) -> list[ModelState]:
    """Check every model of the manifest under ``directory``."""
    return [verify_model(model, directory) for model in (manifest or load()).models]


def verify_model(model: Model, directory: Path) -> ModelState:
    """Check one model: the first variant whose files are all right decides."""
    problems: list[str] = []
    present = False
    for variant in model.variants:
        folder = folder_of(model, variant, directory)
        if folder is None or not any((folder / file.path).is_file() for file in variant.files):
            continue
        present = True
        problem = wrong_in(folder, variant)
        if problem is None:
            return _state(model, variant, folder)
        problems.append(f"{variant.name}: {problem}")
    problem = "; ".join(problems) if problems else "not here"
    return _state(model, None, None).model_copy(update={"present": present, "right": False, "problem": problem})


def wrong_in(folder: Path, variant: Variant) -> str | None:
    """Return what is wrong with a variant's files in ``folder``, or None when each is as pinned or recorded."""
    record = recorded(folder)
    for file in variant.files:
        path = folder / file.path
        if not path.is_file():
            return f"{file.path} is missing"
        expected = file.sha256 or record.get(file.path, "")
        if not expected:
            return f"{file.path} has no hash to be checked against; assemble the model again"
        if file.size_bytes and path.stat().st_size != file.size_bytes:
            return f"{file.path} has {path.stat().st_size} bytes instead of {file.size_bytes}"
        if sha256_of(path) != expected:
            return f"{file.path} has another sha256 than expected"
    return None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recorded(folder: Path) -> dict[str, str]:
    """Return what assembly wrote down: file → sha256; empty where nothing was."""
    path = folder / RECORD
    if not path.is_file():
        return {}
    files: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return files


def _state(model: Model, variant: Variant | None, folder: Path | None) -> ModelState:
    files: tuple[ModelFile, ...] = variant.files if variant is not None else ()
    return ModelState(
        name=model.name,
        purpose=model.purpose,
        licence=model.licence,
        default_on=model.default_on,
        present=variant is not None,
        right=variant is not None,
        variant=variant.name if variant else None,
        size_bytes=sum((folder / file.path).stat().st_size for file in files) if folder else 0,
        unpinned=sum(not file.sha256 for file in files),
        folder=str(folder) if folder else None,
    )
