"""What moves applications without a person at the page: events of other stages, and the clock."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import every, on_events
from shared.assessment.contracts import ReportReady
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.contracts import ConsentWithdrawn, HumanReviewRequested, InterviewCompleted
from shared.interview.personality.contracts import PersonalityCompleted
from shared.kernel.events import Event
from shared.offer.contracts import OfferAccepted, OfferClosed, OfferSent
from shared.people.contracts import Hired

HEARD: Mapping[str, tuple[type[Event], ...]] = {
    "on_decision": (DecisionRecorded,),
    "on_interview": (InterviewCompleted, HumanReviewRequested, ConsentWithdrawn),
    "on_offer": (OfferSent, OfferAccepted, OfferClosed, Hired),
    "on_personality": (PersonalityCompleted,),
    "on_report": (ReportReady,),
}
"""Which function of recruiting hears which events."""
ROUND = Duration.minutes(15)


class ApplicationFlow(Construct):
    """A function and a rule for each kind of event, a schedule for deadlines; ``dead_letters`` behind each.

    ``layers``: where the packages come from that open what is sealed with a candidate's key.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
        layers: Sequence[LayerName] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        self._dead_letters = dead_letters
        self._layers = layers
        self.functions = [self._hears(module, heard, bus) for module, heard in HEARD.items()]
        self.functions.append(self._clock(table))

    def _hears(self, module: str, heard: tuple[type[Event], ...], bus: events.IEventBus) -> PythonFunction:
        name = "".join(part.title() for part in module.split("_"))
        function = PythonFunction(
            self,
            name,
            module=f"recruiting.{module}",
            settings=self._settings,
            memory_mib=512,
            layers=self._layers,
        )
        for event in heard:
            on_events(
                self,
                f"{name}{event.__name__}",
                event,
                call=function.function,
                bus=bus,
                dead_letters=self._dead_letters,
                why=f"{event.detail_type()} may move an application",
            )
        return function

    def _clock(self, table: MainTable) -> PythonFunction:
        function = PythonFunction(
            self,
            "Deadlines",
            module="recruiting.deadlines",
            settings=self._settings,
            memory_mib=512,
            timeout=Duration.minutes(5),
            layers=self._layers,
        )
        for statement in platform_rows(table, self._settings.key, write=False):
            function.role.add_to_policy(statement)
        every(
            self,
            "EveryQuarterOfAnHour",
            ROUND,
            call=function.function,
            dead_letters=self._dead_letters,
            why="Reminds of applications that are overdue, and does what their flow says",
        )
        return function
