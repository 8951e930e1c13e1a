"""Layers: the packages of one lock file, as wheels for the Python and platform that Lambda runs.

``uv`` downloads the wheels that the target needs, whatever Python runs here, so no Docker is needed; a package
without a wheel for the target is an error with its name. A layer is kept under the hash of its lock file and Python,
so the same input is never built twice and its asset hash never changes by itself.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from infra.bundling.requirements import Requirement, read_lock

PLATFORM = "x86_64-manylinux_2_28"
"""glibc 2.28: Amazon Linux 2023, on which every Lambda Python from 3.12 runs, has 2.34."""

UNUSED = ("__pycache__", "tests", "test", "bin")
"""Folders that no handler imports; they would only slow the cold start."""


@dataclass(frozen=True)
class LayerSpec:
    """A layer by its name, the lock file it is made from, and the lock files whose packages lie below it."""

    name: str
    lock: Path
    without: tuple[Path, ...] = ()

    def requirements(self) -> list[Requirement]:
        """Return what this layer installs: its lock, less what the layers below have at the same version."""
        below = {requirement.name for lock in self.without for requirement in read_lock(lock)}
        return [requirement for requirement in read_lock(self.lock) if requirement.name not in below]


class LayerFailed(Exception):
    """A layer could not be built; the message carries what uv said."""


def build_layer(spec: LayerSpec, *, python: str, cache: Path) -> Path:
    """Return the folder of the layer for Python ``python`` (``3.14``), built below ``cache`` when it is not there yet.

    The folder holds ``python/<packages>`` as Lambda wants it. Raises LayerFailed.
    """
    text = "\n".join(requirement.text for requirement in spec.requirements()) + "\n"
    digest = hashlib.sha256(f"{python}\n{PLATFORM}\n{text}".encode()).hexdigest()[:20]
    target = cache / f"{spec.name}-{digest}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f".{spec.name}-") as draft:
        requirements = Path(draft) / "requirements.txt"
        requirements.write_text(text)
        layer = Path(draft) / "layer"
        (layer / "python").mkdir(parents=True)
        if spec.requirements():
            _install(requirements, layer / "python", python, spec.name)
        _drop_unused(layer / "python")
        try:
            layer.rename(target)
        except OSError:
            if not target.is_dir():  # another synthesis was faster: its layer is the same
                raise
    return target


def _install(requirements: Path, target: Path, python: str, name: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-config", "--no-deps", "--require-hashes"]
    command += ["--system-certs"]
    command += ["--target", str(target), "--python-version", python, "--python-platform", PLATFORM]
    command += ["--only-binary", ":all:", "--link-mode", "copy", "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LayerFailed(f"Layer {name} for Python {python} could not be built.\n{done.stderr.strip()}")


def _drop_unused(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        top_level = path.parent == folder
        if path.is_dir() and path.name in UNUSED and (top_level or path.name == "__pycache__"):
            shutil.rmtree(path)
        elif path.name in (".lock", "RECORD", "uv_cache.json", "direct_url.json") and path.is_file():
            os.unlink(path)  # they differ from one installation to the next, and would change the asset's hash
