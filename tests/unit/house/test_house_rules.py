"""The rules of the house that no linter knows."""

import ast
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ("shared", "functions", "containers", "infra", "local")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
PRETTY_LONG = 400


def sources(*packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def names_used(path: Path) -> set[str]:
    """Return dotted names read in a file, such as ``os.environ`` and ``boto3.client``."""
    tree = ast.parse(path.read_text())
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def relative(paths: list[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert relative([path for path in sources() if path.stem in VAGUE_NAMES]) == []


def test_only_settings_read_the_environment_of_what_runs_in_the_cloud() -> None:
    readers = [
        path
        for path in sources("shared", "functions", "containers")
        if {"os.environ", "os.getenv"} & names_used(path) and not path.is_relative_to(ROOT / "shared/platform")
    ]
    assert relative(readers) == []


def test_only_the_platform_makes_aws_clients() -> None:
    makers = [
        path
        for path in sources("shared", "functions", "containers")
        if {"boto3.client", "boto3.resource", "boto3.Session"} & names_used(path)
        and not path.is_relative_to(ROOT / "shared/platform")
    ]
    assert relative(makers) == []


def test_events_are_data_only() -> None:
    kinds = {path.suffix for path in (ROOT / "events").rglob("*") if path.is_file()}
    assert kinds <= {".json", ".yaml", ".md"}


def test_one_construct_a_file() -> None:
    crowded = []
    for path in (ROOT / "infra/constructs").rglob("*.py"):
        constructs = [
            node.name
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.ClassDef)
            and any(isinstance(base, ast.Name) and base.id == "Construct" for base in node.bases)
        ]
        if len(constructs) > 1:
            crowded.append(path)
    assert relative(crowded) == []


def test_no_installed_distribution_owns_the_names_of_our_packages() -> None:
    owners = importlib.metadata.packages_distributions()
    foreign = {name: [owner for owner in owners.get(name, []) if owner != "bole"] for name in (*PACKAGES, "events")}
    assert {name: found for name, found in foreign.items() if found} == {}


def test_every_package_folder_of_the_library_is_a_package() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert relative([folder for folder in folders if not (folder / "__init__.py").exists()]) == []


def test_no_file_has_grown_past_one_subject() -> None:
    long = [path for path in sources() if len(path.read_text().splitlines()) > PRETTY_LONG]
    assert relative(long) == []


def test_locks_name_no_registry() -> None:
    """Whoever installs chooses where from: no option that names an index, and no address at all of what was fetched."""
    locks = list((ROOT / "requirements").glob("*.lock"))
    assert len(locks) >= 8
    assert relative([path for path in locks if "://" in path.read_text() or "-url" in path.read_text()]) == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_locked_requirement_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.lock"):
        blocks = path.read_text().replace("\\\n", "").splitlines()
        pinned = [line for line in blocks if "==" in line and not line.lstrip().startswith("#")]
        assert pinned, path.name
        assert [line.split("==")[0] for line in pinned if "--hash=sha256:" not in line] == [], path.name
