"""Nothing is lost in silence: whatever can fail for good has a queue behind it."""

from tests.builders.deployment import Deployment, Json


def referred(value: Json) -> set[str]:
    """Return the logical ids that ``value`` refers to."""
    if isinstance(value, list):
        return set().union(*(referred(item) for item in value)) if value else set()
    if not isinstance(value, dict):
        return set()
    if "Fn::GetAtt" in value:
        return {value["Fn::GetAtt"][0]}
    return set().union(*(referred(item) for item in value.values())) if value else set()


def test_every_queue_has_a_dead_letter_queue_or_is_one(deployment: Deployment) -> None:
    unguarded = [
        str(queue)
        for queue in deployment.resources("AWS::SQS::Queue")
        if "RedrivePolicy" not in queue.properties and "DeadLetters" not in queue.name
    ]
    assert unguarded == []


def test_what_is_called_a_dead_letter_queue_is_used_as_one(deployment: Deployment) -> None:
    for stack, template in deployment.templates.items():
        queues = {name for name, body in template["Resources"].items() if body["Type"] == "AWS::SQS::Queue"}
        dead = {name for name in queues if "DeadLetters" in name}
        users = [
            body.get("Properties", {})
            for name, body in template["Resources"].items()
            if body["Type"]
            in (
                "AWS::SQS::Queue",
                "AWS::Events::Rule",
                "AWS::Lambda::EventSourceMapping",
                "AWS::Lambda::EventInvokeConfig",
            )
        ]
        assert dead <= set().union(*(referred(user) for user in users)) if dead else True, stack


def test_a_clip_is_tried_three_times(deployment: Deployment) -> None:
    queues = [each for each in deployment.resources("AWS::SQS::Queue") if each.stack.endswith("assessment")]
    work = [queue for queue in queues if "RedrivePolicy" in queue.properties]
    assert len(work) == 2
    assert {queue.properties["RedrivePolicy"]["maxReceiveCount"] for queue in work} == {3}


def test_every_rule_target_has_a_dead_letter_queue(deployment: Deployment) -> None:
    targets = [
        (str(rule), target)
        for rule in deployment.resources("AWS::Events::Rule")
        for target in rule.properties["Targets"]
    ]
    assert len(targets) > 20
    assert [rule for rule, target in targets if "Arn" not in target.get("DeadLetterConfig", {})] == []


def test_every_stream_source_has_a_place_for_what_it_gives_up_on(deployment: Deployment) -> None:
    every = deployment.resources("AWS::Lambda::EventSourceMapping")
    sources = [source for source in every if "StartingPosition" in source.properties]
    assert len(sources) == 1
    for source in sources:
        assert source.properties["DestinationConfig"]["OnFailure"]["Destination"]
        assert source.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert source.properties["MaximumRetryAttempts"] > 0


def test_every_function_has_a_place_for_asynchronous_calls_that_failed(deployment: Deployment) -> None:
    functions = {(each.stack, each.name) for each in deployment.resources("AWS::Lambda::Function")}
    guarded = {
        (each.stack, each.properties["FunctionName"]["Ref"])
        for each in deployment.resources("AWS::Lambda::EventInvokeConfig")
        if each.properties["DestinationConfig"]["OnFailure"]["Destination"]
    }
    assert functions == guarded


def test_there_is_no_schedule_of_another_kind(deployment: Deployment) -> None:
    assert deployment.resources("AWS::Scheduler::Schedule") == []


def test_an_alarm_watches_every_dead_letter_queue(deployment: Deployment) -> None:
    dead = [queue for queue in deployment.resources("AWS::SQS::Queue") if "DeadLetters" in queue.name]
    alarms = [alarm for alarm in deployment.resources("AWS::CloudWatch::Alarm") if "AlarmsDeadLetters" in alarm.name]
    assert len(alarms) == len(dead)
    assert all(alarm.properties["AlarmActions"] for alarm in alarms)
