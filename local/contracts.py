"""Write ``events/`` from the catalogue: a JSON Schema for each contract, and one AsyncAPI document for the bus."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from shared.catalogue import CONTRACTS
from shared.kernel.events import Event
from shared.kernel.frozen import Published

DIALECT = GenerateJsonSchema.schema_dialect


def name_of(contract: type[Published]) -> tuple[str, str, int]:
    """Return stage, name and version, for example ``("assessment", "answer_settled", 1)``."""
    return contract.stage, contract.name, contract.version  # type: ignore[attr-defined]


def schema_of(contract: type[Published]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what a writer produces."""
    stage, name, version = name_of(contract)
    schema = contract.model_json_schema(mode="serialization")
    return {
        "$schema": DIALECT,
        "$id": f"bole:{stage}/{name}.v{version}",
        **schema,
        "title": f"{stage}/{name} v{version}",
    }


def asyncapi() -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of the events on the bus."""
    events = [contract for contract in CONTRACTS if issubclass(contract, Event)]
    channels, operations, messages = {}, {}, {}
    for event in events:
        key = f"{event.stage}.{event.detail_type()}"
        messages[key] = {
            "name": event.detail_type(),
            "title": f"{event.stage}/{event.name} v{event.version}",
            "summary": (event.__doc__ or "").strip().splitlines()[0],
            "contentType": "application/json",
            "payload": {"$ref": f"./{event.stage}/{event.name}.v{event.version}.schema.json"},
        }
        channels[key] = {"address": event.source(), "messages": {key: {"$ref": f"#/components/messages/{key}"}}}
        operations[f"publish.{key}"] = {"action": "send", "channel": {"$ref": f"#/channels/{key}"}}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Bole events",
            "version": "1",
            "description": "EventBridge, at least once, unordered. The address of a channel is the event's source.",
        },
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def files() -> dict[str, dict[str, Any]]:
    """Return path below ``events/`` → document, for every file that is generated."""
    schemas = {}
    for contract in CONTRACTS:
        stage, name, version = name_of(contract)
        schemas[f"{stage}/{name}.v{version}.schema.json"] = schema_of(contract)
    return {**schemas, "asyncapi.json": asyncapi()}


def text_of(document: dict[str, Any]) -> str:
    """Return the document as it stands in its file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(events: Path) -> list[Path]:
    """Write all generated files below ``events`` and return their paths."""
    written = []
    for path, document in files().items():
        target = events / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text_of(document), encoding="utf-8")
        written.append(target)
    return written
