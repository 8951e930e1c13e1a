"""Assessment: from an uploaded answer to a report. Two state machines, their functions, queues and workers."""

from aws_cdk import CfnOutput, Duration, Environment, Stack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.constructs.answer_triggers import AnswerTriggers
from infra.constructs.assessment_pipeline import AssessmentPipeline
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.lost_clips import LostClips
from infra.constructs.outbox_publisher import OutboxPublisher
from infra.constructs.python_function import PythonFunction
from infra.constructs.sweeper import Sweeper
from infra.constructs.work_queue import WorkQueue
from infra.constructs.workers import WorkerPost, Workers
from infra.options import Options
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import base_environment, function_settings_of
from infra.stacks.machine_findings import acknowledge_machine
from infra.stacks.mail_statement import mail_statement
from infra.stacks.model_statements import model_statements
from infra.state_machines.assess_answer import AssessAnswer
from infra.state_machines.complete_interview import CompleteInterview


class AssessmentStack(Stack):
    """The pipeline. Queues, machines and functions are attributes for the API and for the alarms."""

    def __init__(
        self, scope: Construct, construct_id: str, *, options: Options, data: DataStack, vpc: ec2.IVpc, env: Environment
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        stage = options.stage
        kept = stage.retention.dead_letters
        self.dead_letters = DeadLetters(self, "EventDeadLetters", days=kept).queue
        self.transcribe = WorkQueue(self, "TranscribeQueue", dead_letter_days=kept)
        self.watch = WorkQueue(self, "WatchQueue", dead_letter_days=kept)
        llm: tuple[LayerName, ...] = (stage.llm.layer,) if stage.llm and stage.llm.layer else ()
        settings = function_settings_of(
            self, data, options, layers=("base", "media", "scoring", "report", *llm), dead_letters=self.dead_letters
        )
        self._machines(settings, data)
        self.outbox = OutboxPublisher(self, "Outbox", settings=settings, table=data.table.table, bus=data.bus)
        Sweeper(
            self,
            "Sweeper",
            settings=settings,
            table=data.table,
            assess_answer=self.assess_answer,
            complete_interview=self.complete_interview,
            dead_letters=self.dead_letters,
        )
        LostClips(
            self,
            "LostClips",
            settings=settings,
            transcribe_dead_letters=self.transcribe.dead_letters,
            watch_dead_letters=self.watch.dead_letters,
            machine=self.assess_answer,
            dead_letters=self.dead_letters,
        )
        self._triggers(settings, data)
        self.workers = Workers(
            self,
            "Workers",
            options=options,
            vpc=vpc,
            key=data.key,
            posts=(
                WorkerPost(stage.transcriber, self.transcribe.queue),
                WorkerPost(stage.vision, self.watch.queue),
            ),
            machine=self.assess_answer,
            media_role_arn=data.media_role.role_arn,
            environment={
                name: value
                for name, value in base_environment(data, options).items()
                if name in ("BOLE_STAGE", "BOLE_MEDIA_BUCKET")
            },
        )
        self._outputs()

    def _machines(self, settings: FunctionSettings, data: DataStack) -> None:
        pipeline = AssessmentPipeline(self, "Pipeline", settings=settings)
        if settings.stage.sender_address:
            pipeline.notify_role.add_to_policy(mail_statement(self, settings.stage.sender_address))
        if settings.stage.llm:
            for statement in model_statements(self, settings.stage.llm):
                pipeline.score_role.add_to_policy(statement)
        assess = AssessAnswer(
            self,
            "AssessAnswer",
            functions=pipeline.functions,
            transcribe_queue=self.transcribe.queue,
            watch_queue=self.watch.queue,
            key=data.key,
            log_retention=settings.log_retention,
            worker_timeout=Duration.minutes(settings.stage.limits.worker_minutes),
        )
        complete = CompleteInterview(
            self,
            "CompleteInterview",
            functions=pipeline.functions,
            key=data.key,
            log_retention=settings.log_retention,
        )
        self.assess_answer = assess.state_machine
        self.complete_interview = complete.state_machine
        for machine in (assess, complete):
            acknowledge_machine(machine, pipeline.functions)

    def _triggers(self, settings: FunctionSettings, data: DataStack) -> None:
        opened = PythonFunction(self, "OnInterviewOpened", module="assessment.on_interview_opened", settings=settings)
        completed = PythonFunction(
            self, "OnInterviewCompleted", module="assessment.on_interview_completed", settings=settings
        )
        AnswerTriggers(
            self,
            "Triggers",
            bucket=data.bucket,
            bus=data.bus,
            assess_answer=self.assess_answer,
            complete_interview=self.complete_interview,
            on_interview_opened=opened.function,
            on_interview_completed=completed.function,
            dead_letters=self.dead_letters,
        )

    def _outputs(self) -> None:
        CfnOutput(self, "AssessAnswerArn", value=self.assess_answer.state_machine_arn)
        CfnOutput(self, "CompleteInterviewArn", value=self.complete_interview.state_machine_arn)
        CfnOutput(self, "TranscribeQueueUrl", value=self.transcribe.queue.queue_url)
        CfnOutput(self, "WatchQueueUrl", value=self.watch.queue.queue_url)
        CfnOutput(self, "TranscribeDeadLetterUrl", value=self.transcribe.dead_letters.queue_url)
        CfnOutput(self, "WatchDeadLetterUrl", value=self.watch.dead_letters.queue_url)
