"""What goes into the assets, and that it is the same each time."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from infra.bundling.layer import LayerFailed, LayerSpec, build_layer
from infra.bundling.requirements import read_lock
from infra.bundling.staging import FUNCTION_CODE, stage_files
from infra.constructs.layers import SPECS
from infra.options import ROOT

LAMBDA_LIMIT = 250 * 1024**2
CODE_LIMIT = 8 * 1024**2


def lock(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.lock"
    path.write_text("\n".join(lines) + "\n")
    return path


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_lock_entry_keeps_its_marker_and_its_hashes(tmp_path: Path) -> None:
    path = lock(
        tmp_path, "x", "# a comment", "A_b==1.0 ; python_version < '3' \\", "    --hash=sha256:00", "    # via x"
    )
    (entry,) = read_lock(path)
    assert (entry.name, entry.version) == ("a-b", "1.0")
    assert entry.text == "A_b==1.0 ; python_version < '3' \\\n    --hash=sha256:00"


def test_an_entry_that_is_not_pinned_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not pinned"):
        read_lock(lock(tmp_path, "x", "pydantic>=2"))


def test_a_layer_leaves_out_what_the_layer_below_has(tmp_path: Path) -> None:
    below = lock(tmp_path, "base", "pydantic==2.0")
    above = lock(tmp_path, "media", "pydantic==2.0", "av==1.0")
    assert [each.name for each in LayerSpec("media", above, without=(below,)).requirements()] == ["av"]


def test_no_layer_has_a_package_twice_in_different_versions() -> None:
    base = {each.name: each.version for each in read_lock(SPECS["base"].lock)}
    for name in ("api", "statistics", "media", "scoring", "report", "llm"):
        above = read_lock(SPECS[name].lock)
        assert [each.name for each in above if each.name in base and base[each.name] != each.version] == []


def test_a_layer_that_is_there_is_not_built_again(tmp_path: Path) -> None:
    spec = LayerSpec("empty", lock(tmp_path, "empty"))
    first = build_layer(spec, python="3.14", cache=tmp_path)
    (first / "mark").touch()
    assert (build_layer(spec, python="3.14", cache=tmp_path) / "mark").exists()


def test_another_python_means_another_layer(tmp_path: Path) -> None:
    spec = LayerSpec("empty", lock(tmp_path, "empty"))
    assert build_layer(spec, python="3.14", cache=tmp_path) != build_layer(spec, python="3.11", cache=tmp_path)


def test_a_package_without_a_hash_is_refused_in_words(tmp_path: Path) -> None:
    spec = LayerSpec("careless", lock(tmp_path, "careless", "python-ulid==3.0.0"))
    with pytest.raises(LayerFailed, match=r"Layer careless for Python 3\.14 could not be built"):
        build_layer(spec, python="3.14", cache=tmp_path)


def test_the_code_asset_holds_the_library_the_handlers_and_their_description_only(tmp_path: Path) -> None:
    folder = stage_files(ROOT, FUNCTION_CODE, tmp_path, "functions")
    assert {path.name for path in folder.iterdir()} == {"api", "shared", "functions"}
    assert not list(folder.rglob("*.pyc"))


def test_the_code_asset_is_small(tmp_path: Path) -> None:
    assert size(stage_files(ROOT, FUNCTION_CODE, tmp_path, "functions")) < CODE_LIMIT


def test_the_code_asset_holds_every_file_that_the_library_reads(tmp_path: Path) -> None:
    """TOML, JSON, Typst, Jinja, style: whatever lies beside the code is read from beside the code."""
    folder = stage_files(ROOT, FUNCTION_CODE, tmp_path, "functions")
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "shared").rglob("*") if path.is_file()}
    data = {name for name in there if "__pycache__" not in name and not name.endswith(".py")}
    assert {Path(name).suffix for name in data} >= {
        ".toml",
        ".json",
        ".typ",
        ".j2",
        ".css",
        ".js",
        ".cedar",
        ".cedarschema",
    }
    assert sorted(name for name in data if not (folder / name).is_file()) == []


def test_the_same_files_make_the_same_asset(tmp_path: Path) -> None:
    first = stage_files(ROOT, FUNCTION_CODE, tmp_path / "a", "functions")
    assert stage_files(ROOT, FUNCTION_CODE, tmp_path / "b", "functions").name == first.name


@pytest.mark.slow
def test_the_base_layer_for_this_python_can_be_imported(tmp_path: Path) -> None:
    layer = build_layer(SPECS["base"], python=f"{sys.version_info.major}.{sys.version_info.minor}", cache=tmp_path)
    for package in ("pydantic", "pydantic_core", "pydantic_settings", "aws_lambda_powertools", "jinja2", "ulid"):
        assert (layer / "python" / package).is_dir()
    assert not (layer / "python" / "onnxruntime").exists()
    assert size(layer) < 40 * 1024**2


@pytest.mark.slow
def test_handlers_that_judge_and_calibrate_need_nothing_but_their_layers(tmp_path: Path) -> None:
    """Imported with the layers, the code and what Lambda itself has (boto3) on the path, and nothing else."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    layers = [build_layer(SPECS[name], python=python, cache=tmp_path) / "python" for name in ("base", "api", "llm")]
    code = stage_files(ROOT, FUNCTION_CODE, tmp_path, "functions")
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    for package in ("boto3", "s3transfer"):
        (runtime / package).symlink_to(Path(sysconfig.get_path("purelib")) / package)
    program = (
        f"import sys; sys.path[:0] = {[str(path) for path in (*layers, code, runtime)]!r}\n"
        "import functions.assessment.score_answer, functions.assessment.api, shared.platform.llm.openai_compatible"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_every_layer_exists_for_the_newest_lambda_python_and_fits(tmp_path: Path) -> None:
    sizes = {name: size(build_layer(spec, python="3.14", cache=tmp_path)) for name, spec in SPECS.items()}
    assert sizes["base"] + sizes["media"] < LAMBDA_LIMIT
    # ScoreAnswer with an OpenAI-compatible model: 33 + 177 + 12 = 222 MiB of 250, and the code.
    assert sizes["base"] + sizes["scoring"] + sizes["llm"] + CODE_LIMIT < LAMBDA_LIMIT
    assert sizes["base"] + sizes["report"] < LAMBDA_LIMIT
