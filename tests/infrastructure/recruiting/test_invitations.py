"""What sends invitations and reminders, as the template has it."""

import json
from typing import Any

import pytest
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Match, Template

from infra.constructs.invitations import HEARD, Invitations
from infra.options import ROOT
from tests.builders.bare_stack import bare_stack

MODULES = sorted(["send_invitations", "remind", "remind_staff", "on_bounce", *HEARD])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    bare = bare_stack(tmp_path_factory.mktemp("bare"), "Recruiting")
    Invitations(
        bare.stack,
        "Invitations",
        settings=bare.settings,
        table=bare.table,
        bus=bare.bus,
        dead_letters=bare.dead_letters,
        layers=("api",),
        environment={"BOLE_SENDER_ADDRESS": "jobs@acme.example"},
        sending=[iam.PolicyStatement(sid="SendMail", actions=["ses:SendEmail"], resources=["arn:aws:ses:x:1:a"])],
    )
    return Template.from_stack(bare.stack)


def rules(template: Template) -> list[dict[str, Any]]:
    return [rule["Properties"] for rule in template.find_resources("AWS::Events::Rule").values()]


def test_each_handler_is_there_with_a_role_of_its_own(template: Template) -> None:
    functions = template.find_resources("AWS::Lambda::Function").values()
    handlers = sorted(function["Properties"]["Handler"] for function in functions)
    assert handlers == [f"functions.recruiting.{module}.handler" for module in MODULES]
    assert all((ROOT / "functions" / "recruiting" / f"{module}.py").exists() for module in MODULES)
    assert len({json.dumps(function["Properties"]["Role"]) for function in functions}) == len(handlers)


def test_turns_wait_in_a_fifo_queue_of_one_group_with_a_dead_letter_queue(template: Template) -> None:
    template.has_resource_properties(
        "AWS::SQS::Queue",
        {
            "FifoQueue": True,
            "ContentBasedDeduplication": True,
            "VisibilityTimeout": 1800,
            "RedrivePolicy": Match.object_like({"maxReceiveCount": 3}),
        },
    )
    named = [rule for rule in rules(template) if "detail-type" in rule.get("EventPattern", {})]
    [due] = [rule for rule in named if rule["EventPattern"]["detail-type"] == ["invitation_batch_due.v1"]]
    assert due["Targets"][0]["SqsParameters"] == {"MessageGroupId": "invitations"}
    template.has_resource_properties("AWS::Lambda::EventSourceMapping", {"BatchSize": 1})


def test_reminders_are_looked_at_every_quarter_of_an_hour_and_staff_every_hour(template: Template) -> None:
    clocks = sorted(rule["ScheduleExpression"] for rule in rules(template) if "ScheduleExpression" in rule)
    assert clocks == ["rate(1 hour)", "rate(15 minutes)"]


def test_ses_tells_of_its_letters_and_somebody_hears_it(template: Template) -> None:
    template.has_resource_properties(
        "AWS::SES::ConfigurationSetEventDestination",
        {
            "ConfigurationSetName": "bole-dev-letters",
            "EventDestination": {
                "Enabled": True,
                "MatchingEventTypes": ["delivery", "bounce", "complaint", "reject"],
                "EventBridgeDestination": Match.any_value(),
            },
        },
    )
    [news] = [rule for rule in rules(template) if rule.get("EventPattern", {}).get("source") == ["aws.ses"]]
    assert "EventBusName" not in news
    assert news["EventPattern"]["detail"]["mail"]["tags"] == {"ses:configuration-set": ["bole-dev-letters"]}


def test_only_who_sends_may_send_and_is_told_how(template: Template) -> None:
    senders = {"send_invitations", "remind", "remind_staff", "on_application_moved_invite", "on_result_released"}
    told = {
        function["Properties"]["Handler"].split(".")[2]
        for function in template.find_resources("AWS::Lambda::Function").values()
        if "BOLE_MAIL_CONFIGURATION_SET" in function["Properties"]["Environment"]["Variables"]
    }
    assert told == senders
    template.resource_properties_count_is(
        "AWS::IAM::Policy",
        {"PolicyDocument": {"Statement": Match.array_with([Match.object_like({"Sid": "SendMail"})])}},
        len(senders),
    )


def test_what_cannot_be_delivered_is_kept(template: Template) -> None:
    assert all(target["DeadLetterConfig"]["Arn"] for rule in rules(template) for target in rule["Targets"])
