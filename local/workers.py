"""The containers of the deployed services, run as processes of this machine with their task definition's settings.

The emulator keeps ECS task definitions and runs no task. Each worker has one definition for each kind of machine it
may run on; the one that fits this machine is taken.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from local.cloud import Cloud
from local.environment import child_environment
from local.home import CHECKOUT, Home
from local.process import read_mark, spawn, stop, write_mark
from local.synth import WORKER_SOURCES, fingerprint
from shared.kernel.errors import NotFound

GRACE_SECONDS = 120.0
"""How long a worker may take to finish the clip in hand; ECS gives it as long as its definition says."""


@dataclass(frozen=True)
class WorkerSpec:
    """One kind of worker: what to run, and the settings that its task definition gives it."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str]

    @classmethod
    def from_definition(cls, definition: Mapping[str, Any]) -> "WorkerSpec":
        """Read a task definition as ECS describes it. Raises NotFound when it names no Bole container to run."""
        for container in definition["containerDefinitions"]:
            command = [*container.get("entryPoint", []), *container.get("command", [])]
            module = next((word for word in command if word.startswith("containers.")), None)
            if module is not None:
                settings = {pair["name"]: pair["value"] for pair in container.get("environment", [])}
                return cls(module.removeprefix("containers."), (sys.executable, "-m", module), settings)
        raise NotFound(
            f"Task definition {definition.get('family')} runs no module of containers/.",
            "Its container needs the command python -m containers.<name>.",
        )


def specs(cloud: Cloud, stacks: Sequence[str], models: str) -> list[WorkerSpec]:
    """Return one specification for each kind of worker in the deployed ``stacks``, ready for this machine."""
    cloudformation, ecs = cloud.endpoint.client("cloudformation"), cloud.endpoint.client("ecs")
    found = [
        WorkerSpec.from_definition(
            ecs.describe_task_definition(taskDefinition=resource["PhysicalResourceId"])["taskDefinition"]
        )
        for stack in stacks
        for page in cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
        for resource in page["StackResourceSummaries"]
        if resource["ResourceType"] == "AWS::ECS::TaskDefinition"
    ]
    chosen = fitting(found, Path(models), gpu=has_gpu())
    return [_for_this_machine(spec, cloud, models) for spec in chosen]


def fitting(found: Sequence[WorkerSpec], models: Path, *, gpu: bool) -> list[WorkerSpec]:
    """Return one of each kind of worker: the one for a GPU where this machine can run it, else the one for a CPU."""
    kinds: dict[str, dict[str, WorkerSpec]] = {}
    for spec in found:
        kinds.setdefault(spec.name, {})[spec.settings.get("BOLE_DEVICE", "cpu")] = spec
    return [
        devices["cuda"] if gpu and "cuda" in devices and ready_for_cuda(devices["cuda"], models) else devices["cpu"]
        for devices in kinds.values()
    ]


def ready_for_cuda(spec: WorkerSpec, models: Path) -> bool:
    """Return whether more than the GPU is here: the speech model it asks for, or a runtime that was built for CUDA."""
    speech = spec.settings.get("BOLE_WHISPER_MODEL")
    if speech is not None:
        return (models / speech).is_dir()
    return any(distribution.name == "onnxruntime-gpu" for distribution in distributions())


def has_gpu() -> bool:
    """True when the NVIDIA driver of this machine lists a GPU."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return False
    listed = subprocess.run([tool, "-L"], capture_output=True, text=True, check=False)
    return listed.returncode == 0 and "GPU" in listed.stdout


def _for_this_machine(spec: WorkerSpec, cloud: Cloud, models: str) -> WorkerSpec:
    """Add the way to the cloud and to the models; take no more threads than there are cores."""
    cores = os.cpu_count() or 1
    settings = {**spec.settings, **cloud.endpoint.environment(), "BOLE_MODELS_DIR": models}
    for name in ("BOLE_THREADS", "BOLE_CONCURRENCY"):
        if int(settings.get(name, "0")) > cores:
            settings[name] = str(cores)
    return WorkerSpec(spec.name, spec.command, settings)


def start(home: Home, workers: Sequence[WorkerSpec], count: int) -> list[str]:
    """Start ``count`` processes of each worker under a supervisor; return their names.

    Workers that run already with the same settings and code are left alone; else they are ended first.
    """
    code = fingerprint(folders=WORKER_SOURCES)
    wanted = [{**asdict(worker), "count": count, "code": code} for worker in workers]
    names = [f"{worker.name}-{number}" for worker in workers for number in range(1, count + 1)]
    found = read_mark(home.workers_file)
    if found is not None and found[0].alive:
        if found[1].get("wanted") == json.loads(json.dumps(wanted)):
            return names
        stop(found[0], grace=GRACE_SECONDS)
    order = home.root / "workers-order.json"
    order.write_text(json.dumps(wanted, indent=2))
    mark = spawn(
        [sys.executable, "-m", "local.supervisor", str(order), str(home.log("workers").parent)],
        log=home.log("supervisor"),
        environment=child_environment({"PYTHONUNBUFFERED": "1"}),
        cwd=CHECKOUT,
    )
    write_mark(home.workers_file, mark, wanted=wanted, names=names)
    return names


def end(home: Home) -> bool:
    """End the workers, letting each finish the clip in hand. Returns False when none ran."""
    found = read_mark(home.workers_file)
    if found is None or not found[0].alive:
        return False
    stop(found[0], grace=GRACE_SECONDS + 10)
    return True


def running(home: Home) -> list[str]:
    """Return the names of the workers that the supervisor keeps running; none when there is no supervisor."""
    found = read_mark(home.workers_file)
    if found is None or not found[0].alive:
        return []
    names = found[1].get("names", [])
    return [str(name) for name in names] if isinstance(names, list) else []
