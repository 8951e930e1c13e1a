"""A worker's container image: built from its Dockerfile when it is deployed, or one that is in a registry already."""

import re
from typing import Literal

from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as assets
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.bundling.staging import IMAGE_CONTEXT, stage_files
from infra.options import ROOT, Options
from infra.stages import Worker

ECR_ADDRESS = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(?P<name>[^:]+):(?P<tag>[^:]+)"
)


def worker_image(
    scope: Construct, worker: Worker, hardware: Literal["gpu", "cpu"], options: Options
) -> ecs.ContainerImage:
    """Return the image of ``containers/<worker>`` for one kind of machine; weights and their place are inside.

    Nothing is built or fetched while the app is synthesized.
    """
    if options.images:
        return _ready_image(scope, f"{options.images}{worker.name}-{hardware}", hardware)
    context = stage_files(ROOT, IMAGE_CONTEXT, ROOT / ".bole" / "staged", "images")
    asset = assets.DockerImageAsset(
        scope,
        f"Image{hardware.capitalize()}",
        directory=str(context),
        file=f"containers/{worker.name}/Dockerfile",
        build_args=worker.build_args[hardware],
        platform=assets.Platform.LINUX_AMD64,
    )
    return ecs.ContainerImage.from_docker_image_asset(asset)


def _ready_image(scope: Construct, address: str, hardware: str) -> ecs.ContainerImage:
    """Return an image by its address. One in ECR is granted to the tasks; the network has no way to any other."""
    found = ECR_ADDRESS.fullmatch(address)
    if found is None:
        return ecs.ContainerImage.from_registry(address)
    arn = f"arn:{Stack.of(scope).partition}:ecr:{found['region']}:{found['account']}:repository/{found['name']}"
    repository = ecr.Repository.from_repository_attributes(
        scope, f"Repository{hardware.capitalize()}", repository_arn=arn, repository_name=found["name"]
    )
    return ecs.ContainerImage.from_ecr_repository(repository, found["tag"])
