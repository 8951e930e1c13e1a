"""What our moto does quicker comes out as moto's own does it: both are asked, and their answers compared."""

import copy
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import moto.core.serialize as serialize
import moto.dynamodb.models as dynamodb
import pytest
from botocore.exceptions import ClientError
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table

from tests.builders.aws import TABLE, Deployment, deployed

SHELVES = ("a", "b", "b2")
Attributes = dict[str, Any]


def key(partition: str, place: str) -> Attributes:
    return {"PK": {"S": partition}, "SK": {"S": place}}


def item(partition: str, place: str, **more: Attributes) -> Attributes:
    return {**key(partition, place), **more}


def put(partition: str, place: str, **more: Any) -> Attributes:
    return {"Put": {"TableName": TABLE, "Item": item(partition, place, n={"N": "9"}), **more}}


def delete(partition: str, place: str, **more: Any) -> Attributes:
    return {"Delete": {"TableName": TABLE, "Key": key(partition, place), **more}}


def update(partition: str, place: str, **more: Any) -> Attributes:
    values = {":one": {"N": "1"}, ":list": {"L": [{"S": "new"}]}}
    return {
        "Update": {
            "TableName": TABLE,
            "Key": key(partition, place),
            "UpdateExpression": "SET things = list_append(things, :list) ADD n :one",
            "ExpressionAttributeValues": values,
            **more,
        }
    }


NOT_THERE = {"ConditionExpression": "attribute_not_exists(PK)"}
TRANSACTIONS: dict[str, list[Attributes]] = {
    "all is written": [put("a", "9"), delete("a", "1"), update("b", "1")],
    "the last condition fails": [put("a", "1"), delete("a", "2"), update("b", "1"), put("b", "2", **NOT_THERE)],
    "a partition that was not there": [put("z", "1"), put("b", "2", **NOT_THERE)],
    "one item twice": [update("a", "1"), delete("a", "1")],
    "an update that does not fit": [delete("a", "2"), update("z", "1")],
    "a table that is not there": [delete("a", "2"), {"Delete": {"TableName": "none", "Key": key("a", "1")}}],
    "a key that is none": [put("a", "1"), {"Delete": {"TableName": TABLE, "Key": {"PK": {"S": "a"}}}}],
}


@contextmanager
def filled() -> Iterator[Deployment]:
    with deployed() as deployment:
        for shelf, place in itertools.product(SHELVES, range(12)):
            more = {"GSI1PK": {"S": SHELVES[place % 3]}, "GSI1SK": {"S": f"{place // 4}"}} if place % 4 else {}
            made = item(shelf, str(place), n={"N": str(place)}, things={"L": [{"S": "old"}]}, **more)
            deployment.client("dynamodb").put_item(TableName=TABLE, Item=made)
        yield deployment


def after(transaction: list[Attributes]) -> tuple[Any, list[Attributes]]:
    """Return what a transaction answers, and the table after it."""
    with filled() as deployment:
        client = deployment.client("dynamodb")
        try:
            answer: Any = client.transact_write_items(TransactItems=transaction)["ResponseMetadata"]["HTTPStatusCode"]
        except ClientError as refused:
            answer = (refused.response["Error"], refused.response.get("CancellationReasons"))
        return answer, client.scan(TableName=TABLE)["Items"]


@pytest.mark.parametrize("transaction", TRANSACTIONS.values(), ids=TRANSACTIONS)
def test_a_transaction_is_done_or_undone_as_by_moto_itself(
    transaction: list[Attributes], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = after(transaction)
    backend: Any = dynamodb.DynamoDBBackend
    monkeypatch.setattr(dynamodb, "copy", copy)
    monkeypatch.setattr(backend, "transact_write_items", backend.transact_write_items.__wrapped__)
    assert ours == after(transaction)
    assert len(ours[1]) >= len(SHELVES) * 12 - 1


QUERIES: list[Attributes] = [
    {"KeyConditionExpression": "PK = :p"},
    {"KeyConditionExpression": "PK = :p AND SK > :s", "ScanIndexForward": False},
    {"KeyConditionExpression": "PK = :p AND begins_with(SK, :s)", "Limit": 1},
    {"KeyConditionExpression": "PK = :p", "FilterExpression": "SK <> :s", "Limit": 5},
    {"KeyConditionExpression": "PK = :p", "ExclusiveStartKey": key("b", "3"), "ProjectionExpression": "SK"},
    {"KeyConditionExpression": "GSI1PK = :p", "IndexName": "GSI1"},
    {"KeyConditionExpression": "GSI1PK = :p AND GSI1SK = :s", "IndexName": "GSI1", "ScanIndexForward": False},
    {"KeyConditionExpression": "GSI1PK = :p", "IndexName": "GSI1", "Limit": 2},
    {"KeyConditionExpression": "GSI2PK = :p", "IndexName": "GSI2"},
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: " ".join(str(value) for value in query.values()))
def test_a_query_finds_what_moto_itself_finds_in_its_order(query: Attributes, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(partition: str) -> Attributes:
        values = {":p": {"S": partition}, ":s": {"S": "1"}}
        values = {name: value for name, value in values.items() if name in str(query)}
        answer = deployment.client("dynamodb").query(TableName=TABLE, ExpressionAttributeValues=values, **query)
        return {name: answer.get(name) for name in ("Items", "Count", "ScannedCount", "LastEvaluatedKey")}

    with filled() as deployment:
        ours = {partition: asked(partition) for partition in ("b", "none")}
        moto_s_own: Any = Table.query
        monkeypatch.setattr(Table, "query", moto_s_own.__wrapped__)
        assert ours == {partition: asked(partition) for partition in ("b", "none")}
        assert ours["none"]["Items"] == []


def test_an_attribute_of_any_type_comes_back_as_moto_itself_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: Attributes = {
        "text": {"S": "王"},
        "empty": {"S": ""},
        "number": {"N": "1.50"},
        "bytes": {"B": b"\x00\xff"},
        "truth": {"BOOL": False},
        "nothing": {"NULL": True},
        "list": {"L": [{"S": "a"}, {"M": {"L": {"N": "1"}}}, {"L": []}]},
        "map": {"M": {"S": {"S": "b"}, "empty": {"M": {}}}},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2"]},
    }
    with deployed() as deployment:
        client = deployment.client("dynamodb")
        client.put_item(TableName=TABLE, Item=item("a", "1", **kinds))
        ours = client.get_item(TableName=TABLE, Key=key("a", "1"))["Item"]
        structure: Any = serialize.BaseJSONSerializer._serialize_type_structure
        monkeypatch.setattr(serialize.BaseJSONSerializer, "_serialize_type_structure", structure.__wrapped__)
        assert ours == client.get_item(TableName=TABLE, Key=key("a", "1"))["Item"]
        assert ours == item("a", "1", **kinds)


def test_an_item_of_more_than_four_hundred_kilobytes_is_refused() -> None:
    with deployed() as deployment:
        client = deployment.client("dynamodb")
        client.put_item(TableName=TABLE, Item=item("a", "1", half={"S": "x" * 200_000}))
        with pytest.raises(ClientError, match="Item size has exceeded"):
            client.put_item(TableName=TABLE, Item=item("a", "1", one={"S": "x" * 200_000}, other={"S": "x" * 210_000}))


def test_an_item_is_made_as_moto_itself_makes_it() -> None:
    attributes = {"PK": {"S": "a"}, "n": {"N": "1"}, "list": {"L": [{"M": {"x": {"S": "y"}}}]}}
    made = Item(attributes["PK"], None, attributes)  # type: ignore[arg-type]
    assert made.to_json()["Attributes"] == attributes


def test_a_key_that_wraps_data_wraps_and_unwraps_it() -> None:
    with deployed() as deployment:
        keys = deployment.client("kms")
        made = keys.generate_data_key(KeyId="alias/bole", KeySpec="AES_256")
        assert keys.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"] == made["Plaintext"]


def test_a_key_that_signs_has_its_pair() -> None:
    with deployed() as deployment:
        keys = deployment.client("kms")
        signing = keys.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
        asked = {"KeyId": signing, "Message": b"so", "SigningAlgorithm": "RSASSA_PSS_SHA_256"}
        signature = keys.sign(**asked)["Signature"]
        assert keys.verify(**asked, Signature=signature)["SignatureValid"]
