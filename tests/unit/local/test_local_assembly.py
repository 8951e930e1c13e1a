"""Reading a synthesized app."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.assembly import Asset, read_assembly
from shared.kernel.errors import NotFound


def write_app(folder: Path, stacks: dict[str, list[str]]) -> None:
    artifacts: dict[str, Any] = {}
    for name, needs in stacks.items():
        (folder / f"{name}.template.json").write_text(json.dumps({"Resources": {}}))
        files = {
            "t": entry(f"{name}.template.json", f"{name}.json"),
            "a": entry(f"asset.{name}", f"{name}.zip"),
        }
        (folder / f"{name}.assets.json").write_text(json.dumps({"files": files}))
        artifacts[f"{name}.assets"] = {
            "type": "cdk:asset-manifest",
            "properties": {"file": f"{name}.assets.json"},
        }
        artifacts[name] = {
            "type": "aws:cloudformation:stack",
            "dependencies": [*needs, f"{name}.assets"],
            "properties": {"templateFile": f"{name}.template.json"},
        }
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))


def entry(path: str, key: str) -> dict[str, Any]:
    return {"source": {"path": path}, "destinations": {"here": {"bucketName": "assets", "objectKey": key}}}


def folder_with(path: Path, **files: str) -> Path:
    for name, text in files.items():
        target = path / name.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return path


def names_in(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_a_stack_comes_after_those_it_depends_on(tmp_path: Path) -> None:
    write_app(tmp_path, {"api": ["work"], "work": ["data"], "data": []})
    assert [stack.name for stack in read_assembly(tmp_path)] == ["data", "work", "api"]


def test_the_template_is_no_asset_of_its_stack(tmp_path: Path) -> None:
    write_app(tmp_path, {"data": []})
    assert [asset.key for asset in read_assembly(tmp_path)[0].assets] == ["data.zip"]


def test_without_an_app_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="bole synth"):
        read_assembly(tmp_path)


def test_a_folder_is_packed_into_the_same_bytes_each_time(tmp_path: Path) -> None:
    asset = Asset(folder_with(tmp_path / "code", b="2", a__c="1"), "assets", "k")
    assert asset.content() == asset.content()
    assert names_in(asset.content()) == ["a/c", "b"]


def test_a_pointer_puts_the_layer_first_on_the_path(tmp_path: Path) -> None:
    layer = Asset(folder_with(tmp_path / "layer", python__only_in_this_layer="", **{"python__m.py": "X = 7"}), "a", "k")
    zipfile.ZipFile(io.BytesIO(layer.pointer())).extractall(tmp_path / "opt")
    site = tmp_path / "opt/python/lib/python3/site-packages"
    code = f"import site; site.addsitedir({str(site)!r}); import m, sys; print(m.X, sys.path[0])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["7", str(layer.source / "python")]
