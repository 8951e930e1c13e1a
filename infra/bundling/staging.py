"""Copies the part of the checkout that an asset needs, so that nothing else can slip in or change its hash."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

FUNCTION_CODE = ("shared", "functions", "api")
"""What a Lambda carries: library, handlers, and the API's description. No container, no model, no test."""

IMAGE_CONTEXT = ("shared", "containers", "requirements", "pyproject.toml")
"""What an image is built from."""

SKIPPED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "node_modules"}


def stage_files(root: Path, parts: Iterable[str], cache: Path, name: str) -> Path:
    """Return a folder below ``cache`` with copies of ``parts`` of ``root``, named after a hash of their content."""
    files = [path for part in parts for path in _files(root / part)]
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    target = cache / f"{name}-{digest.hexdigest()[:20]}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f".{name}-") as folder:
        draft = Path(folder) / "files"
        draft.mkdir()
        for path in files:
            copy = draft / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        try:
            draft.rename(target)
        except OSError:
            if not target.is_dir():  # another synthesis was faster: its copy is the same
                raise
    return target


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir() and path.name not in SKIPPED:
        for child in sorted(path.iterdir()):
            if not child.name.endswith(".pyc"):
                yield from _files(child)
