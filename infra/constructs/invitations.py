"""What sends invitations and reminders: a queue of turns, schedules, and what is heard of letters and interviews."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import PATIENCE, every, on_events, pattern_of
from infra.stages import Stage
from shared.decision.outcomes.contracts import ResultReleased
from shared.interview.contracts import HumanReviewRequested, InterviewCompleted, InterviewOpened
from shared.kernel.events import Event
from shared.recruiting.applications.contracts import ApplicationMoved
from shared.recruiting.invitations.batches.contracts import InvitationBatchDue

HEARD: Mapping[str, tuple[type[Event], ...]] = {
    "on_invitation_used": (InterviewOpened, HumanReviewRequested, InterviewCompleted),
    "on_application_moved_invite": (ApplicationMoved,),
    "on_result_released": (ResultReleased,),
}
"""Which function of recruiting hears which events."""
WRITES = frozenset({"on_application_moved_invite", "on_result_released"})
"""Those of them that write to candidates."""
TURN = Duration.minutes(5)
GROUP = "invitations"
"""One message group: one turn at a time, so that its pace is the deployment's."""
NEWS = ["Delivery", "Bounce", "Complaint", "Reject"]


def letters_of(stage: Stage) -> str:
    """Return the name of the SES configuration set that tells of letters."""
    return f"{stage.prefix}-letters"


class Invitations(Construct):
    """Queue, functions, schedules and the configuration set of letters; ``dead_letters`` behind each.

    ``sending``: what lets a function send (mail, SMS, secrets). ``environment``: what it is told for that.
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
        environment: Mapping[str, str] | None = None,
        sending: Sequence[iam.PolicyStatement] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        self._dead_letters = dead_letters
        self._layers = layers
        self.configuration_set = ses.CfnConfigurationSet(self, "Letters", name=letters_of(settings.stage))
        self._environment = {
            **(environment or {}),
            "BOLE_MAIL_CONFIGURATION_SET": letters_of(settings.stage),
        }
        self._sending = sending
        self._queue(bus)
        remind = self._function("remind", timeout=Duration.minutes(5), sends=True)
        staff = self._function("remind_staff", timeout=Duration.minutes(5), sends=True)
        for function, interval, why in (
            (remind, Duration.minutes(15), "Reminds candidates before their deadline, and sends again what waits"),
            (staff, Duration.hours(1), "Writes to staff once a day of what waits for them"),
        ):
            for statement in platform_rows(table, settings.key, write=False):
                function.role.add_to_policy(statement)
            self._schedule(function, interval, why)
        for module, heard in HEARD.items():
            self._hears(self._function(module, sends=module in WRITES), heard, bus)
        self._letters()

    def _function(self, module: str, *, timeout: Duration | None = None, sends: bool = False) -> PythonFunction:
        function = PythonFunction(
            self,
            _named(module),
            module=f"recruiting.{module}",
            settings=self._settings,
            memory_mib=1024 if sends else 512,
            timeout=timeout,
            layers=self._layers,
            environment=self._environment if sends else {},
        )
        for statement in self._sending if sends else ():
            function.role.add_to_policy(statement)
        return function

    def _queue(self, bus: events.IEventBus) -> None:
        self.lost_turns = lost = sqs.Queue(
            self,
            "TurnDeadLetters",
            fifo=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        acknowledge(lost, "It is a dead-letter queue itself.", "AwsSolutions-SQS3")
        self.queue = sqs.Queue(
            self,
            "Turns",
            fifo=True,
            content_based_deduplication=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            # Six times the function's time, as Lambda wants it.
            visibility_timeout=Duration.seconds(6 * TURN.to_seconds()),
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(queue=lost, max_receive_count=3),
        )
        self.worker = self._function("send_invitations", timeout=TURN, sends=True)
        self.worker.function.add_event_source(sources.SqsEventSource(self.queue, batch_size=1))
        events.Rule(
            self,
            "BatchDue",
            description="A turn of a batch of invitations is to be taken",
            event_bus=bus,
            event_pattern=pattern_of(InvitationBatchDue),
            targets=[targets.SqsQueue(self.queue, message_group_id=GROUP, dead_letter_queue=self._dead_letters)],
        )

    def _schedule(self, function: PythonFunction, interval: Duration, why: str) -> None:
        every(
            self,
            f"{function.node.id}Clock",
            interval,
            call=function.function,
            dead_letters=self._dead_letters,
            why=why,
        )

    def _hears(self, function: PythonFunction, heard: tuple[type[Event], ...], bus: events.IEventBus) -> None:
        for event in heard:
            on_events(
                self,
                f"{function.node.id}{event.__name__}",
                event,
                call=function.function,
                bus=bus,
                dead_letters=self._dead_letters,
                why=f"{event.detail_type()} may change an invitation, or be written of to the candidate",
            )

    def _letters(self) -> None:
        """Have SES tell of letters on the account's own bus: it tells nowhere else."""
        stack = Stack.of(self)
        default_bus = stack.format_arn(service="events", resource="event-bus", resource_name="default")
        told = ses.CfnConfigurationSetEventDestination(
            self,
            "LettersTold",
            configuration_set_name=letters_of(self._settings.stage),
            event_destination=ses.CfnConfigurationSetEventDestination.EventDestinationProperty(
                enabled=True,
                matching_event_types=["delivery", "bounce", "complaint", "reject"],
                event_bridge_destination=ses.CfnConfigurationSetEventDestination.EventBridgeDestinationProperty(
                    event_bus_arn=default_bus
                ),
            ),
        )
        told.add_dependency(self.configuration_set)
        on_bounce = self._function("on_bounce")
        events.Rule(
            self,
            "LetterNews",
            description="What became of a letter after SES took it",
            event_pattern=events.EventPattern(
                source=["aws.ses"],
                detail={
                    "eventType": NEWS,
                    "mail": {"tags": {"ses:configuration-set": [letters_of(self._settings.stage)]}},
                },
            ),
            targets=[targets.LambdaFunction(on_bounce.function, dead_letter_queue=self._dead_letters, **PATIENCE)],
        )


def _named(module: str) -> str:
    return "".join(part.title() for part in module.split("_"))
