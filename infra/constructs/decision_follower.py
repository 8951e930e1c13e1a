"""What waits for people's decisions, and which decision holds: events of the other stages and of decision itself."""

from collections.abc import Sequence

from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import on_events
from shared.assessment.contracts import ReportReady
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.contracts import InterviewCompleted
from shared.kernel.events import Event
from shared.recruiting.applications.contracts import ApplicationMoved

HEARD: tuple[type[Event], ...] = (ReportReady, InterviewCompleted, ApplicationMoved, DecisionRecorded)


class DecisionFollower(Construct):
    """The function ``decision.follow_interviews`` and a rule for each kind of event; ``dead_letters`` behind each.

    ``layers``: where the packages come from that seal what belongs to a candidate.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
        layers: Sequence[LayerName] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self.function = PythonFunction(
            self,
            "FollowInterviews",
            module="decision.follow_interviews",
            settings=settings,
            memory_mib=512,
            layers=layers,
        ).function
        for event in HEARD:
            on_events(
                self,
                event.__name__,
                event,
                call=self.function,
                bus=bus,
                dead_letters=dead_letters,
                why=f"{event.detail_type()} changes what waits for a decision, or which one holds",
            )
