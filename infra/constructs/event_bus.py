"""The bus on which the stages speak, and its archive, from which what was missed can be replayed."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from constructs import Construct


class EventBus(Construct):
    """A custom bus. Events carry references only; EventBridge encrypts them at rest with its own key."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str, archive_days: int) -> None:
        super().__init__(scope, construct_id)
        self.bus = events.EventBus(
            self, "Bus", event_bus_name=name, description="What the stages of Bole tell each other"
        )
        events.Archive(
            self,
            "Archive",
            source_event_bus=self.bus,
            event_pattern=events.EventPattern(source=events.Match.prefix("bole.")),
            retention=Duration.days(archive_days),
            description="Every event of every stage, for replay",
        )
