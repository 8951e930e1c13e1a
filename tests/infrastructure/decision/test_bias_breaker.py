"""The nightly breaker and the consumer of facts, as the template has them."""

import pytest
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Match, Template

from infra.constructs.bias_alarm import BiasAlarm
from infra.constructs.bias_breaker import BiasBreaker
from infra.constructs.fairness_facts import FairnessFacts
from tests.builders.bare_stack import bare_stack


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    bare = bare_stack(tmp_path_factory.mktemp("bare"), "Decision")
    stack, settings, bus, dead = bare.stack, bare.settings, bare.bus, bare.dead_letters
    BiasBreaker(
        stack,
        "BiasBreaker",
        settings=settings,
        table=bare.table,
        bus=bus,
        dead_letters=dead,
        environment={"BOLE_SENDER_ADDRESS": ""},
        mail=None,
    )
    FairnessFacts(stack, "FairnessFacts", settings=settings, bus=bus, dead_letters=dead)
    BiasAlarm(stack, "BiasAlarm", topic=sns.Topic(stack, "Alarms"))
    return Template.from_stack(stack)


def test_it_runs_once_a_night(template: Template) -> None:
    template.has_resource_properties("AWS::Events::Rule", {"ScheduleExpression": "cron(30 2 * * ? *)"})


def test_every_rule_has_a_place_for_what_it_could_not_deliver(template: Template) -> None:
    rules = template.find_resources("AWS::Events::Rule")
    assert len(rules) == 4
    for rule in rules.values():
        assert all(target["DeadLetterConfig"]["Arn"] for target in rule["Properties"]["Targets"])


def test_that_proposals_were_stopped_is_told_to_administrators_and_to_whoever_watches(template: Template) -> None:
    pattern = {"source": ["bole.decision"], "detail-type": ["proposals_stopped.v1"]}
    template.has_resource_properties("AWS::Events::Rule", {"EventPattern": pattern})
    template.has_resource_properties(
        "AWS::CloudWatch::Alarm",
        {
            "Namespace": "Bole",
            "MetricName": "ProposalsStopped",
            "Threshold": 1,
            "AlarmActions": [Match.any_value()],
            "Dimensions": [{"Name": "service", "Value": "decision"}],
        },
    )


def test_facts_come_from_reports_and_from_decisions(template: Template) -> None:
    for source, detail_type in (("bole.assessment", "report_ready.v1"), ("bole.decision", "decision_recorded.v1")):
        pattern = {"source": [source], "detail-type": [detail_type]}
        template.has_resource_properties("AWS::Events::Rule", {"EventPattern": pattern})


def test_the_nightly_run_may_list_tenants_and_write_nothing_of_the_platforms(template: Template) -> None:
    policies = template.find_resources("AWS::IAM::Policy")
    statements = [
        statement
        for policy in policies.values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement.get("Sid") == "PlatformRows"
    ]
    assert [statement["Action"] for statement in statements] == [["dynamodb:GetItem", "dynamodb:Query"]]
