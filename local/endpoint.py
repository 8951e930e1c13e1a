"""An AWS endpoint on this machine, and clients for it that never look at a person's own AWS settings."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config

_ANY = "local"
"""Emulators ask for a secret key and do not look at it."""


@dataclass(frozen=True)
class Endpoint:
    """Where the cloud answers (``http://127.0.0.1:4566``), and as whom we call it.

    ``account`` doubles as the access key: emulators read the account from it.
    """

    url: str
    region: str = "us-east-1"
    account: str = "123456789012"

    @cached_property
    def _session(self) -> Any:
        return boto3.Session(aws_access_key_id=self.account, aws_secret_access_key=_ANY, region_name=self.region)

    def client(self, service: str) -> Any:
        """Return a boto3 client of ``service`` for this endpoint; path-style addresses, few retries."""
        config = Config(
            retries={"max_attempts": 3, "mode": "standard"}, s3={"addressing_style": "path"}, read_timeout=300
        )
        return self._session.client(service, endpoint_url=self.url, config=config)

    def environment(self) -> dict[str, str]:
        """Return what a process needs so that boto3 calls this endpoint and no other."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": _ANY,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        }
