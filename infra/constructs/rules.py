"""Rules that call a function: when an event of ours comes, or when the clock says so; a queue behind each."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from shared.kernel.events import Event

PATIENCE: Mapping[str, Any] = {"max_event_age": Duration.hours(24), "retry_attempts": 185}
"""What EventBridge does by itself, said aloud: it tries for a day, the most there is, then the dead letters have it."""


def pattern_of(*heard: type[Event]) -> events.EventPattern:
    """Return the pattern of these events, from the contracts of the stages that publish them."""
    return events.EventPattern(
        source=sorted({event.source() for event in heard}), detail_type=[event.detail_type() for event in heard]
    )


def on_events(
    scope: Construct,
    construct_id: str,
    *heard: type[Event],
    call: lambda_.IFunction,
    bus: events.IEventBus,
    dead_letters: sqs.IQueue,
    why: str,
) -> None:
    """Call a function for each of these events; it is tried for a day."""
    events.Rule(
        scope,
        construct_id,
        description=why,
        event_bus=bus,
        event_pattern=pattern_of(*heard),
        targets=[targets.LambdaFunction(call, dead_letter_queue=dead_letters, **PATIENCE)],
    )


def every(
    scope: Construct,
    construct_id: str,
    interval: Duration,
    *,
    call: lambda_.IFunction,
    dead_letters: sqs.IQueue,
    why: str,
) -> None:
    """Call a function again and again. An old tick is worth nothing: the next one does its work."""
    _ticks(scope, construct_id, events.Schedule.rate(interval), call, dead_letters, why, interval, 1)


def daily(
    scope: Construct,
    construct_id: str,
    at: Mapping[str, str],
    *,
    call: lambda_.IFunction,
    dead_letters: sqs.IQueue,
    why: str,
) -> None:
    """Call a function once a day, ``at`` an ``hour`` and ``minute`` of UTC; it is tried for half a day."""
    _ticks(scope, construct_id, events.Schedule.cron(**at), call, dead_letters, why, Duration.hours(12), 3)


def _ticks(
    scope: Construct,
    construct_id: str,
    schedule: events.Schedule,
    call: lambda_.IFunction,
    dead_letters: sqs.IQueue,
    why: str,
    oldest: Duration,
    attempts: int,
) -> None:
    target = targets.LambdaFunction(call, dead_letter_queue=dead_letters, max_event_age=oldest, retry_attempts=attempts)
    events.Rule(scope, construct_id, description=why, schedule=schedule, targets=[target])
