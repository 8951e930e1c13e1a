"""Writes, spelled as DynamoDB wants to read them."""

from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, ConditionExpressionBuilder
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from shared.platform.writes import Check, Delete, Item, Put, Update, Write

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def encode(value: Any) -> Any:
    """Return the attribute value of ``value``; a float goes through its shortest decimal form."""
    return _serializer.serialize(_exact(value))


def encode_item(item: Item) -> dict[str, Any]:
    """Return the item as DynamoDB takes it."""
    return {name: encode(value) for name, value in item.items()}


def decode_item(attributes: dict[str, Any]) -> Item:
    """Return the item as Python reads it: whole numbers as int, others as float."""
    return {name: _plain(_deserializer.deserialize(value)) for name, value in attributes.items()}


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, dict):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def condition_arguments(condition: ConditionBase | None) -> dict[str, Any]:
    """Return ``ConditionExpression`` with its names and values, or nothing where there is no condition."""
    if condition is None:
        return {}
    built = ConditionExpressionBuilder().build_expression(condition, is_key_condition=False)
    arguments: dict[str, Any] = {"ConditionExpression": built.condition_expression}
    if built.attribute_name_placeholders:
        arguments["ExpressionAttributeNames"] = dict(built.attribute_name_placeholders)
    if built.attribute_value_placeholders:
        arguments["ExpressionAttributeValues"] = encode_item(built.attribute_value_placeholders)
    return arguments


def update_arguments(update: Update) -> dict[str, Any]:
    """Return ``UpdateExpression`` and ``ConditionExpression`` with the names and values of both."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}

    def name(attribute: str) -> str:
        placeholder = f"#u{len(names)}"
        names[placeholder] = attribute
        return placeholder

    def value(given: Any) -> str:
        placeholder = f":u{len(values)}"
        values[placeholder] = encode(given)
        return placeholder

    assignments = [f"{name(attribute)} = {value(given)}" for attribute, given in update.set.items()]
    for attribute, given in update.default.items():
        own = name(attribute)
        assignments.append(f"{own} = if_not_exists({own}, {value(given)})")
    clauses = {
        "SET": assignments,
        "ADD": [f"{name(attribute)} {value(given)}" for attribute, given in update.add.items()],
        "DELETE": [f"{name(attribute)} {value(given)}" for attribute, given in update.take.items()],
        "REMOVE": [name(attribute) for attribute in update.remove],
    }
    arguments = condition_arguments(update.condition)
    arguments["UpdateExpression"] = " ".join(f"{word} {', '.join(parts)}" for word, parts in clauses.items() if parts)
    arguments["ExpressionAttributeNames"] = {**arguments.get("ExpressionAttributeNames", {}), **names}
    merged = {**arguments.get("ExpressionAttributeValues", {}), **values}
    if merged:
        arguments["ExpressionAttributeValues"] = merged
    return arguments


def arguments_of(write: Write) -> tuple[str, dict[str, Any]]:
    """Return the kind (``Put``, ``Update``, ``Delete``, ``ConditionCheck``) and arguments of a write."""
    if isinstance(write, Put):
        return "Put", {"Item": encode_item(write.item), **condition_arguments(write.condition)}
    key = encode_item({"PK": write.keys[0], "SK": write.keys[1]})
    if isinstance(write, Update):
        return "Update", {"Key": key, **update_arguments(write)}
    kind = {Delete: "Delete", Check: "ConditionCheck"}[type(write)]
    return kind, {"Key": key, **condition_arguments(write.condition)}
