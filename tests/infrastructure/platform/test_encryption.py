"""Everything at rest is encrypted, everything in flight is TLS, logs end."""

import pytest

from infra.stages import Stage
from tests.builders.deployment import Deployment, Resource, listed


def table_of(deployment: Deployment, begins: str) -> Resource:
    (found,) = [each for each in deployment.resources("AWS::DynamoDB::Table") if each.name.startswith(begins)]
    return found


def test_the_table_is_encrypted_with_our_own_key_and_can_be_restored(deployment: Deployment) -> None:
    table = table_of(deployment, "MainTable")
    assert table.properties["SSESpecification"]["KMSMasterKeyId"]
    assert table.properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_the_key_table_is_encrypted_and_cannot_be_restored(deployment: Deployment) -> None:
    table = table_of(deployment, "KeyTable")
    assert table.properties["SSESpecification"]["KMSMasterKeyId"]
    assert not {"PointInTimeRecoverySpecification", "StreamSpecification"} & set(table.properties)


def test_the_table_streams_and_lets_old_rows_go(deployment: Deployment) -> None:
    table = table_of(deployment, "MainTable")
    assert table.properties["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table.properties["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert [index["IndexName"] for index in table.properties["GlobalSecondaryIndexes"]] == ["GSI1", "GSI2"]


def test_keys_are_rotated(deployment: Deployment) -> None:
    assert [key for key in deployment.resources("AWS::KMS::Key") if not key.properties["EnableKeyRotation"]] == []


def test_every_queue_is_encrypted(deployment: Deployment) -> None:
    queues = deployment.resources("AWS::SQS::Queue")
    assert queues
    assert [str(queue) for queue in queues if not queue.properties.get("SqsManagedSseEnabled")] == []


def test_topics_and_logs_are_encrypted_with_our_own_key(deployment: Deployment) -> None:
    topics = [
        str(topic) for topic in deployment.resources("AWS::SNS::Topic") if "KmsMasterKeyId" not in topic.properties
    ]
    logs = [str(log) for log in deployment.resources("AWS::Logs::LogGroup") if "KmsKeyId" not in log.properties]
    assert (topics, logs) == ([], [])


def test_the_disks_of_gpu_machines_are_encrypted(deployment: Deployment) -> None:
    (template,) = deployment.resources("AWS::EC2::LaunchTemplate")
    disks = template.properties["LaunchTemplateData"]["BlockDeviceMappings"]
    assert [disk["Ebs"]["Encrypted"] for disk in disks] == [True]


@pytest.mark.parametrize("kind", ["AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy"])
def test_plain_http_is_refused(deployment: Deployment, kind: str) -> None:
    open_doors = [
        str(policy)
        for policy in deployment.resources(kind)
        if not any(
            statement["Effect"] == "Deny"
            and statement.get("Condition", {}).get("Bool") == {"aws:SecureTransport": "false"}
            for statement in policy.properties["PolicyDocument"]["Statement"]
        )
    ]
    assert open_doors == []


def test_every_queue_bucket_and_topic_has_such_a_policy(deployment: Deployment) -> None:
    for kind, policy, points_to in (
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"),
        ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket"),
        ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"),
    ):
        covered = {
            (each.stack, target["Ref"])
            for each in deployment.resources(policy)
            for target in listed(each.properties[points_to])
        }
        assert {(each.stack, each.name) for each in deployment.resources(kind)} == covered


def test_every_log_ends_after_the_stages_days(deployment: Deployment, settings: Stage) -> None:
    days = {log.properties.get("RetentionInDays") for log in deployment.resources("AWS::Logs::LogGroup")}
    assert days == {settings.retention.logs}


def test_every_function_writes_to_a_log_that_ends_and_is_traced(deployment: Deployment) -> None:
    functions = deployment.resources("AWS::Lambda::Function")
    assert functions
    assert {str(each) for each in functions if "LogGroup" not in each.properties.get("LoggingConfig", {})} == set()
    assert {each.properties["TracingConfig"]["Mode"] for each in functions} == {"Active"}


def test_alarms_may_speak_to_their_topic(deployment: Deployment) -> None:
    (policy,) = deployment.resources("AWS::SNS::TopicPolicy")
    speakers = [
        statement
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    ]
    assert [statement["Action"] for statement in speakers] == ["sns:Publish"]
