"""Facts for fairness: a report or a decision becomes a row of the audit."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.python_function import PythonFunction
from shared.assessment.contracts import ReportReady
from shared.decision.outcomes.contracts import DecisionRecorded


class FairnessFacts(Construct):
    """Two rules and the function ``decision.on_facts``; what it cannot keep goes to ``dead_letters``."""

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
        self.function = PythonFunction(
            self, "OnFacts", module="decision.on_facts", settings=settings, memory_mib=512
        ).function
        for event in (ReportReady, DecisionRecorded):
            events.Rule(
                self,
                event.__name__,
                description=f"{event.detail_type()} becomes a row of the fairness audit",
                event_bus=bus,
                event_pattern=events.EventPattern(source=[event.source()], detail_type=[event.detail_type()]),
                targets=[
                    targets.LambdaFunction(
                        self.function,
                        dead_letter_queue=dead_letters,
                        max_event_age=Duration.hours(24),
                        retry_attempts=185,
                    )
                ],
            )
