"""Scaling a service on the backlog of its queue, from zero."""

from math import ceil

from aws_cdk import Duration
from aws_cdk import aws_applicationautoscaling as appscaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.stages import Fleet

STEPS = 20
"""A step scaling policy has at most so many steps."""

MINUTE = Duration.minutes(1)


def steps(fleet: Fleet) -> list[tuple[int, int]]:
    """Return (backlog from, tasks) in rising order: ``ceil(backlog / clips_per_task)`` up to the maximum.

    With more tasks than steps the steps widen as they rise, upwards: rather one machine too many.
    """
    sizes = sorted({ceil(fleet.maximum ** (step / (STEPS - 1)) - 1e-9) for step in range(STEPS)})
    sizes = [size for size in sizes if size > fleet.minimum] or [fleet.maximum]
    begins = [1] + [size * fleet.clips_per_task + 1 for size in sizes[:-1]]
    return list(zip(begins, sizes, strict=True))


class BacklogScaling(Construct):
    """Sets the number of tasks to what the backlog needs, each minute; back to the minimum when it is empty.

    The backlog counts clips in work too, so a task with a clip in hand is still needed. Target tracking cannot do
    this: below its target of clips a task, one waiting clip would never wake a service at zero.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, service: ecs.BaseService, queue: sqs.IQueue, fleet: Fleet
    ) -> None:
        super().__init__(scope, construct_id)
        self._fleet = fleet
        self._target = appscaling.ScalableTarget(
            self,
            "Tasks",
            service_namespace=appscaling.ServiceNamespace.ECS,
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{service.cluster.cluster_name}/{service.service_name}",
            min_capacity=fleet.minimum,
            max_capacity=fleet.maximum,
        )
        self._target.node.add_dependency(service)
        backlog = _backlog(queue)
        needed = backlog if fleet.starts == "backlog" else _backlog_when_late(queue, fleet.late_seconds)
        self._grow(needed)
        self._rest(backlog)

    def _grow(self, needed: cloudwatch.IMetric) -> None:
        wanted = self._exactly("Wanted")
        plan = steps(self._fleet)
        for (begin, tasks), following in zip(plan, [*plan[1:], None], strict=True):
            wanted.add_adjustment(
                adjustment=tasks,
                lower_bound=begin - 1,
                upper_bound=following[0] - 1 if following else None,
            )
        alarm = self._alarm("Needed", needed, cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, 1)
        alarm.add_alarm_action(actions.ApplicationScalingAction(wanted))

    def _rest(self, backlog: cloudwatch.IMetric) -> None:
        rest = self._exactly("Rest")
        rest.add_adjustment(adjustment=self._fleet.minimum, upper_bound=0)
        alarm = self._alarm(
            "Idle",
            backlog,
            cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            self._fleet.idle_minutes,
            threshold=0,
        )
        alarm.add_alarm_action(actions.ApplicationScalingAction(rest))

    def _exactly(self, name: str) -> appscaling.StepScalingAction:
        return appscaling.StepScalingAction(
            self,
            name,
            scaling_target=self._target,
            adjustment_type=appscaling.AdjustmentType.EXACT_CAPACITY,
            metric_aggregation_type=appscaling.MetricAggregationType.MAXIMUM,
            cooldown=MINUTE,
        )

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        comparison: cloudwatch.ComparisonOperator,
        minutes: int,
        threshold: int = 1,
    ) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            comparison_operator=comparison,
            threshold=threshold,
            evaluation_periods=minutes,
            treat_missing_data=cloudwatch.TreatMissingData.IGNORE,
            alarm_description="Scales the workers; not a fault",
        )


def _backlog(queue: sqs.IQueue) -> cloudwatch.MathExpression:
    return cloudwatch.MathExpression(
        expression="FILL(waiting, 0) + FILL(working, 0)",
        using_metrics={
            "waiting": queue.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum"),
            "working": queue.metric_approximate_number_of_messages_not_visible(period=MINUTE, statistic="Maximum"),
        },
        label="Clips waiting and in work",
        period=MINUTE,
    )


def _backlog_when_late(queue: sqs.IQueue, late_seconds: int) -> cloudwatch.MathExpression:
    return cloudwatch.MathExpression(
        # Clips in work count too: the tasks that hold them are still needed.
        expression=f"IF(FILL(age, 0) >= {late_seconds}, FILL(waiting, 0) + FILL(working, 0), 0)",
        using_metrics={
            "age": queue.metric_approximate_age_of_oldest_message(period=MINUTE, statistic="Maximum"),
            "waiting": queue.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum"),
            "working": queue.metric_approximate_number_of_messages_not_visible(period=MINUTE, statistic="Maximum"),
        },
        label="Clips waiting and in work, once the oldest has waited too long",
        period=MINUTE,
    )
