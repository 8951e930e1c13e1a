"""Logs, traces and metrics, each with the stage that speaks.

Logs are JSON lines with the field ``stage``; a handler's lines carry its request id. Never log a token, a name or an
answer: ids only.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Tracer, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

NAMESPACE = "Bole"

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
"""Takes an event and Lambda's context; local runs and tests give a context of their own."""


@cache
def logger(stage: str) -> Logger:
    """Return the logger of ``stage``; its level comes from ``LOG_LEVEL``."""
    return Logger(service=stage, stage=stage)


@cache
def tracer(stage: str) -> Tracer:
    """Return the tracer of ``stage``: off outside of Lambda; calls to AWS become subsegments."""
    return Tracer(service=stage, patch_modules=["botocore"])


def count(stage: str, name: str, value: float = 1) -> None:
    """Add ``value`` to the metric ``name`` of ``stage`` (embedded metric format, so no call to CloudWatch)."""
    with single_metric(name=name, unit=MetricUnit.Count, value=value, namespace=NAMESPACE) as metric:
        metric.add_dimension(name="service", value=stage)


def observed(stage: str) -> Callable[[Handler], Handler]:
    """Decorate a Lambda handler: its log lines carry the request, its run is a trace segment.

    Raises whatever the handler raises, once it is logged.
    """

    def decorate(handler: Handler) -> Handler:
        def logged(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            try:
                return handler(event, context)
            except Exception:
                logger(stage).exception("The handler failed.")
                raise

        def observing(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            traced = tracer(stage).capture_lambda_handler(logged, capture_response=False)
            answer: dict[str, Any] = logger(stage).inject_lambda_context(traced)(event, context)
            return answer

        observing.__name__ = logged.__name__ = handler.__name__
        observing.__doc__ = handler.__doc__
        return observing

    return decorate
