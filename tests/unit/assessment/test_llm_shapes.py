"""The replies of the fake server are replies that the real clients know."""

import json
from typing import Any

import botocore.session
import pytest
from botocore.validate import validate_parameters
from openai.types.chat import ChatCompletion

from shared.assessment.llm.answer import answer_schema
from tests.builders.fake_llm import SHAPES


def shape(name: str) -> Any:
    return json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["bedrock_answer", "bedrock_text", "bedrock_refusal", "bedrock_cut_short"])
def test_a_converse_reply_is_one_by_the_services_own_model(name: str) -> None:
    service = botocore.session.get_session().get_service_model("bedrock-runtime")
    converse: Any = service.operation_model("Converse").output_shape
    told = shape(name)
    validate_parameters(told, converse)
    assert told["stopReason"] in converse.members["stopReason"].enum


@pytest.mark.parametrize("name", ["openai_answer", "openai_refusal", "openai_cut_short"])
def test_a_completion_is_one_by_the_official_clients_own_type(name: str) -> None:
    ChatCompletion.model_validate(shape(name))


def test_the_schema_keeps_to_what_strict_structured_output_accepts() -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
        return own + [found for part in inner for found in objects(part)]

    found = objects(answer_schema())
    assert len(found) == 2
    assert all(part["additionalProperties"] is False for part in found)
    assert all(part["required"] == list(part["properties"]) for part in found)
    words = json.dumps(answer_schema())
    assert not any(f'"{word}":' in words for word in ("minimum", "maxItems", "maxLength", "default", "title"))
