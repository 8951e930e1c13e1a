"""What recruiting does with candidates behind the API: enter files, take applications in, keep timelines."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import on_events
from shared.kernel.events import Event
from shared.recruiting.candidates.contracts import ApplicationSubmitted, CandidateImportStarted
from shared.recruiting.candidates.timeline_events import KINDS


class CandidateEvents(Construct):
    """Three functions and the rules that call them; ``dead_letters`` gets what none of them could take."""

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
        self._bus = bus
        self._dead_letters = dead_letters
        importing = PythonFunction(
            self,
            "Import",
            module="recruiting.import_candidates",
            settings=settings,
            memory_mib=1769,
            timeout=Duration.minutes(10),
            layers=("api",),
        )
        receiving = PythonFunction(
            self,
            "Receive",
            module="recruiting.receive_application",
            settings=settings,
            memory_mib=512,
            timeout=Duration.seconds(60),
            layers=("api",),
        )
        noting = PythonFunction(
            self, "Timeline", module="recruiting.note_on_timeline", settings=settings, layers=("api",)
        )
        self.functions = [importing, receiving, noting]
        self._hears("ImportStarted", importing, "A table of candidates is entered", [CandidateImportStarted])
        self._hears("Submitted", receiving, "Somebody applied by a public link", [ApplicationSubmitted])
        self._hears("Happened", noting, "Something happened to a candidate", list(KINDS))

    def _hears(self, name: str, function: PythonFunction, what: str, heard: Sequence[type[Event]]) -> None:
        on_events(
            self,
            name,
            *heard,
            call=function.function,
            bus=self._bus,
            dead_letters=self._dead_letters,
            why=what,
        )
