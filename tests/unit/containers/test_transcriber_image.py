import re
from pathlib import Path

import pytest

from containers.modelstore.manifest import load

DOCKERFILE = (Path(__file__).parents[3] / "containers/transcriber/Dockerfile").read_text()
INSTRUCTIONS = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]


def test_every_base_image_is_pinned_by_digest() -> None:
    stages = set(re.findall(r"^FROM \S+ AS (\S+)", DOCKERFILE, re.MULTILINE))
    bases = [name for name in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) if "$" not in name]
    assert [name for name in bases if name not in stages and "@sha256:" not in name] == []


def test_packages_are_installed_only_by_their_hashes() -> None:
    installs = re.findall(r"pip install (?:[^\\\n]|\\\n)+", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in install for install in installs)


def test_the_worker_does_not_run_as_root() -> None:
    after_last_stage = DOCKERFILE[DOCKERFILE.rindex("FROM ") :]
    assert re.search(r"^USER 10001$", after_last_stage, re.MULTILINE)


@pytest.mark.parametrize(("hardware", "stage"), [("cpu", "weights-cpu"), ("gpu", "weights-gpu")])
def test_the_default_models_of_its_hardware_are_baked_in(hardware: str, stage: str) -> None:
    speech = [model.name for model in load().models if hardware in model.default_on and "speech" in model.purpose]
    block = DOCKERFILE[DOCKERFILE.index(f"AS {stage}") :].split("FROM ", 1)[0]
    assert [name for name in speech if name not in block] == []


def test_the_image_checks_its_health_and_stops_on_sigterm() -> None:
    assert any(line.startswith("HEALTHCHECK") and "containers.worker.health" in line for line in INSTRUCTIONS)
    assert "STOPSIGNAL SIGTERM" in INSTRUCTIONS
    assert INSTRUCTIONS[-1] == 'CMD ["python", "-m", "containers.transcriber"]'
