"""What calculates a payroll run: four functions, the state machine, and the rule that starts it."""

import json

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import PATIENCE, pattern_of
from infra.state_machines.calculate_run import CalculateRun
from shared.payroll.runs.contracts import RunCalculationDue

LAYERS: tuple[LayerName, ...] = ("api",)


class PayrollRun(Construct):
    """``calculate`` is the state machine; ``dead_letters`` behind the rule."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        functions = {
            name: PythonFunction(
                self,
                name.title().replace("_", ""),
                module=f"payroll.{name}",
                settings=settings,
                memory_mib=1769,  # a whole core
                timeout=Duration.minutes(10),
                layers=LAYERS,
            )
            for name in ("list_employees", "compute_slip", "collect", "record_failure")
        }
        made = CalculateRun(
            self,
            "CalculateRun",
            **{name: function.function for name, function in functions.items()},
            key=settings.key,
            log_retention=settings.log_retention,
        )
        self.calculate = made.state_machine
        for function in functions.values():
            acknowledge(
                made,
                "The versions and aliases of one function of this machine.",
                f"AwsSolutions-IAM5[Resource::<{as_reported(function.function)}.Arn>:*]",
            )
        acknowledge(made, "X-Ray and log deliveries have no resources to name.", "AwsSolutions-IAM5[Resource::*]")
        acknowledge(
            made,
            "Errors are logged with their data, which is ids; Step Functions keeps a history for 90 days.",
            "AwsSolutions-SF1",
        )
        name = json.dumps(
            {"Fn::Select": [6, {"Fn::Split": [":", {"Ref": as_reported(self.calculate)}]}]}, separators=(",", ":")
        )
        executions = f"arn:aws:states:{settings.stage.region}:<AWS::AccountId>:execution:{name}"
        acknowledge(
            made,
            "A distributed map steers its own child executions, whose names nobody knows before.",
            f"AwsSolutions-IAM5[Resource::{executions}:*]",
            f"AwsSolutions-IAM5[Resource::{executions}/*:*]",
        )
        events.Rule(
            self,
            "CalculationDue",
            description="Somebody asked for the calculation of a payroll run",
            event_bus=bus,
            event_pattern=pattern_of(RunCalculationDue),
            targets=[
                targets.SfnStateMachine(
                    self.calculate,
                    input=events.RuleTargetInput.from_event_path("$.detail"),
                    dead_letter_queue=dead_letters,
                    **PATIENCE,
                )
            ],
        )
