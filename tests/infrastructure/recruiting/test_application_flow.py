"""What moves applications by itself, as the template has it."""

import json
from typing import Any

import pytest
from aws_cdk.assertions import Match, Template

from infra.constructs.application_flow import HEARD, ApplicationFlow
from infra.options import ROOT
from tests.builders.bare_stack import bare_stack

EVENTS = sorted(event.detail_type() for heard in HEARD.values() for event in heard)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    bare = bare_stack(tmp_path_factory.mktemp("bare"), "Recruiting")
    ApplicationFlow(
        bare.stack,
        "ApplicationFlow",
        settings=bare.settings,
        table=bare.table,
        bus=bare.bus,
        dead_letters=bare.dead_letters,
        layers=("api",),
    )
    return Template.from_stack(bare.stack)


def rules(template: Template) -> list[dict[str, Any]]:
    return [rule["Properties"] for rule in template.find_resources("AWS::Events::Rule").values()]


def test_every_event_that_may_move_an_application_is_heard_once(template: Template) -> None:
    heard = sorted(rule["EventPattern"]["detail-type"][0] for rule in rules(template) if "EventPattern" in rule)
    assert heard == EVENTS
    assert {"decision_recorded.v1", "report_ready.v1", "personality_completed.v1", "interview_completed.v1"} <= {*heard}


def test_what_cannot_be_delivered_is_tried_for_a_day_and_kept(template: Template) -> None:
    for rule in rules(template):
        assert all(target["DeadLetterConfig"]["Arn"] for target in rule["Targets"])
        if "EventPattern" in rule:
            assert rule["Targets"][0]["RetryPolicy"]["MaximumEventAgeInSeconds"] == 86_400


def test_deadlines_are_looked_at_every_quarter_of_an_hour(template: Template) -> None:
    template.has_resource_properties("AWS::Events::Rule", {"ScheduleExpression": "rate(15 minutes)"})


def test_each_handler_is_there_and_has_a_role_of_its_own(template: Template) -> None:
    functions = template.find_resources("AWS::Lambda::Function").values()
    handlers = sorted(function["Properties"]["Handler"] for function in functions)
    modules = sorted(["deadlines", *HEARD])
    assert handlers == [f"functions.recruiting.{module}.handler" for module in modules]
    assert all((ROOT / "functions" / "recruiting" / f"{module}.py").exists() for module in modules)
    assert len({json.dumps(function["Properties"]["Role"]) for function in functions}) == len(handlers)


def test_only_the_clock_reads_which_tenants_there_are_and_it_writes_no_list(template: Template) -> None:
    statement = {"Sid": "PlatformRows", "Action": ["dynamodb:GetItem", "dynamodb:Query"]}
    template.resource_properties_count_is(
        "AWS::IAM::Policy",
        {"PolicyDocument": {"Statement": Match.array_with([Match.object_like(statement)])}},
        1,
    )
