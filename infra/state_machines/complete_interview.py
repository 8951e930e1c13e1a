"""``complete_interview``: when the last answer is in, all of them become one report.

::

    Aggregate → Norm → Propose → Report → Notify → Reported
    any error → RecordInterviewFailure → whose fault? ┬ nobody's, the consent was withdrawn → LeftToPeople
                                                      └ ours → Failed
"""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk import aws_stepfunctions_tasks as tasks
from constructs import Construct

from infra.constructs.assessment_functions import AssessmentFunctions
from infra.state_machines.steps import PEOPLE_ONLY, execution_log, lambda_step, recording_step

INTERVIEW = {
    "tenant_id": sfn.JsonPath.string_at("$.tenant_id"),
    "interview_id": sfn.JsonPath.string_at("$.interview_id"),
    "position_id": sfn.JsonPath.string_at("$.position_id"),
    "revision": sfn.JsonPath.number_at("$.revision"),
}


class CompleteInterview(Construct):
    """Owns the state machine and its log. Input: the ``assessment/interview_settled`` event's detail."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: AssessmentFunctions,
        key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        failed = recording_step(
            self,
            "RecordInterviewFailure",
            functions.record_interview_failure,
            payload={
                "interview": INTERVIEW,
                "execution_id": sfn.JsonPath.string_at("$$.Execution.Id"),
                "failure": sfn.JsonPath.object_at("$.failure"),
            },
            timeout=Duration.minutes(1),
        ).next(
            sfn.Choice(self, "WhoseFault")
            .when(sfn.Condition.string_equals("$.failure.Error", PEOPLE_ONLY), sfn.Succeed(self, "LeftToPeople"))
            .otherwise(sfn.Fail(self, "Failed", error_path="$.failure.Error"))
        )
        chain = [
            self._step("Aggregate", functions.aggregate, "$.aggregated", payload=INTERVIEW),
            self._step("Norm", functions.norm, "$.normed", input_path="$.aggregated"),
            self._step("Propose", functions.propose, "$.proposed", input_path="$.normed"),
            self._step("Report", functions.report, "$.reported", input_path="$.proposed"),
            self._step("Notify", functions.notify, "$.notified", input_path="$.reported"),
        ]
        for step in chain:
            step.add_catch(failed, errors=["States.ALL"], result_path="$.failure")
        self.state_machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(
                sfn.Chain.start(chain[0])
                .next(chain[1])
                .next(chain[2])
                .next(chain[3])
                .next(chain[4])
                .next(sfn.Succeed(self, "Reported"))
            ),
            state_machine_type=sfn.StateMachineType.STANDARD,
            tracing_enabled=True,
            logs=execution_log(self, key=key, retention=log_retention),
        )

    def _step(
        self,
        name: str,
        function: lambda_.IFunction,
        result_path: str,
        *,
        payload: Mapping[str, object] | None = None,
        input_path: str | None = None,
    ) -> tasks.LambdaInvoke:
        return lambda_step(
            self,
            name,
            function,
            payload=payload,
            input_path=input_path,
            result_path=result_path,
            timeout=Duration.minutes(2),
        )
