"""The functions of a stage that work between requests, as data: what each hears, or when its clock rings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import daily, every, on_events
from shared.kernel.events import Event

Need = Literal["mail"]


@dataclass(frozen=True)
class StageFunction:
    """One function, ``module`` below ``functions``. ``why`` is what its rules are described by.

    ``hears``: the events that it is called for. ``interval`` or ``at`` (``hour`` and ``minute`` of UTC): its clock; it
    then visits every tenant, and may read which there are. ``needs``: what it is told and granted besides.
    """

    module: str
    why: str
    hears: tuple[type[Event], ...] = ()
    interval: Duration | None = None
    at: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[LayerName, ...] = ("api",)
    needs: tuple[Need, ...] = ()
    memory_mib: int = 512
    minutes: int = 5

    @property
    def name(self) -> str:
        """The name of its construct: ``payroll.on_hired`` is ``PayrollOnHired``."""
        return "".join(part.title() for part in self.module.replace(".", "_").split("_"))


class StageFunctions(Construct):
    """The functions and their rules; ``dead_letters`` behind each. ``made`` are the functions by module."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: Sequence[StageFunction],
        settings: FunctionSettings,
        table: MainTable,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
        mail: Mapping[str, str] | None = None,
        sending: Sequence[iam.PolicyStatement] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self.made: dict[str, PythonFunction] = {}
        for one in functions:
            sends = "mail" in one.needs
            function = self.made[one.module] = PythonFunction(
                self,
                one.name,
                module=one.module,
                settings=settings,
                memory_mib=one.memory_mib,
                timeout=Duration.minutes(one.minutes),
                layers=one.layers,
                environment=(mail or {}) if sends else {},
            )
            for statement in sending if sends else ():
                function.role.add_to_policy(statement)
            self._hears(one, function, bus, dead_letters)
            self._ticks(one, function, table, settings, dead_letters)

    def _hears(
        self, one: StageFunction, function: PythonFunction, bus: events.IEventBus, dead_letters: sqs.IQueue
    ) -> None:
        for event in one.hears:
            on_events(
                self,
                f"{one.name}{event.stage.title()}{event.__name__}",
                event,
                call=function.function,
                bus=bus,
                dead_letters=dead_letters,
                why=one.why,
            )

    def _ticks(
        self,
        one: StageFunction,
        function: PythonFunction,
        table: MainTable,
        settings: FunctionSettings,
        dead_letters: sqs.IQueue,
    ) -> None:
        if one.interval is None and not one.at:
            return
        for statement in platform_rows(table, settings.key, write=False):
            function.role.add_to_policy(statement)
        name, call = f"{one.name}Clock", function.function
        if one.interval is not None:
            every(self, name, one.interval, call=call, dead_letters=dead_letters, why=one.why)
        else:
            daily(self, name, one.at, call=call, dead_letters=dead_letters, why=one.why)
