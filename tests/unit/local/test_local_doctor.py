"""What the doctor says of a machine."""

from pathlib import Path

from local.doctor import Finding, examine
from local.home import Home


def found(home: Home, models: Path, *programs: str) -> dict[str, Finding]:
    paths = {name: f"/usr/bin/{name}" for name in programs}
    return {finding.name: finding for finding in examine(home, models, find=paths.get)}


def test_a_missing_program_is_named_with_the_command_that_mends_it(tmp_path: Path) -> None:
    make = found(Home(tmp_path, tmp_path), tmp_path)["make"]
    assert (make.verdict, make.remedy) == ("missing", "apt-get install make")


def test_a_program_that_is_there_is_good(tmp_path: Path) -> None:
    assert found(Home(tmp_path, tmp_path), tmp_path, "git")["git"].verdict == "good"


def test_models_that_are_not_there_are_named(tmp_path: Path) -> None:
    models = found(Home(tmp_path, tmp_path), tmp_path / "none")["models"]
    assert models.verdict == "missing"
    assert "face-mesh" in models.words
    assert models.remedy == "make models"


def test_a_local_cloud_that_is_not_installed_is_missing(tmp_path: Path) -> None:
    assert found(Home(tmp_path, tmp_path), tmp_path)["local cloud"].remedy == "make install"


def test_what_only_a_deployment_to_aws_needs_is_not_called_missing(tmp_path: Path) -> None:
    assert found(Home(tmp_path, tmp_path), tmp_path)["container engine"].verdict == "optional"
