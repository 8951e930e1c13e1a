"""The alarm that the bias breaker stopped proposals somewhere."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

STOPPED_METRIC = "ProposalsStopped"


class BiasAlarm(Construct):
    """Tells whoever watches the deployment that proposals were stopped somewhere; the log says for whom."""

    def __init__(self, scope: Construct, construct_id: str, *, topic: sns.ITopic) -> None:
        super().__init__(scope, construct_id)
        metric = cloudwatch.Metric(
            namespace="Bole",
            metric_name=STOPPED_METRIC,
            dimensions_map={"service": "decision"},
            statistic="Sum",
            period=Duration.minutes(5),
        )
        self.alarm = cloudwatch.Alarm(
            self,
            "Stopped",
            metric=metric,
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=(
                "The bias breaker stopped AI proposals for a position. What to do: docs/fairness.md, When it trips."
            ),
        )
        self.alarm.add_alarm_action(actions.SnsAction(topic))
