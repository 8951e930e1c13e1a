"""``calculate_run``: every employee of a payroll run gets a salary slip, many at a time.

::

    ListEmployees → ComputeSlips (Distributed Map over batches: ComputeSlip) → Collect → Calculated
    any error → RecordFailure → Failed

Slips are documents by run and employee, and a batch that is computed again writes the same bytes: an execution that was
cut short is simply started anew.
"""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.state_machines.steps import execution_log, lambda_step, recording_step

AT_ONCE = 40
"""Batches that are computed at the same time."""
DUE = {
    "event_id": sfn.JsonPath.string_at("$.event_id"),
    "tenant_id": sfn.JsonPath.string_at("$.tenant_id"),
    "occurred_at": sfn.JsonPath.string_at("$.occurred_at"),
    "run_id": sfn.JsonPath.string_at("$.run_id"),
    "calculation": sfn.JsonPath.number_at("$.calculation"),
}


class CalculateRun(Construct):
    """Owns the state machine and its log. Input: the detail of ``payroll/run_calculation_due``."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        list_employees: lambda_.IFunction,
        compute_slip: lambda_.IFunction,
        collect: lambda_.IFunction,
        record_failure: lambda_.IFunction,
        key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        failed = recording_step(
            self,
            "RecordFailure",
            record_failure,
            payload={"due": DUE, "failure": sfn.JsonPath.object_at("$.failure")},
            timeout=Duration.minutes(5),
        ).next(sfn.Fail(self, "Failed", error_path="$.failure.Error"))
        listed = lambda_step(
            self, "ListEmployees", list_employees, payload=DUE, result_path="$.listed", timeout=Duration.minutes(10)
        )
        slips = sfn.DistributedMap(
            self,
            "ComputeSlips",
            items_path="$.listed.batches",
            max_concurrency=AT_ONCE,
            # What each batch came to lies in the bucket: the payload of 10,000 employees would not pass.
            result_path=sfn.JsonPath.DISCARD,
        )
        slips.item_processor(
            lambda_step(self, "ComputeSlip", compute_slip, result_path="$", timeout=Duration.minutes(10)),
            mode=sfn.ProcessorMode.DISTRIBUTED,
            execution_type=sfn.ProcessorType.STANDARD,
        )
        collected = lambda_step(
            self, "Collect", collect, payload=DUE, result_path="$.collected", timeout=Duration.minutes(10)
        )
        for step in (listed, slips, collected):
            step.add_catch(failed, errors=["States.ALL"], result_path="$.failure")
        self.state_machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(
                listed.next(slips).next(collected).next(sfn.Succeed(self, "Calculated"))
            ),
            state_machine_type=sfn.StateMachineType.STANDARD,
            tracing_enabled=True,
            logs=execution_log(self, key=key, retention=log_retention),
        )
