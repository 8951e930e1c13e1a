"""Amazon Bedrock's Converse, by boto3."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Lock
from typing import Any, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    ConnectTimeoutError,
    HTTPClientError,
    ReadTimeoutError,
)

from shared.assessment.llm.errors import ModelUnavailable, Why
from shared.assessment.llm.ports import ChatReply, ChatRequest, Finish
from shared.platform.vendor_errors import TRANSIENT, code_of

JsonMode = Literal["schema", "object"]
CONNECT_SECONDS = 5
FINISH: dict[str, Finish] = {
    "content_filtered": "refused",
    "guardrail_intervened": "refused",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "malformed_model_output": "malformed",
    "malformed_tool_use": "malformed",
}
"""Converse's ``stopReason``; the others mean that the model was done."""


class BedrockModel:
    """``model`` is a model's or an inference profile's id. ``endpoint_url`` empty: the region's own.

    ``json_mode`` "schema" makes the model call a tool whose input is the answer; only Anthropic's and Amazon's Nova
    models can be made to. For others say "object": the answer is then asked for in words alone.
    """

    def __init__(
        self,
        model: str,
        *,
        timeout_seconds: float,
        max_attempts: int,
        json_mode: JsonMode = "schema",
        endpoint_url: str = "",
        session: Callable[[], boto3.Session] = boto3.Session,
    ) -> None:
        self.model = model
        self._json_mode = json_mode
        self._endpoint_url = endpoint_url or None
        self._session = session
        # Not adaptive: it slows one client down for all tenants when one of them is throttled.
        self._config = Config(
            connect_timeout=min(CONNECT_SECONDS, timeout_seconds),
            read_timeout=timeout_seconds,
            retries={"mode": "standard", "total_max_attempts": max_attempts},
        )
        self._lock = Lock()

    @cached_property
    def _client(self) -> Any:
        return self._session().client("bedrock-runtime", config=self._config, endpoint_url=self._endpoint_url)

    def complete(self, request: ChatRequest) -> ChatReply:
        """Return the model's answer to ``request``. Raises ``ModelUnavailable``."""
        try:
            with self._lock:  # a session makes one client at a time
                client = self._client
            told = client.converse(
                modelId=self.model,
                system=[{"text": request.system}],
                messages=[{"role": "user", "content": [{"text": request.user}]}],
                inferenceConfig={"maxTokens": request.max_output_tokens},
                **self._shape(request),
            )
        except (BotoCoreError, ClientError, ValueError) as error:
            raise ModelUnavailable(self.model, _why(error), _detail(error)) from error
        return self._reply(told, request.answer_name)

    def _shape(self, request: ChatRequest) -> dict[str, Any]:
        if self._json_mode == "object":
            return {}
        tool = {
            "name": request.answer_name,
            "description": "Hand in the ratings.",
            "inputSchema": {"json": request.answer_schema},
        }
        return {
            "toolConfig": {"tools": [{"toolSpec": tool}], "toolChoice": {"tool": {"name": request.answer_name}}},
        }

    def _reply(self, told: Mapping[str, Any], tool: str) -> ChatReply:
        blocks = told.get("output", {}).get("message", {}).get("content", [])
        used = told.get("usage", {})
        if not blocks and "stopReason" not in told:
            raise ModelUnavailable(self.model, "fault", "the body is no Converse reply")
        return ChatReply(
            text=_text(blocks, tool),
            model=self.model,
            finish=FINISH.get(told.get("stopReason", ""), "complete"),
            input_tokens=used.get("inputTokens"),
            output_tokens=used.get("outputTokens"),
        )


def _text(blocks: list[Mapping[str, Any]], tool: str) -> str:
    """The tool's input as JSON; where the tool was not called, the text, leaving out what the model thought aloud."""
    calls = [block["toolUse"] for block in blocks if block.get("toolUse", {}).get("name") == tool]
    if calls:
        return json.dumps(calls[0].get("input"), ensure_ascii=False)
    return "".join(block["text"] for block in blocks if "text" in block)


def _why(error: Exception) -> Why:
    if isinstance(error, ReadTimeoutError | ConnectTimeoutError):
        return "timeout"
    if isinstance(error, ConnectionError | HTTPClientError):
        return "unreachable"
    if isinstance(error, ClientError):
        code = code_of(error)
        if code == "ModelTimeoutException":
            return "timeout"
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if status == 429 or (code in TRANSIENT and status < 500):
            return "throttled"
        return "fault" if status >= 500 or code == "ModelErrorException" else "misconfigured"
    # Without a region, without credentials, with a parameter that the service does not know.
    return "fault" if isinstance(error, ValueError) else "misconfigured"


def _detail(error: Exception) -> str:
    return code_of(error) if isinstance(error, ClientError) else type(error).__name__
