"""What waits for decisions and what reminds of requests, as the template has it."""

from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Match, Template

from infra.constructs.decision_follower import HEARD, DecisionFollower
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import TENANT_PREFIXES
from infra.constructs.overdue_requests import OverdueRequests
from infra.options import ROOT
from infra.stages import STAGES


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder: Path = tmp_path_factory.mktemp("code")
    (folder / "nothing.txt").write_text("nothing")
    stack = Stack(App(outdir=str(tmp_path_factory.mktemp("out"))), "Decisions")
    key = kms.Key(stack, "Key")
    dead = sqs.Queue(stack, "DeadLetters")
    layer = lambda_.LayerVersion(stack, "Layer", code=lambda_.Code.from_asset(str(folder)))
    settings = FunctionSettings(
        stage=STAGES["dev"],
        runtime=lambda_.Runtime("python3.13", lambda_.RuntimeFamily.PYTHON),
        code=lambda_.Code.from_asset(str(folder)),
        layers={"base": layer, "api": layer},
        key=key,
        log_retention=logs.RetentionDays.ONE_WEEK,
        environment={},
        tenant_role_arn="arn:aws:iam::123456789012:role/tenant",
        dead_letters=dead,
    )
    bus = events.EventBus(stack, "Bus")
    DecisionFollower(stack, "Follower", settings=settings, bus=bus, dead_letters=dead, layers=("api",))
    OverdueRequests(
        stack,
        "OverdueRequests",
        settings=settings,
        table=MainTable(stack, "Table", key=key, protect=False),
        dead_letters=dead,
        environment={"BOLE_SENDER_ADDRESS": "hr@acme.example"},
        mail=iam.PolicyStatement(sid="Mail", actions=["ses:SendEmail"], resources=["*"]),
        layers=("api",),
    )
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


def test_each_handler_is_there(template: Template) -> None:
    functions = template.find_resources("AWS::Lambda::Function").values()
    handlers = {function["Properties"]["Handler"] for function in functions}
    assert handlers == {"functions.decision.follow_interviews.handler", "functions.decision.overdue_requests.handler"}
    for handler in handlers:
        assert (ROOT / handler.removesuffix(".handler").replace(".", "/")).with_suffix(".py").exists()


def test_the_documents_of_decisions_have_a_folder_of_the_tenants() -> None:
    assert "decisions" in TENANT_PREFIXES
