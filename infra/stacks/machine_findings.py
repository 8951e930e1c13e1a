"""What cdk-nag says of the state machines, and why it is accepted."""

from dataclasses import fields

from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.assessment_functions import AssessmentFunctions


def acknowledge_machine(machine: Construct, functions: AssessmentFunctions) -> None:
    """Accept, for one state machine, what CDK grants it and how it logs."""
    for field in fields(functions):
        function: Construct = getattr(functions, field.name)
        acknowledge(
            machine,
            "The versions and aliases of one function of this pipeline.",
            f"AwsSolutions-IAM5[Resource::<{as_reported(function)}.Arn>:*]",
        )
    acknowledge(machine, "X-Ray and log deliveries have no resources to name.", "AwsSolutions-IAM5[Resource::*]")
    acknowledge(
        machine,
        "Errors are logged with their data; the history of every execution is kept by Step Functions for 90 days.",
        "AwsSolutions-SF1",
    )
