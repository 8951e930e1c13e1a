"""``make deploy``: hand the app to the CDK CLI, after saying in words what is missing.

``python -m infra.deploy dev`` deploys every stack of the stage ``dev``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import boto3

from infra.stages import STAGES

ROOT = Path(__file__).parent.parent
CDK = ROOT / "node_modules/.bin/cdk"

CREDENTIALS = """AWS credentials. Any of these will do:
    aws sso login --profile NAME   and then   AWS_PROFILE=NAME make deploy
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN) in the environment
    a role of the machine or of the CI job"""
ENGINE = (
    "a container engine (docker, podman or finch), to build the worker images; or BOLE_IMAGES, the prefix of ready ones"
)


def container_engine() -> str | None:
    """Return the command that builds images here, or None."""
    return next((engine for engine in ("docker", "podman", "finch") if shutil.which(engine)), None)


def missing() -> list[str]:
    """Return what this machine lacks for a deployment, in words."""
    lacks = []
    if boto3.Session().get_credentials() is None:
        lacks.append(CREDENTIALS)
    if not os.environ.get("BOLE_IMAGES") and container_engine() is None:
        lacks.append(ENGINE)
    if not CDK.exists():
        lacks.append("the CDK CLI: npm ci")
    return lacks


def main() -> int:
    """Deploy the stage named on the command line; return the exit code of the CDK CLI, or 2 when something lacks."""
    stage = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BOLE_STAGE", "dev")
    if stage not in STAGES:
        print(f"There is no stage {stage!r}. Known: {', '.join(STAGES)}. They are described in infra/stages.py.")
        return 2
    lacks = missing()
    if lacks:
        print("To deploy, this machine still needs:\n  - " + "\n  - ".join(lacks))
        print("Once per account and region, before the first deployment: npx cdk bootstrap")
        return 2
    command = [str(CDK), "deploy", "--all", "--app", f"{sys.executable} -m infra.app", "--context", f"stage={stage}"]
    environment = {**os.environ, "CDK_DOCKER": container_engine() or "docker"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
