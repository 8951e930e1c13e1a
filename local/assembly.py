"""Reads a synthesized CDK app (``cdk.out``): its stacks in the order they need each other, and their assets."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.kernel.errors import NotFound


@dataclass(frozen=True)
class Asset:
    """A file or folder that a template speaks of. Bucket and key may hold ``${AWS::AccountId}`` and the like."""

    source: Path
    bucket: str
    key: str

    def content(self) -> bytes:
        """Return the bytes to upload: a folder becomes a zip archive, the same one each time."""
        if self.source.is_file():
            return self.source.read_bytes()
        files = (path for path in sorted(self.source.rglob("*")) if path.is_file())
        return _zipped({path.relative_to(self.source).as_posix(): path.read_bytes() for path in files})

    def pointer(self) -> bytes:
        """Return a layer of one line in place of this one: it puts the folder itself on the path.

        For a cloud on this machine. A layer of 160 MB is then not packed, not kept in memory and not unpacked for
        every process of a function.
        """
        line = f"import sys; sys.path.insert(0, {str((self.source / 'python').resolve())!r})\n"
        return _zipped({"python/lib/python3/site-packages/layer.pth": line.encode()})


def _zipped(files: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return archive.getvalue()


@dataclass(frozen=True)
class Stack:
    """One stack. ``assets`` are its files without the template itself; images are not in here, nothing runs them."""

    name: str
    template: dict[str, Any]
    assets: tuple[Asset, ...]

    @property
    def layer_keys(self) -> frozenset[str]:
        """The keys of the assets that are Lambda layers."""
        resources = self.template.get("Resources", {}).values()
        return frozenset(
            resource["Properties"]["Content"]["S3Key"]
            for resource in resources
            if resource["Type"] == "AWS::Lambda::LayerVersion"
        )


def read_assembly(folder: Path) -> list[Stack]:
    """Return the stacks of ``folder``, each after those it depends on. Raises NotFound when nothing is there."""
    manifest = folder / "manifest.json"
    if not manifest.exists():
        raise NotFound(f"There is no synthesized app in {folder}.", "Synthesize it: bole synth")
    artifacts = json.loads(manifest.read_text())["artifacts"]
    names = [name for name, artifact in artifacts.items() if artifact["type"] == "aws:cloudformation:stack"]
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in ordered:
            return
        for before in artifacts[name].get("dependencies", []):
            if before in names:
                visit(before)
        ordered.append(name)

    for name in names:
        visit(name)
    return [_stack(folder, name, artifacts) for name in ordered]


def _stack(folder: Path, name: str, artifacts: dict[str, Any]) -> Stack:
    artifact = artifacts[name]
    template_file = artifact["properties"]["templateFile"]
    assets: list[Asset] = []
    for needed in artifact.get("dependencies", []):
        if artifacts[needed]["type"] == "cdk:asset-manifest":
            assets += _assets(folder, folder / artifacts[needed]["properties"]["file"], template_file)
    stack_name = artifact["properties"].get("stackName", name)
    return Stack(stack_name, json.loads((folder / template_file).read_text()), tuple(assets))


def _assets(folder: Path, manifest: Path, template_file: str) -> list[Asset]:
    files = json.loads(manifest.read_text())["files"].values()
    return [
        Asset(folder / entry["source"]["path"], target["bucketName"], target["objectKey"])
        for entry in files
        if entry["source"]["path"] != template_file
        for target in entry["destinations"].values()
    ]
