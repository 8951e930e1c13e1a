"""The key of an OpenAI-compatible endpoint: from the settings, or from a secret that is read at first use."""

from collections.abc import Callable

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from shared.assessment.llm.errors import ModelUnavailable
from shared.platform.settings import LlmSettings
from shared.platform.vendor_errors import code_of

_CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 3}, connect_timeout=3, read_timeout=10)


def key_of(settings: LlmSettings, session: Callable[[], boto3.Session] = boto3.Session) -> Callable[[], str]:
    """Return what gives the key when it is called; nothing is read before. A secret comes before a plain setting.

    What is returned raises ``ModelUnavailable`` when the secret cannot be read.
    """

    def read() -> str:
        if not settings.llm_api_key_secret_arn:
            return settings.llm_api_key.get_secret_value()
        try:
            client = session().client("secretsmanager", config=_CONFIG)
            secret = client.get_secret_value(SecretId=settings.llm_api_key_secret_arn)
        except (BotoCoreError, ClientError) as error:
            code = code_of(error) if isinstance(error, ClientError) else type(error).__name__
            raise ModelUnavailable(settings.llm_model, "misconfigured", f"its key could not be read, {code}") from error
        if "SecretString" not in secret:
            raise ModelUnavailable(settings.llm_model, "misconfigured", "the secret with its key holds no string")
        return str(secret["SecretString"]).strip()

    return read
