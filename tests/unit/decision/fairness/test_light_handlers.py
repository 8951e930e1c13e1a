"""Only what counts figures loads the library that counts them: the others run without its layer."""

import subprocess
import sys

import pytest

from infra.options import ROOT

LIGHT = (
    "functions.decision.propose",
    "functions.decision.on_facts",
    "functions.decision.routes.fairness",
    "functions.decision.routes.self_identification",
)


def loads(module: str, without: str) -> bool:
    """Whether a process in which ``without`` cannot be imported can import ``module``."""
    code = f"import sys; sys.modules[{without!r}] = None; import {module}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("module", LIGHT)
def test_it_loads_without_scipy(module: str) -> None:
    assert loads(module, "scipy")


@pytest.mark.parametrize("module", ["functions.decision.propose", "functions.decision.on_facts"])
def test_what_no_person_calls_loads_without_the_permissions(module: str) -> None:
    assert loads(module, "cedarpy")


def test_the_nightly_run_loads_without_the_permissions_and_needs_the_statistics() -> None:
    assert loads("functions.decision.break_bias", "cedarpy")
    assert not loads("functions.decision.break_bias", "scipy")
