"""The app, synthesized once a session for each stage."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from infra.options import ROOT
from infra.stages import STAGES, Stage
from tests.builders.deployment import Deployment, read_deployment
from tests.builders.language_models import LANGUAGE_MODELS

BUILDERS = ROOT / "tests" / "builders"


@pytest.fixture(scope="session")
def empty_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-ins for the layers: bundling real ones is tested by itself."""
    folder = tmp_path_factory.mktemp("layers")
    for name in ("base", "api", "statistics", "media", "scoring", "report", "llm", "finance"):
        (folder / name / "python").mkdir(parents=True)
        (folder / name / "python" / "nothing.txt").write_text("nothing")
    return folder


@pytest.fixture(scope="session", params=sorted(STAGES))
def deployment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_layers: Path
) -> Deployment:
    stage: str = request.param
    return synthesized(stage, tmp_path_factory.mktemp(stage), empty_layers)


@pytest.fixture(scope="session", params=sorted(LANGUAGE_MODELS))
def deployment_with_model(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_layers: Path
) -> tuple[str, Deployment]:
    """A provider, and the first stage with a language model of it."""
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, synthesized("dev", folder, empty_layers, LANGUAGE_MODELS[request.param])


def synthesized(stage: str, folder: Path, layers: Path, options: Mapping[str, str] | None = None) -> Deployment:
    """Synthesize ``stage`` into ``folder`` as a program of its own."""
    given = [f"{name}={value}" for name, value in (options or {}).items()]
    done = subprocess.run(
        [sys.executable, str(BUILDERS / "synthesis.py"), stage, str(folder), str(layers), *given],
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
