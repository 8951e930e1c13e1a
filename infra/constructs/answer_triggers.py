"""What starts the state machines, an uploaded object and the event that the last answer is in, and what is heard."""

from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.media_bucket import UPLOADS
from infra.constructs.rules import PATIENCE, on_events, pattern_of
from shared.assessment.contracts import InterviewSettled
from shared.interview.contracts import InterviewCompleted, InterviewOpened


class AnswerTriggers(Construct):
    """Four rules, each with ``dead_letters`` behind its target: nothing uploaded is ever lost."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bucket: s3.IBucket,
        bus: events.IEventBus,
        assess_answer: sfn.IStateMachine,
        complete_interview: sfn.IStateMachine,
        on_interview_opened: lambda_.IFunction,
        on_interview_completed: lambda_.IFunction,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        events.Rule(
            self,
            "AnswerUploaded",
            description="A recording is complete in the media bucket: assess it",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={"bucket": {"name": [bucket.bucket_name]}, "object": {"key": [{"prefix": UPLOADS}]}},
            ),
            targets=[
                targets.SfnStateMachine(
                    assess_answer,
                    input=events.RuleTargetInput.from_event_path("$.detail"),
                    dead_letter_queue=dead_letters,
                    **PATIENCE,
                )
            ],
        )
        events.Rule(
            self,
            "InterviewSettled",
            description="The last answer of an interview is in: report on it",
            event_bus=bus,
            event_pattern=pattern_of(InterviewSettled),
            targets=[
                targets.SfnStateMachine(
                    complete_interview,
                    input=events.RuleTargetInput.from_event_path("$.detail"),
                    dead_letter_queue=dead_letters,
                    **PATIENCE,
                )
            ],
        )
        on_events(
            self,
            "InterviewOpened",
            InterviewOpened,
            call=on_interview_opened,
            bus=bus,
            dead_letters=dead_letters,
            why="A candidate opened a session: its answers are awaited from now on",
        )
        on_events(
            self,
            "InterviewCompleted",
            InterviewCompleted,
            call=on_interview_completed,
            bus=bus,
            dead_letters=dead_letters,
            why="A candidate handed an interview in: what was not answered is not awaited any more",
        )
