"""The alarms. Each says in its description what is wrong and where to read what to do."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

FIVE_MINUTES = Duration.minutes(5)
BACKLOG_SECONDS = 1800
"""A clip that has waited half an hour: neither GPU nor fallback came."""
ERROR_PERCENT = 5
SEE = "What to do: docs/operations.md, Alarms."


class Alarms(Construct):
    """Dead letters, age of the backlog, failed executions, error rates of functions and API."""

    def __init__(self, scope: Construct, construct_id: str, *, topic: sns.ITopic) -> None:
        super().__init__(scope, construct_id)
        self._action = actions.SnsAction(topic)
        self.all: list[cloudwatch.Alarm] = []

    def dead_letters(self, queues: Mapping[str, sqs.IQueue]) -> None:
        """Alarm as soon as anything lies in a dead-letter queue."""
        for name, queue in queues.items():
            self._add(
                f"DeadLetters{name}",
                _lying_in(queue),
                threshold=1,
                says=f"Something failed for good and lies in the dead-letter queue {name}.",
            )

    def backlog(self, queues: Mapping[str, sqs.IQueue]) -> None:
        """Alarm when the oldest clip of a queue has waited too long."""
        for name, queue in queues.items():
            self._add(
                f"Backlog{name}",
                queue.metric_approximate_age_of_oldest_message(period=FIVE_MINUTES, statistic="Maximum"),
                threshold=BACKLOG_SECONDS,
                periods=2,
                says=f"Clips wait longer than {BACKLOG_SECONDS // 60} minutes in {name}: no worker takes them.",
            )

    def executions(self, machines: Mapping[str, sfn.StateMachine]) -> None:
        """Alarm when an execution fails, times out or is throttled."""
        for name, machine in machines.items():
            failed = cloudwatch.MathExpression(
                expression="FILL(failed, 0) + FILL(late, 0) + FILL(throttled, 0)",
                using_metrics={
                    "failed": machine.metric_failed(period=FIVE_MINUTES, statistic="Sum"),
                    "late": machine.metric_timed_out(period=FIVE_MINUTES, statistic="Sum"),
                    "throttled": machine.metric_throttled(period=FIVE_MINUTES, statistic="Sum"),
                },
                label=f"{name}: failed, late, throttled",
                period=FIVE_MINUTES,
            )
            self._add(f"Failed{name}", failed, threshold=1, says=f"An execution of {name} failed or was throttled.")

    def functions(self, functions: Mapping[str, lambda_.IFunction]) -> None:
        """Alarm when more than ``ERROR_PERCENT`` of a function's calls fail or are throttled."""
        for name, function in functions.items():
            rate = cloudwatch.MathExpression(
                expression="100 * (FILL(errors, 0) + FILL(throttles, 0)) / IF(FILL(calls, 0) > 0, calls, 1)",
                using_metrics={
                    "errors": function.metric_errors(period=FIVE_MINUTES),
                    "throttles": function.metric_throttles(period=FIVE_MINUTES),
                    "calls": function.metric_invocations(period=FIVE_MINUTES),
                },
                label=f"{name}: errors in percent",
                period=FIVE_MINUTES,
            )
            self._add(
                f"Errors{name}",
                rate,
                threshold=ERROR_PERCENT,
                periods=2,
                says=f"More than {ERROR_PERCENT} % of the calls of {name} fail.",
            )

    def metric(self, name: str, metric: cloudwatch.IMetric, *, threshold: float, says: str) -> None:
        """Alarm on any other metric when it reaches ``threshold`` twice in a row."""
        self._add(name, metric, threshold=threshold, periods=2, says=says)

    def _add(self, name: str, metric: cloudwatch.IMetric, *, threshold: float, says: str, periods: int = 1) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=f"{says} {SEE}",
        )
        alarm.add_alarm_action(self._action)
        alarm.add_ok_action(self._action)
        self.all.append(alarm)


def _lying_in(queue: sqs.IQueue) -> cloudwatch.MathExpression:
    """Return how many messages are in a queue, those too that somebody has looked at and put back."""
    return cloudwatch.MathExpression(
        expression="FILL(visible, 0) + FILL(hidden, 0)",
        using_metrics={
            "visible": queue.metric_approximate_number_of_messages_visible(period=FIVE_MINUTES, statistic="Maximum"),
            "hidden": queue.metric_approximate_number_of_messages_not_visible(period=FIVE_MINUTES, statistic="Maximum"),
        },
        label="Messages in the queue",
        period=FIVE_MINUTES,
    )
