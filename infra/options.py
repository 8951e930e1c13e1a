"""How one synthesis is asked for: ``-c name=value``, or ``BOLE_<NAME>`` where the caller has no CDK context."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from infra.issuer import read_issuer
from infra.language_model import read_language_model
from infra.messaging import read_messaging
from infra.stages import STAGES, Stage

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: what is bundled lies below it."""


@dataclass(frozen=True)
class Options:
    """What varies from one synthesis to the next without being a property of the stage.

    ``layers`` names a folder with one ready layer folder each for ``base``, ``media``, ``scoring``, ``report`` and,
    with an OpenAI-compatible model, ``llm`` in place of bundling (tests give empty ones). ``images`` is the prefix of
    ready images in a registry, for example ``<account>.dkr.ecr.<region>.amazonaws.com/bole:``; worker and machine are
    the tag (``transcriber-gpu``). Empty: the images are built from ``containers/<name>/Dockerfile`` when they are
    deployed.
    """

    stage: Stage
    lambda_python: str = "3.14"
    outdir: str = str(ROOT / "cdk.out")
    layers: str = ""
    images: str = ""


def read_options(context: Mapping[str, str], environment: Mapping[str, str] | None = None) -> Options:
    """Return the options; the context wins over the environment.

    Raises KeyError with the known names when the stage is not one of ``infra.stages``, and ValueError when the
    language model's settings (``llm_…``) or the issuer's (``oidc_…``) cannot be used.
    """
    environment = os.environ if environment is None else environment

    def given(name: str, default: str) -> str:
        return context.get(name) or environment.get(f"BOLE_{name.upper()}") or default

    name = given("stage", "dev")
    if name not in STAGES:
        raise KeyError(f"There is no stage {name!r}. Choose one of {', '.join(STAGES)}, or add it to infra/stages.py.")
    stage = STAGES[name]
    stage = replace(
        stage,
        region=given("region", stage.region),
        candidate_url=given("candidate_url", stage.candidate_url),
        sender_address=given("sender_address", stage.sender_address),
        alarm_address=given("alarm_address", stage.alarm_address),
        limits=replace(
            stage.limits, latecomers_seconds=int(given("latecomers_seconds", str(stage.limits.latecomers_seconds)))
        ),
        finance_private_addresses=given("finance_private_addresses", str(stage.finance_private_addresses)).lower()
        == "true",
        messaging=read_messaging(given, stage.messaging),
        issuer=read_issuer(given, stage.issuer),
        llm=read_language_model(given, stage.llm),
    )
    return Options(
        stage=stage,
        lambda_python=given("lambda_python", "3.14"),
        outdir=given("outdir", str(ROOT / "cdk.out")),
        layers=given("layers", ""),
        images=given("images", ""),
    )
