"""Rights of candidates: erasure, access export, retention. Functions, two state machines, and what starts them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import PATIENCE, daily, on_events, pattern_of
from infra.state_machines.erase_candidate import EraseCandidate
from infra.state_machines.export_candidate import ExportCandidate
from shared.interview.contracts import ConsentWithdrawn, InterviewCompleted, InterviewOpened
from shared.kernel.events import Event
from shared.recruiting.applications.contracts import ApplicationMoved, ApplicationReceived
from shared.recruiting.contracts import CandidateInvited
from shared.tenancy.rights.contracts import ErasureRequested, ExportRequested, HoldChanged

STAGES = ("recruiting", "interview", "assessment", "decision", "offer")
HEARD: tuple[type[Event], ...] = (
    ApplicationReceived,
    ApplicationMoved,
    CandidateInvited,
    InterviewOpened,
    InterviewCompleted,
    ConsentWithdrawn,
    HoldChanged,
)
"""What changes when the data of a person end."""
NIGHT = {"hour": "2", "minute": "40"}
"""UTC."""
LONGEST = Duration.minutes(15)
LAYERS: tuple[LayerName, ...] = ("api",)
"""Where the packages come from that open what is sealed with a person's key."""


class Rights(Construct):
    """``eraser_role_arn``: the role by which versions are deleted; the functions of exports have the tenant role."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        eraser_role_arn: str,
        table: MainTable,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        self._dead_letters = dead_letters
        self._environment = dict(environment or {})
        erasing = replace(settings, tenant_role_arn=eraser_role_arn)
        self.erasers = {
            stage: self._function(f"{stage.title()}Erase", f"{stage}.erase", erasing) for stage in (*STAGES, "tenancy")
        }
        exporters = {
            stage: self._function(f"{stage.title()}Export", f"{stage}.export_person", settings) for stage in STAGES
        }
        archive = self._function("ArchiveExport", "tenancy.archive_export", settings, memory_mib=1769, disk_mib=1024)
        certify = self._function("CertifyErasure", "tenancy.certify_erasure", erasing)
        erase = EraseCandidate(
            self,
            "EraseCandidate",
            erasers={stage: made.function for stage, made in self.erasers.items()},
            certify=certify.function,
            key=settings.key,
            log_retention=settings.log_retention,
        )
        export = ExportCandidate(
            self,
            "ExportCandidate",
            exporters={stage: made.function for stage, made in exporters.items()},
            archive=archive.function,
            key=settings.key,
            log_retention=settings.log_retention,
        )
        self.erase, self.export = erase.state_machine, export.state_machine
        _accept(erase, [*self.erasers.values(), certify])
        _accept(export, [*exporters.values(), archive])
        self._starts(ErasureRequested, self.erase, bus, "A person is to be erased")
        self._starts(ExportRequested, self.export, bus, "An archive of a person is to be made")
        self.expire = self._retention(erasing, table, bus)

    def _function(
        self,
        name: str,
        module: str,
        settings: FunctionSettings,
        *,
        memory_mib: int = 512,
        disk_mib: int = 512,
    ) -> PythonFunction:
        return PythonFunction(
            self,
            name,
            module=module,
            settings=settings,
            memory_mib=memory_mib,
            timeout=LONGEST,
            layers=LAYERS,
            environment=self._environment,
            disk_mib=disk_mib,
        )

    def _starts(self, event: type[Event], machine: sfn.IStateMachine, bus: events.IEventBus, description: str) -> None:
        events.Rule(
            self,
            event.__name__,
            description=description,
            event_bus=bus,
            event_pattern=pattern_of(event),
            targets=[
                targets.SfnStateMachine(
                    machine,
                    input=events.RuleTargetInput.from_event_path("$.detail"),
                    dead_letter_queue=self._dead_letters,
                    **PATIENCE,
                )
            ],
        )

    def _retention(self, settings: FunctionSettings, table: MainTable, bus: events.IEventBus) -> PythonFunction:
        expire = self._function("Expire", "tenancy.expire", settings, memory_mib=1024)
        for statement in platform_rows(table, settings.key, write=False):
            expire.role.add_to_policy(statement)
        for event in HEARD:
            on_events(
                self,
                f"Expire{event.__name__}",
                event,
                call=expire.function,
                bus=bus,
                dead_letters=self._dead_letters,
                why=f"{event.detail_type()} may change when somebody's data end",
            )
        daily(
            self,
            "EveryNight",
            NIGHT,
            call=expire.function,
            dead_letters=self._dead_letters,
            why="Erases what has reached its end, and gives new rows theirs",
        )
        return expire


def _accept(machine: Construct, functions: Iterable[PythonFunction]) -> None:
    """Accept what CDK grants a state machine of rights, and how it logs."""
    for function in functions:
        acknowledge(
            machine,
            "The versions and aliases of one function of this machine.",
            f"AwsSolutions-IAM5[Resource::<{as_reported(function.function)}.Arn>:*]",
        )
    acknowledge(machine, "X-Ray and log deliveries have no resources to name.", "AwsSolutions-IAM5[Resource::*]")
    acknowledge(
        machine,
        "Errors are logged with their data, which is ids; Step Functions keeps every execution's history for 90 days.",
        "AwsSolutions-SF1",
    )
