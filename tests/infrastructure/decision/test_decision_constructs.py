"""What waits for decisions and what reminds of requests, as the template has it."""

from typing import Any

import pytest
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Match, Template

from infra.constructs.decision_follower import HEARD, DecisionFollower
from infra.constructs.media_bucket import TENANT_PREFIXES
from infra.constructs.overdue_requests import OverdueRequests
from infra.constructs.result_releases import ResultReleases
from infra.options import ROOT
from tests.builders.bare_stack import bare_stack


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    bare = bare_stack(tmp_path_factory.mktemp("bare"), "Decisions")
    stack, settings, dead = bare.stack, bare.settings, bare.dead_letters
    DecisionFollower(stack, "Follower", settings=settings, bus=bare.bus, dead_letters=dead, layers=("api",))
    OverdueRequests(
        stack,
        "OverdueRequests",
        settings=settings,
        table=bare.table,
        dead_letters=dead,
        environment={"BOLE_SENDER_ADDRESS": "hr@acme.example"},
        mail=iam.PolicyStatement(sid="Mail", actions=["ses:SendEmail"], resources=["*"]),
        layers=("api",),
    )
    ResultReleases(stack, "Releases", settings=settings, table=bare.table, dead_letters=dead, layers=("api",))
    return Template.from_stack(stack)


def rules(template: Template) -> list[dict[str, Any]]:
    return [rule["Properties"] for rule in template.find_resources("AWS::Events::Rule").values()]


def test_reports_completed_interviews_ended_applications_and_decisions_are_heard(template: Template) -> None:
    heard = sorted(rule["EventPattern"]["detail-type"][0] for rule in rules(template) if "EventPattern" in rule)
    assert heard == sorted(event.detail_type() for event in HEARD)


def test_what_cannot_be_delivered_is_kept(template: Template) -> None:
    for rule in rules(template):
        assert all(target["DeadLetterConfig"]["Arn"] for target in rule["Targets"])


def test_somebody_is_reminded_every_morning_and_the_function_may_write_letters(template: Template) -> None:
    template.has_resource_properties("AWS::Events::Rule", {"ScheduleExpression": "cron(0 1 * * ? *)"})
    statement = Match.object_like({"Action": "ses:SendEmail"})
    template.has_resource_properties(
        "AWS::IAM::Policy", {"PolicyDocument": {"Statement": Match.array_with([statement])}}
    )


def test_releases_are_looked_at_every_quarter_of_an_hour(template: Template) -> None:
    template.has_resource_properties("AWS::Events::Rule", {"ScheduleExpression": "rate(15 minutes)"})


def test_each_handler_is_there(template: Template) -> None:
    functions = template.find_resources("AWS::Lambda::Function").values()
    handlers = {function["Properties"]["Handler"] for function in functions}
    modules = ("follow_interviews", "overdue_requests", "release_results")
    assert handlers == {f"functions.decision.{module}.handler" for module in modules}
    for handler in handlers:
        assert (ROOT / handler.removesuffix(".handler").replace(".", "/")).with_suffix(".py").exists()


def test_the_documents_of_decisions_have_a_folder_of_the_tenants() -> None:
    assert "decisions" in TENANT_PREFIXES
