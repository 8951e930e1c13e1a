"""``export_candidate``: each stage writes what it has of a person, and one archive is made of the parts.

::

    Recruiting, Interview, Assessment, Decision, Offer (at once) → Archive → Ready
"""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.state_machines.steps import execution_log, lambda_step

ORDER = {
    "tenant_id": sfn.JsonPath.string_at("$.tenant_id"),
    "candidate_id": sfn.JsonPath.string_at("$.candidate_id"),
    "export_id": sfn.JsonPath.string_at("$.export_id"),
}


class ExportCandidate(Construct):
    """Owns the state machine and its log. Input: the detail of ``tenancy/export_requested``."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        exporters: Mapping[str, lambda_.IFunction],
        archive: lambda_.IFunction,
        key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        parts = sfn.Parallel(self, "Parts", result_path="$.parts")
        for stage, function in exporters.items():
            parts.branch(
                lambda_step(
                    self, stage.title(), function, payload=ORDER, result_path="$.part", timeout=Duration.minutes(5)
                )
            )
        made = lambda_step(
            self, "Archive", archive, payload=ORDER, result_path="$.archive", timeout=Duration.minutes(15)
        )
        made.add_retry(errors=["Overtaken"], interval=Duration.seconds(1), max_attempts=3)
        self.state_machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(parts.next(made).next(sfn.Succeed(self, "Ready"))),
            state_machine_type=sfn.StateMachineType.STANDARD,
            tracing_enabled=True,
            logs=execution_log(self, key=key, retention=log_retention),
        )
