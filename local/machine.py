"""The whole deployment on this machine: synthesize, start the cloud, deploy, start the workers; and back."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from local import cloud as clouds
from local import workers
from local.assembly import read_assembly
from local.cloud import Cloud
from local.deploy import Deployment, Said, deploy
from local.home import Home
from local.outbox import verify_sender
from local.synth import synthesize
from local.template import LeftOut


@dataclass(frozen=True)
class Wishes:
    """What the caller may choose. ``workers`` is how many processes of each kind; ``models`` where the weights lie."""

    port: int | None = None
    endpoint_url: str | None = None
    workers: int = 1
    models: Path | None = None


@dataclass(frozen=True)
class Machine:
    """A deployment that runs. ``seconds`` says how long each step took that led here."""

    cloud: Cloud
    deployment: Deployment
    workers: tuple[str, ...]
    seconds: dict[str, float] = field(default_factory=dict)

    def output(self, name: str) -> str:
        """Return a CloudFormation output by its name. Raises KeyError when the template does not have it."""
        return self.deployment.outputs[name]

    @property
    def api(self) -> str:
        """Where the HTTP API answers on this machine."""
        return self.cloud.api_url(self.output("ApiUrl"))


def bring_up(home: Home, wishes: Wishes, said: Said) -> Machine:
    """Make everything run, redoing only what changed since last time. ``said`` hears each step in words.

    Raises the kernel's errors, each with what to do about it.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    seconds: dict[str, float] = {}
    with _timed(seconds, "synthesize"):
        said("Synthesizing the CDK app")
        sources = synthesize(home)
    with _timed(seconds, "start the cloud"):
        said("Starting the local cloud")
        cloud = clouds.start(home, port=wishes.port, endpoint_url=wishes.endpoint_url)
    with _timed(seconds, "deploy"):
        deployment = _deploy_once(home, cloud, sources, said)
    with _timed(seconds, "start the workers"):
        said("Starting the workers")
        models = str((wishes.models or home.tools / "models").resolve())
        started = workers.start(home, workers.specs(cloud, deployment.stacks, models), wishes.workers)
    return Machine(cloud, deployment, tuple(started), seconds)


def bring_down(home: Home, said: Said) -> bool:
    """End the workers, then the cloud, which saves its state. Returns False when nothing ran."""
    said("Ending the workers")
    had_workers = workers.end(home)
    said("Stopping the local cloud")
    return clouds.shut_down(home) or had_workers


def find(home: Home, endpoint_url: str | None = None) -> Machine | None:
    """Return what runs now, or None when there is no cloud or nothing was deployed into it."""
    cloud = clouds.running(home, endpoint_url)
    if cloud is None or not home.deployed_file.exists():
        return None
    return Machine(cloud, _read(home)[1], tuple(workers.running(home)))


def _deploy_once(home: Home, cloud: Cloud, sources: str, said: Said) -> Deployment:
    wanted = f"{sources} {cloud.endpoint.url}"
    if home.deployed_file.exists():
        last, deployment = _read(home)
        if last == wanted and _stands(cloud, deployment):
            said("Deployed already, nothing changed")
            return deployment
    stacks = read_assembly(home.assembly)
    deployment = deploy(stacks, cloud.endpoint, said, point_to_layers=cloud.pid is not None)
    verify_sender(cloud.endpoint)
    home.deployed_file.write_text(json.dumps({"wanted": wanted, **asdict(deployment)}, indent=2))
    return deployment


def _read(home: Home) -> tuple[str, Deployment]:
    data = json.loads(home.deployed_file.read_text())
    left_out = tuple(LeftOut(**item) for item in data["left_out"])
    return data["wanted"], Deployment(data["outputs"], tuple(data["stacks"]), left_out, data["seconds"])


def _stands(cloud: Cloud, deployment: Deployment) -> bool:
    """True when the cloud has every stack; its data may have been deleted since it was deployed."""
    listed = cloud.endpoint.client("cloudformation").get_paginator("list_stacks").paginate()
    there = {
        summary["StackName"]
        for page in listed
        for summary in page["StackSummaries"]
        if summary["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    }
    return there >= set(deployment.stacks)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[name] = time.monotonic() - began
