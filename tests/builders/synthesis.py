"""Synthesizes one stage as a program of its own, under cdk-nag and with the network closed.

``python tests/builders/synthesis.py STAGE OUTDIR LAYERS [OPTION=VALUE …]``. Besides the app it puts in one bucket
that breaks the rules: a report without it would mean that nobody checked.
"""

import socket
import sys
from pathlib import Path
from typing import NoReturn

CANARY = "canary"
IMAGES = {"dev": "", "prod": "123456789012.dkr.ecr.us-east-1.amazonaws.com/bole:"}
"""dev builds its images from the Dockerfiles, prod takes ready ones: both ways are synthesized."""


def refuse(*_arguments: object, **_named: object) -> NoReturn:
    """Stand in for every way to the network."""
    raise AssertionError("The app tried to reach the network while it was synthesized.")


def main(stage: str, outdir: str, layers: str, *options: str) -> None:
    """Write templates and the validation report of ``stage`` to ``outdir``; ends with an error, as the canary must."""
    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse
    from aws_cdk import App, Stack, Validations, aws_s3
    from cdk_nag import AwsSolutionsChecks

    from infra.app import compose, feature_flags
    from infra.options import read_options

    app = App(context=feature_flags(), outdir=outdir, analytics_reporting=False)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    given = dict(option.split("=", 1) for option in options)
    compose(app, read_options({"stage": stage, "layers": layers, "images": IMAGES[stage], **given}))
    aws_s3.Bucket(Stack(app, CANARY), "Careless")
    app.synth()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(*sys.argv[1:])
