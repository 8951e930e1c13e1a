"""A deployment in memory (moto): table, bucket, bus and queue as the template makes them, behind the real adapters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import boto3
from moto import mock_aws

from shared.kernel.clock import FixedClock
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.settings import EverySetting
from tests.builders.quick_moto import quicken

REGION = "eu-central-1"
TABLE, BUCKET, BUS = "bole", "bole-media", "bole"
KEY_TABLE, DATA_KEY = "bole-keys", "alias/bole"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

quicken()


@dataclass(frozen=True)
class Deployment:
    """The platform under test, its clock, and raw clients to look behind it."""

    platform: Platform[EverySetting]
    clock: FixedClock
    session: boto3.Session
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self.session.client(service)  # type: ignore[call-overload]
        return self._clients[service]

    def rows(self, pk_part: str = "", sk_part: str = "") -> list[dict[str, Any]]:
        """Every row whose keys contain these parts, as plain strings."""
        items = self.client("dynamodb").scan(TableName=TABLE)["Items"]
        plain = [{name: next(iter(value.values())) for name, value in item.items()} for item in items]
        return [row for row in plain if pk_part in row["PK"] and sk_part in row["SK"]]

    def objects(self, prefix: str = "") -> list[str]:
        page = self.client("s3").list_objects_v2(Bucket=BUCKET, Prefix=prefix)
        return [found["Key"] for found in page.get("Contents", [])]


def every_setting(**changed: Any) -> EverySetting:
    """Settings that are complete; the environment is not read."""
    values: dict[str, Any] = {
        "stage": "test",
        "aws_endpoint_url": None,
        "table": TABLE,
        "media_bucket": BUCKET,
        "key_table": KEY_TABLE,
        "data_key": DATA_KEY,
        "import_at_once": 1,
        "tenant_key_prefix": "alias/bole-tenant-",
        "bus": BUS,
        "tenant_role_arn": "",
        "candidate_url": "https://jobs.example/interview",
        "sender_address": "",
        "queue_url": "https://sqs.example/own",
        "transcribe_queue_url": "https://sqs.example/transcribe",
        "watch_queue_url": "https://sqs.example/watch",
        "assess_answer_arn": "arn:aws:states:eu-central-1:123456789012:stateMachine:assess",
        "complete_interview_arn": "arn:aws:states:eu-central-1:123456789012:stateMachine:complete",
    }
    return EverySetting(**{**values, **changed})


@cache
def aws_session() -> boto3.Session:
    """One session for all tests: it keeps the service models that are slow to read."""
    return boto3.Session(
        region_name=REGION, aws_access_key_id="testing", aws_secret_access_key="testing", aws_session_token="testing"
    )


@cache
def _maker(service: str) -> Any:
    """One client for all tests, for what is made before each: no test has it, so it stays as it was."""
    return aws_session().client(service)  # type: ignore[call-overload]


@contextmanager
def deployed(**settings: Any) -> Iterator[Deployment]:
    """A fresh deployment, installed as this process's platform until the block ends."""
    with mock_aws():
        session = aws_session()
        _make_table()
        _make_keys()
        _maker("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        _maker("events").create_event_bus(Name=BUS)
        clock = FixedClock(NOW)
        everything = every_setting(**settings)
        platform = Platform(settings=everything, clock=clock, wiring=Wiring(everything, clock, lambda: session))
        bootstrap.use(platform)
        try:
            yield Deployment(platform, clock, session)
        finally:
            bootstrap.use(None)


def _make_keys() -> None:
    _maker("dynamodb").create_table(
        TableName=KEY_TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK")],
    )
    keys = _maker("kms")
    made = keys.create_key(Description="the deployment's own")["KeyMetadata"]["KeyId"]
    keys.create_alias(AliasName=DATA_KEY, TargetKeyId=made)


def _make_table() -> None:
    _maker("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"}
            for name in ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK")
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index,
                "KeySchema": [
                    {"AttributeName": f"{index}PK", "KeyType": "HASH"},
                    {"AttributeName": f"{index}SK", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in ("GSI1", "GSI2")
        ],
    )
