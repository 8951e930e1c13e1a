"""One dashboard, in the order in which an answer flows."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

WIDTH = 24
MINUTE = Duration.minutes(1)


class Dashboard(Construct):
    """Alarms on top, then state machines, queues, functions and the API."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str, alarms: Sequence[cloudwatch.IAlarm]) -> None:
        super().__init__(scope, construct_id)
        self._board = cloudwatch.Dashboard(self, "Board", dashboard_name=name, default_interval=Duration.hours(6))
        self._board.add_widgets(
            cloudwatch.AlarmStatusWidget(title="Alarms", alarms=list(alarms), width=WIDTH, height=4)
        )

    def machines(self, machines: Mapping[str, sfn.StateMachine]) -> None:
        """Show how many executions start, succeed and fail, and how long they take."""
        for name, machine in machines.items():
            self._board.add_widgets(
                _graph(
                    f"{name}: executions",
                    [machine.metric_started(), machine.metric_succeeded(), machine.metric_failed()],
                ),
                _graph(
                    f"{name}: duration",
                    [machine.metric_time(statistic="p50"), machine.metric_time(statistic="p95")],
                ),
            )

    def queues(self, queues: Mapping[str, sqs.IQueue]) -> None:
        """Show what waits, what is in work, and for how long the oldest clip waits."""
        for name, queue in queues.items():
            self._board.add_widgets(
                _graph(
                    f"{name}: clips",
                    [
                        queue.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum"),
                        queue.metric_approximate_number_of_messages_not_visible(period=MINUTE, statistic="Maximum"),
                    ],
                ),
                _graph(
                    f"{name}: oldest clip (s)",
                    [queue.metric_approximate_age_of_oldest_message(period=MINUTE, statistic="Maximum")],
                ),
            )

    def functions(self, functions: Mapping[str, lambda_.IFunction]) -> None:
        """Show errors and duration of all functions together."""
        self._board.add_widgets(
            _graph("Functions: errors", [each.metric_errors(label=name) for name, each in functions.items()]),
            _graph(
                "Functions: duration p95 (ms)",
                [each.metric_duration(label=name, statistic="p95") for name, each in functions.items()],
            ),
        )

    def api(self, metrics: Sequence[cloudwatch.IMetric], latency: Sequence[cloudwatch.IMetric]) -> None:
        """Show requests with their errors, and how long they take."""
        self._board.add_widgets(_graph("API: requests", metrics), _graph("API: latency (ms)", latency))


def _graph(title: str, metrics: Sequence[cloudwatch.IMetric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=WIDTH // 2, height=6)
