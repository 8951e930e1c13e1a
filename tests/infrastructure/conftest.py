"""The app, synthesized once a session for each stage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.options import ROOT
from infra.stages import STAGES, Stage
from tests.builders.deployment import Deployment, read_deployment

BUILDERS = ROOT / "tests" / "builders"


@pytest.fixture(scope="session")
def empty_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-ins for the layers: bundling real ones is tested by itself."""
    folder = tmp_path_factory.mktemp("layers")
    for name in ("base", "media", "scoring"):
        (folder / name / "python").mkdir(parents=True)
        (folder / name / "python" / "nothing.txt").write_text("nothing")
    return folder


@pytest.fixture(scope="session", params=sorted(STAGES))
def deployment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_layers: Path
) -> Deployment:
    stage: str = request.param
    folder = tmp_path_factory.mktemp(stage)
    done = subprocess.run(
        [sys.executable, str(BUILDERS / "synthesis.py"), stage, str(folder), str(empty_layers)],
        cwd=ROOT,
        env={**os.environ, "NODE_OPTIONS": f"--require {BUILDERS / 'closed_network.js'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (folder / "validation-report.json").exists(), done.stderr[-4000:]
    return read_deployment(stage, folder)


@pytest.fixture
def settings(deployment: Deployment) -> Stage:
    return STAGES[deployment.stage]
