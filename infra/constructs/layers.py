"""The Lambda layers: packages by lock file, so that a handler carries no more than it needs."""

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.bundling.layer import LayerSpec, build_layer
from infra.bundling.staging import FUNCTION_CODE, stage_files
from infra.constructs.function_settings import LayerName
from infra.options import ROOT, Options

LOCKS = ROOT / "requirements"
CACHE = ROOT / ".bole" / "layers"

SPECS: Mapping[LayerName, LayerSpec] = {
    "base": LayerSpec("base", LOCKS / "lambda.lock"),
    "api": LayerSpec("api", LOCKS / "lambda-api.lock", without=(LOCKS / "lambda.lock",)),
    "statistics": LayerSpec("statistics", LOCKS / "lambda-statistics.lock", without=(LOCKS / "lambda.lock",)),
    "media": LayerSpec("media", LOCKS / "lambda-media.lock", without=(LOCKS / "lambda.lock",)),
    "scoring": LayerSpec("scoring", LOCKS / "lambda-scoring.lock", without=(LOCKS / "lambda.lock",)),
    "report": LayerSpec("report", LOCKS / "lambda-report.lock", without=(LOCKS / "lambda.lock",)),
    # Always together with api, so what that one has need not be here.
    "finance": LayerSpec(
        "finance", LOCKS / "lambda-finance.lock", without=(LOCKS / "lambda.lock", LOCKS / "lambda-api.lock")
    ),
    # Always together with scoring, so what that one has need not be here.
    "llm": LayerSpec("llm", LOCKS / "lambda-llm.lock", without=(LOCKS / "lambda.lock", LOCKS / "lambda-scoring.lock")),
}


def layer_folder(name: LayerName, options: Options) -> Path:
    """Return the folder of a layer's content: the one that is given in the options, or one built from its lock."""
    if options.layers:
        return Path(options.layers) / name
    return build_layer(SPECS[name], python=options.lambda_python, cache=CACHE)


def runtime_of(options: Options) -> lambda_.Runtime:
    """Return the Lambda runtime, for example ``python3.14``."""
    return lambda_.Runtime(f"python{options.lambda_python}", lambda_.RuntimeFamily.PYTHON)


def function_code() -> lambda_.Code:
    """Return the asset of all handlers: the library and ``functions``, nothing else."""
    return lambda_.Code.from_asset(str(stage_files(ROOT, FUNCTION_CODE, CACHE.parent / "staged", "functions")))


class Layers(Construct):
    """The layers ``names``, for the functions of one stack."""

    def __init__(self, scope: Construct, construct_id: str, *, names: tuple[LayerName, ...], options: Options) -> None:
        super().__init__(scope, construct_id)
        self.versions: dict[LayerName, lambda_.ILayerVersion] = {
            name: lambda_.LayerVersion(
                self,
                name.capitalize(),
                code=lambda_.Code.from_asset(str(layer_folder(name, options))),
                compatible_runtimes=[runtime_of(options)],
                compatible_architectures=[lambda_.Architecture.X86_64],
                description=f"Bole: packages of requirements/{SPECS[name].lock.name}",
            )
            for name in names
        }
