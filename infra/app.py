"""The CDK app: ``python -m infra.app`` writes the templates of one stage to ``cdk.out``, without any network call."""

import json
import os

from aws_cdk import App, Environment, Tags

from infra.options import ROOT, Options, read_options
from infra.stacks.api_stack import ApiStack
from infra.stacks.assessment_stack import AssessmentStack
from infra.stacks.data_stack import DataStack
from infra.stacks.employment_stack import EmploymentStack
from infra.stacks.finance_stack import FinanceStack
from infra.stacks.hiring_stack import HiringStack
from infra.stacks.network_stack import NetworkStack
from infra.stacks.observability_stack import ObservabilityStack


def feature_flags() -> dict[str, object]:
    """Return the context of ``cdk.json``: the CDK command line reads it by itself, a bare Python does not."""
    context: dict[str, object] = json.loads((ROOT / "cdk.json").read_text())["context"]
    return context


def compose(app: App, options: Options) -> None:
    """Put the stacks of one deployment into ``app``, in the order in which they are deployed."""
    stage = options.stage
    # No account: the same template goes to any, and nothing is looked up while synthesizing.
    env = Environment(region=stage.region)
    data = DataStack(app, f"{stage.prefix}-data", options=options, env=env)
    network = NetworkStack(app, f"{stage.prefix}-network", options=options, key=data.key, env=env)
    assessment = AssessmentStack(
        app, f"{stage.prefix}-assessment", options=options, data=data, vpc=network.vpc, env=env
    )
    api = ApiStack(app, f"{stage.prefix}-api", options=options, data=data, assessment=assessment, env=env)
    hiring = HiringStack(app, f"{stage.prefix}-hiring", options=options, data=data, env=env)
    employment = EmploymentStack(app, f"{stage.prefix}-employment", options=options, data=data, api=api, env=env)
    finance = FinanceStack(app, f"{stage.prefix}-finance", options=options, data=data, api=api, env=env)
    ObservabilityStack(
        app,
        f"{stage.prefix}-observability",
        options=options,
        data=data,
        assessment=assessment,
        api=api,
        hiring=hiring,
        employment=employment,
        finance=finance,
        env=env,
    )
    Tags.of(app).add("project", "bole")
    Tags.of(app).add("stage", stage.name)


def main() -> None:
    """Synthesize what context and environment ask for."""
    given = {key: str(value) for key, value in json.loads(os.environ.get("CDK_CONTEXT_JSON", "{}")).items()}
    options = read_options(given)
    # The command line says itself where its assembly goes.
    outdir = None if "CDK_OUTDIR" in os.environ else options.outdir
    app = App(context=feature_flags(), outdir=outdir, analytics_reporting=False)
    compose(app, options)
    app.synth()


if __name__ == "__main__":
    main()
