"""A worker's container image: built from its Dockerfile when it is deployed, or one that is in a registry already."""

from typing import Literal

from aws_cdk import aws_ecr_assets as assets
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.bundling.staging import IMAGE_CONTEXT, stage_files
from infra.options import ROOT, Options
from infra.stages import Worker


def worker_image(
    scope: Construct, worker: Worker, hardware: Literal["gpu", "cpu"], options: Options
) -> ecs.ContainerImage:
    """Return the image of ``containers/<worker>`` for one kind of machine; weights and their place are inside.

    Nothing is built or fetched while the app is synthesized.
    """
    if options.images:
        return ecs.ContainerImage.from_registry(f"{options.images}{worker.name}-{hardware}")
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
