"""Clips whose workers all died: once a minute somebody looks into the dead-letter queues and tells the answers why."""

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import every


class LostClips(Construct):
    """A schedule and the function ``assessment.report_lost_clips``. It reads the queues and leaves their messages."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        transcribe_dead_letters: sqs.IQueue,
        watch_dead_letters: sqs.IQueue,
        machine: sfn.IStateMachine,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        report = PythonFunction(
            self,
            "Report",
            module="assessment.report_lost_clips",
            settings=settings,
            timeout=Duration.seconds(50),
            for_tenants=False,
            environment={
                "BOLE_TRANSCRIBE_DEAD_LETTER_URL": transcribe_dead_letters.queue_url,
                "BOLE_WATCH_DEAD_LETTER_URL": watch_dead_letters.queue_url,
            },
        )
        report.role.add_to_policy(
            iam.PolicyStatement(
                sid="Look",
                actions=["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
                resources=[transcribe_dead_letters.queue_arn, watch_dead_letters.queue_arn],
            )
        )
        report.role.add_to_policy(
            iam.PolicyStatement(sid="Tell", actions=["states:SendTaskFailure"], resources=[machine.state_machine_arn])
        )
        every(
            self,
            "EveryMinute",
            Duration.minutes(1),
            call=report.function,
            dead_letters=dead_letters,
            why="Tells answers that their clip went to a dead-letter queue",
        )
