"""The bucket that browsers upload to."""

from infra.stages import Stage
from tests.builders.deployment import Deployment, Resource


def media(deployment: Deployment) -> Resource:
    (bucket,) = [each for each in deployment.resources("AWS::S3::Bucket") if "CorsConfiguration" in each.properties]
    return bucket


def test_no_bucket_is_public(deployment: Deployment) -> None:
    blocked = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    for bucket in deployment.resources("AWS::S3::Bucket"):
        assert bucket.properties["PublicAccessBlockConfiguration"] == dict.fromkeys(blocked, True), bucket


def test_recordings_are_encrypted_with_our_own_key_at_one_call_a_bucket(deployment: Deployment) -> None:
    (rule,) = media(deployment).properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["BucketKeyEnabled"] is True
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"


def test_what_is_overwritten_or_deleted_can_be_had_back(deployment: Deployment) -> None:
    assert media(deployment).properties["VersioningConfiguration"] == {"Status": "Enabled"}


def test_an_arrived_object_is_told_to_the_event_bus(deployment: Deployment) -> None:
    told = media(deployment).properties["NotificationConfiguration"]["EventBridgeConfiguration"]
    assert told == {"EventBridgeEnabled": True}


def test_browsers_of_our_pages_may_put_parts_and_read_their_etags(deployment: Deployment, settings: Stage) -> None:
    (rule,) = media(deployment).properties["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == list(settings.cors_origins)
    assert "PUT" in rule["AllowedMethods"]
    assert "ETag" in rule["ExposedHeaders"]


def test_uploads_that_were_never_finished_go_after_a_week(deployment: Deployment) -> None:
    rules = media(deployment).properties["LifecycleConfiguration"]["Rules"]
    assert [rule["AbortIncompleteMultipartUpload"] for rule in rules if "Prefix" not in rule] == [
        {"DaysAfterInitiation": 7}
    ]


def test_a_practice_recording_is_gone_in_a_day_with_its_versions_and_loose_parts(deployment: Deployment) -> None:
    rules = media(deployment).properties["LifecycleConfiguration"]["Rules"]
    (rule,) = [each for each in rules if each.get("Prefix") == "practice/"]
    assert rule["ExpirationInDays"] == 1
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}


def test_no_rule_starts_a_machine_on_practice_recordings_or_those_for_people_only(deployment: Deployment) -> None:
    patterns = [each.properties.get("EventPattern", {}) for each in deployment.resources("AWS::Events::Rule")]
    prefixes = [
        key["prefix"]
        for pattern in patterns
        if "aws.s3" in pattern.get("source", [])
        for key in pattern["detail"]["object"]["key"]
    ]
    assert "uploads/" in prefixes
    assert [prefix for prefix in prefixes if prefix.split("/")[0] in {"", "practice", "human"}] == []


def test_recordings_go_first_and_reports_last(deployment: Deployment, settings: Stage) -> None:
    rules = media(deployment).properties["LifecycleConfiguration"]["Rules"]
    days = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
    assert days["uploads/"] == settings.retention.recordings
    assert days["uploads/"] <= days["artifacts/"] <= days["reports/"]


def test_access_is_logged_into_a_bucket_of_its_own(deployment: Deployment) -> None:
    target = media(deployment).properties["LoggingConfiguration"]["DestinationBucketName"]["Ref"]
    assert target != media(deployment).name


def test_production_data_survives_its_stack(deployment: Deployment, settings: Stage) -> None:
    kept = [each for each in deployment if each.kind in ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::KMS::Key")]
    policies = {each.template["DeletionPolicy"] for each in kept}
    assert policies == ({"Retain"} if settings.protect else {"Delete"})
