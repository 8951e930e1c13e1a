"""Facts for fairness: a report or a decision becomes a row of the audit."""

from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import on_events
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
            on_events(
                self,
                event.__name__,
                event,
                call=self.function,
                bus=bus,
                dead_letters=dead_letters,
                why=f"{event.detail_type()} becomes a row of the fairness audit",
            )
