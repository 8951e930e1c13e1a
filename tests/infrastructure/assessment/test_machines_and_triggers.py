"""What starts the state machines, and that they hold nothing which the local cloud would silently ignore."""

import json
import re
from typing import Any

from shared.assessment.contracts import InterviewSettled
from shared.interview.contracts import InterviewCompleted, InterviewOpened
from tests.builders.deployment import Deployment, Json, Resource

SILENTLY_IGNORED = {"Assign", "ItemBatcher", "ResultWriter", "HeartbeatSeconds", "HeartbeatSecondsPath", "Arguments"}


def definition(machine: Resource) -> Json:
    parts = machine.properties["DefinitionString"]["Fn::Join"][1]
    text = "".join(part if isinstance(part, str) else "reference" for part in parts)
    return dict(json.loads(text))


def machine(deployment: Deployment, begins: str) -> Resource:
    (found,) = [
        each for each in deployment.resources("AWS::StepFunctions::StateMachine") if each.name.startswith(begins)
    ]
    return found


def names_in(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*(names_in(item) for item in value)) if value else set()
    if isinstance(value, dict):
        return set(value).union(*(names_in(item) for item in value.values()))
    return set()


def rule(deployment: Deployment, has: str) -> Json:
    """Find a rule of the assessment's own; other stages hear some of the same events."""
    rules = deployment.resources("AWS::Events::Rule")
    (found,) = [each for each in rules if each.name.startswith((f"Triggers{has}", has))]
    return found.properties


def test_the_two_state_machines_have_the_states_of_the_design(deployment: Deployment) -> None:
    answer, interview = (
        definition(machine(deployment, "AssessAnswer")),
        definition(machine(deployment, "CompleteInterview")),
    )
    assert {"Prepare", "ScoreAnswer", "Record", "RecordFailure"} <= set(answer["States"])
    assert {"Aggregate", "Norm", "Propose", "Report", "Notify", "RecordInterviewFailure"} <= set(interview["States"])


def test_no_state_uses_what_the_local_cloud_ignores(deployment: Deployment) -> None:
    for each in deployment.resources("AWS::StepFunctions::StateMachine"):
        assert names_in(definition(each)) & SILENTLY_IGNORED == set(), each


def test_executions_are_traced_and_logged(deployment: Deployment) -> None:
    for each in deployment.resources("AWS::StepFunctions::StateMachine"):
        assert each.properties["TracingConfiguration"] == {"Enabled": True}
        assert each.properties["LoggingConfiguration"]["Destinations"]


def test_an_uploaded_recording_starts_its_assessment(deployment: Deployment) -> None:
    uploaded = rule(deployment, "AnswerUploaded")
    assert uploaded["EventPattern"]["source"] == ["aws.s3"]
    assert uploaded["EventPattern"]["detail"]["object"] == {"key": [{"prefix": "uploads/"}]}
    assert uploaded["Targets"][0]["Arn"] == {"Ref": machine(deployment, "AssessAnswer").name}
    assert uploaded["Targets"][0]["InputPath"] == "$.detail"


def test_the_last_answer_starts_the_report(deployment: Deployment) -> None:
    settled = rule(deployment, "InterviewSettled")
    assert settled["EventPattern"] == {
        "source": [InterviewSettled.source()],
        "detail-type": [InterviewSettled.detail_type()],
    }
    assert settled["Targets"][0]["Arn"] == {"Ref": machine(deployment, "CompleteInterview").name}
    assert settled["Targets"][0]["InputPath"] == "$.detail"


def test_an_opened_session_is_told_to_the_assessment(deployment: Deployment) -> None:
    opened = rule(deployment, "InterviewOpened")
    assert opened["EventPattern"]["detail-type"] == [InterviewOpened.detail_type()]
    assert "OnInterviewOpened" in opened["Targets"][0]["Arn"]["Fn::GetAtt"][0]


def test_a_completed_interview_is_told_to_the_assessment(deployment: Deployment) -> None:
    completed = rule(deployment, "InterviewCompleted")
    assert completed["EventPattern"]["detail-type"] == [InterviewCompleted.detail_type()]
    assert completed["Targets"][0]["DeadLetterConfig"]


def test_events_of_stages_are_heard_on_our_own_bus(deployment: Deployment) -> None:
    assert all("EventBusName" in rule(deployment, name) for name in ("InterviewSettled", "InterviewOpened"))
    assert "EventBusName" not in rule(deployment, "AnswerUploaded")


def test_the_sweeper_sweeps_every_minute(deployment: Deployment) -> None:
    assert rule(deployment, "Sweeper")["ScheduleExpression"] == "rate(1 minute)"


def test_only_new_outbox_items_reach_the_publisher(deployment: Deployment) -> None:
    every = deployment.resources("AWS::Lambda::EventSourceMapping")
    (source,) = [each for each in every if "StartingPosition" in each.properties]
    (kept,) = source.properties["FilterCriteria"]["Filters"]
    assert json.loads(kept["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"SK": {"S": [{"prefix": "EVENT#"}]}}},
    }


def test_the_bus_keeps_an_archive_to_replay(deployment: Deployment) -> None:
    (archive,) = deployment.resources("AWS::Events::Archive")
    assert archive.properties["RetentionDays"] > 0


def test_of_the_pipeline_only_the_scorer_the_prober_and_the_reporter_carry_large_layers(deployment: Deployment) -> None:
    heavy = {
        each.properties["Handler"]
        for each in deployment.resources("AWS::Lambda::Function")
        if each.stack.endswith("assessment") and len(each.properties["Layers"]) > 1
    }
    assert heavy == {
        "functions.assessment.prepare.handler",
        "functions.assessment.report.handler",
        "functions.assessment.score_answer.handler",
    }


def test_alarms_say_what_is_wrong_and_where_to_read_on(deployment: Deployment) -> None:
    alarms = [each for each in deployment.resources("AWS::CloudWatch::Alarm") if each.stack.endswith("observability")]
    assert len(alarms) > 20
    assert [
        str(each)
        for each in alarms
        if not re.search(r"docs/(operations|fairness)\.md", each.properties["AlarmDescription"])
    ] == []


def test_the_backlog_and_failed_executions_raise_alarms(deployment: Deployment) -> None:
    names = " ".join(each.name for each in deployment.resources("AWS::CloudWatch::Alarm"))
    for wanted in (
        "BacklogTranscribe",
        "BacklogWatch",
        "FailedAssessAnswer",
        "FailedCompleteInterview",
        "ErrorsPrepare",
    ):
        assert wanted in names
