"""Any endpoint that speaks OpenAI's chat completions, by the official client."""

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import Any, Literal

import openai
from openai.types.chat import ChatCompletion

from shared.assessment.llm.errors import ModelUnavailable, Why
from shared.assessment.llm.ports import ChatReply, ChatRequest, Finish

JsonMode = Literal["schema", "object"]
KEYLESS = "none"
"""Sent where no key is set: the client insists on one, and endpoints on one's own machine want none."""


class OpenAiCompatibleModel:
    """``model`` at ``base_url``. ``api_key`` is asked for once, at the first request.

    ``timeout_seconds`` is for one try; ``max_attempts`` counts the first. ``json_mode`` "object" is for endpoints
    without ``json_schema``: they are older too, so the room for the reply is given as ``max_tokens``. No temperature
    is sent: reasoning models refuse it, and samples are to differ.
    """

    def __init__(
        self,
        model: str,
        base_url: str,
        api_key: Callable[[], str],
        *,
        timeout_seconds: float,
        max_attempts: int,
        json_mode: JsonMode = "schema",
    ) -> None:
        self.model = model
        self._base_url = base_url
        self._api_key = api_key
        self._timeout = timeout_seconds
        self._attempts = max_attempts
        self._json_mode = json_mode
        self._lock = Lock()

    @cached_property
    def _client(self) -> openai.OpenAI:
        return openai.OpenAI(
            api_key=self._api_key() or KEYLESS,
            base_url=self._base_url,
            timeout=self._timeout,
            max_retries=self._attempts - 1,
        )

    def complete(self, request: ChatRequest) -> ChatReply:
        """Return the model's answer to ``request``. Raises ``ModelUnavailable``."""
        try:
            with self._lock:  # samples ask at once, and the key is read once
                client = self._client
            told: Any = client.chat.completions.create(
                model=self.model,
                messages=[{"role": "system", "content": request.system}, {"role": "user", "content": request.user}],
                **self._shape(request),
            )
        except openai.OpenAIError as error:
            raise ModelUnavailable(self.model, _why(error), type(error).__name__) from error
        except ValueError as error:  # a body that says it is JSON and is not
            raise ModelUnavailable(self.model, "fault", "the body is not JSON") from error
        return self._reply(told)

    def _shape(self, request: ChatRequest) -> dict[str, Any]:
        if self._json_mode == "object":
            return {"response_format": {"type": "json_object"}, "max_tokens": request.max_output_tokens}
        schema = {"name": request.answer_name, "strict": True, "schema": request.answer_schema}
        return {
            "response_format": {"type": "json_schema", "json_schema": schema},
            "max_completion_tokens": request.max_output_tokens,
        }

    def _reply(self, told: Any) -> ChatReply:
        # The client does not check what it parses: a body of another shape comes as text or with fields missing.
        if not isinstance(told, ChatCompletion) or not getattr(told, "choices", None):
            raise ModelUnavailable(self.model, "fault", "the body is no chat completion")
        choice = told.choices[0]
        message = choice.message
        used = told.usage
        return ChatReply(
            text=message.content or "",
            model=told.model or self.model,
            finish=_finish(choice.finish_reason, refused=bool(message.refusal)),
            input_tokens=used.prompt_tokens if used else None,
            output_tokens=used.completion_tokens if used else None,
        )


def _finish(reason: str | None, *, refused: bool) -> Finish:
    if refused or reason == "content_filter":
        return "refused"
    return "length" if reason == "length" else "complete"


def _why(error: openai.OpenAIError) -> Why:
    if isinstance(error, openai.APITimeoutError):
        return "timeout"
    if isinstance(error, openai.APIConnectionError):
        return "unreachable"
    if isinstance(error, openai.RateLimitError):
        return "throttled"
    if isinstance(error, openai.APIStatusError) and error.status_code < 500:
        return "misconfigured"
    return "fault"
