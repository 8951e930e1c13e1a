"""Secrets by their ARN: read when they are first needed, kept for minutes, so that a rotated one is taken up."""

import json
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.clock import Clock
from shared.platform.settings import SettingsError
from shared.platform.vendor_errors import code_of, translated

WHAT = "The secret store"
KEPT = timedelta(minutes=10)


class Secrets:
    """AWS Secrets Manager."""

    def __init__(self, client: Any, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._kept: dict[str, tuple[datetime, str]] = {}

    def text(self, arn: str) -> str:
        """Return a secret's string. Raises ``SettingsError`` where it cannot be read, ``Unavailable``."""
        now = self._clock.now()
        until, value = self._kept.get(arn, (now, ""))
        if until > now:
            return value
        try:
            with translated(WHAT):
                value = str(self._client.get_secret_value(SecretId=arn)["SecretString"])
        except (ClientError, KeyError) as error:
            why = code_of(error) if isinstance(error, ClientError) else "it is binary"
            raise SettingsError(f"The secret {arn} cannot be read ({why}): check its ARN and the rights.") from error
        self._kept[arn] = (now + KEPT, value)
        return value

    def pair(self, arn: str) -> tuple[str, str]:
        """Return the id and the secret of a key: JSON ``{"id": …, "secret": …}``. Raises as ``text``."""
        try:
            found = json.loads(self.text(arn))
            return str(found["id"]), str(found["secret"])
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f'The secret {arn} is not JSON {{"id": …, "secret": …}}.') from error
