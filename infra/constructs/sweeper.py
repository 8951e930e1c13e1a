"""The sweeper: once a minute it settles what nobody else will."""

from aws_cdk import ArnFormat, Duration, Names, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import every


class Sweeper(Construct):
    """A schedule and the function ``assessment.sweep``; it reads the list of tenants and then acts for each."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        assess_answer: sfn.StateMachine,
        complete_interview: sfn.StateMachine,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        sweep = PythonFunction(
            self,
            "Sweep",
            module="assessment.sweep",
            settings=settings,
            memory_mib=1024,
            timeout=Duration.seconds(55),
            environment={
                "BOLE_ASSESS_ANSWER_ARN": assess_answer.state_machine_arn,
                "BOLE_COMPLETE_INTERVIEW_ARN": complete_interview.state_machine_arn,
            },
        )
        for statement in platform_rows(table, settings.key, write=False):
            sweep.role.add_to_policy(statement)
        for machine in (assess_answer, complete_interview):
            _let_start_and_stop(sweep, machine)
        self.function = sweep.function
        every(
            self,
            "EveryMinute",
            Duration.minutes(1),
            call=self.function,
            dead_letters=dead_letters,
            why="Marks answers that are overdue, and says why",
        )


def _let_start_and_stop(sweep: PythonFunction, machine: sfn.StateMachine) -> None:
    """Allow to start what was never begun, to see where an execution hangs, and to stop it."""
    sweep.role.add_to_policy(
        iam.PolicyStatement(
            sid=f"Start{Names.unique_resource_name(machine, max_length=40)}",
            actions=["states:StartExecution"],
            resources=[machine.state_machine_arn],
        )
    )
    executions = Stack.of(machine).format_arn(
        service="states",
        resource="execution",
        resource_name=f"{machine.state_machine_name}:*",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    acknowledge(
        sweep,
        "The executions of one state machine; each has a name of its own.",
        f"AwsSolutions-IAM5[Resource::arn:aws:states:{Stack.of(machine).region}:<AWS::AccountId>:execution:"
        f"<{as_reported(machine)}.Name>:*]",
    )
    sweep.role.add_to_policy(
        iam.PolicyStatement(
            sid=f"Stop{Names.unique_resource_name(machine, max_length=40)}",
            actions=["states:GetExecutionHistory", "states:DescribeExecution", "states:StopExecution"],
            resources=[executions],
        )
    )
