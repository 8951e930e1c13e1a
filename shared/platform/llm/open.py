"""Which language model a deployment has, if it has one."""

from collections.abc import Callable

import boto3

from shared.assessment.llm.cost import Price, list_price
from shared.assessment.llm.ports import ChatModel
from shared.kernel.errors import Unavailable
from shared.platform.llm.key import key_of
from shared.platform.settings import LlmSettings


def open_chat_model(settings: LlmSettings, session: Callable[[], boto3.Session] = boto3.Session) -> ChatModel | None:
    """Return the model of the settings, None where none is set. Makes no connection and reads no key yet.

    A vendor's library is imported only for its provider.

    Raises ``Unavailable`` where that library is not installed.
    """
    if not settings.llm_provider:
        return None
    try:
        return _bedrock(settings, session) if settings.llm_provider == "bedrock" else _openai(settings, session)
    except ImportError as error:
        raise Unavailable(
            f"The client of the language model cannot be loaded: {error}.",
            "Install the packages of requirements/lambda-llm.lock.",
        ) from error


def price_of(settings: LlmSettings) -> Price | None:
    """Return the price that the settings give, else the list price; None where nobody knows it."""
    if settings.llm_input_usd_per_mtok is not None and settings.llm_output_usd_per_mtok is not None:
        return Price(input_usd=settings.llm_input_usd_per_mtok, output_usd=settings.llm_output_usd_per_mtok)
    return list_price(settings.llm_model)


def _bedrock(settings: LlmSettings, session: Callable[[], boto3.Session]) -> ChatModel:
    from shared.platform.llm.bedrock import BedrockModel

    return BedrockModel(
        settings.llm_model,
        timeout_seconds=settings.llm_timeout_seconds,
        max_attempts=settings.llm_max_attempts,
        json_mode=settings.llm_json_mode,
        endpoint_url=settings.llm_base_url,
        session=session,
    )


def _openai(settings: LlmSettings, session: Callable[[], boto3.Session]) -> ChatModel:
    from shared.platform.llm.openai_compatible import OpenAiCompatibleModel

    return OpenAiCompatibleModel(
        settings.llm_model,
        settings.llm_base_url,
        key_of(settings, session),
        timeout_seconds=settings.llm_timeout_seconds,
        max_attempts=settings.llm_max_attempts,
        json_mode=settings.llm_json_mode,
    )
