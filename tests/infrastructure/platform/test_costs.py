"""The figures of docs/operations.md are those that ``python -m infra.costs`` prints, and fit the templates."""

from infra.costs import ALARM_METRICS, ENDPOINTS_FOR_EVERY_WORKER, ENDPOINTS_FOR_GPUS, idle_month, table, thousand_hours
from infra.options import ROOT
from infra.stages import DEV, PROD, Stage
from tests.builders.deployment import Deployment

OPERATIONS = (ROOT / "docs/operations.md").read_text()


def test_operations_shows_the_tables_as_printed() -> None:
    for shown in (table(idle_month(DEV)), table(idle_month(PROD)), table(thousand_hours(PROD))):
        assert shown in OPERATIONS


def test_as_many_endpoints_are_paid_for_as_there_are(deployment: Deployment, settings: Stage) -> None:
    endpoints = deployment.resources("AWS::EC2::VPCEndpoint")
    paid = [each for each in endpoints if each.properties["VpcEndpointType"] == "Interface"]
    assert len(paid) == ENDPOINTS_FOR_EVERY_WORKER + ENDPOINTS_FOR_GPUS
    assert {len(each.properties["SubnetIds"]) for each in paid} == {settings.zones}


def test_as_many_alarm_metrics_are_paid_for_as_there_are(deployment: Deployment) -> None:
    metrics = 0
    for alarm in deployment.resources("AWS::CloudWatch::Alarm"):
        parts = [part for part in alarm.properties.get("Metrics", []) if "MetricStat" in part]
        metrics += len(parts) or 1
    assert metrics == ALARM_METRICS
