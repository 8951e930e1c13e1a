"""Transactions that collide on the same items: tried again, and given up in words."""

import pytest
from botocore.exceptions import ClientError

from shared.kernel.errors import Unavailable
from shared.kernel.ids import TenantId
from shared.platform.writes import Put
from tests.builders.aws import Deployment
from tests.builders.faults import failing

ROW = {"PK": "TENANT#acme#INTERVIEW#1", "SK": "A"}


def cancelled(*codes: str) -> ClientError:
    answer = {
        "Error": {"Code": "TransactionCanceledException", "Message": "cancelled"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(answer, "TransactWriteItems")  # type: ignore[arg-type]


def test_a_collision_is_tried_four_times_and_then_unavailable(deployment: Deployment) -> None:
    with failing("TransactWriteItems", cancelled("TransactionConflict")) as called, pytest.raises(Unavailable):
        deployment.platform.table(TenantId("acme")).transact([Put(ROW)])
    assert called.count("TransactWriteItems") == 4


def test_a_throttled_write_inside_of_a_transaction_is_unavailable_at_once(deployment: Deployment) -> None:
    with failing("TransactWriteItems", cancelled("None", "ThrottlingError")) as called, pytest.raises(Unavailable):
        deployment.platform.table(TenantId("acme")).transact([Put(ROW)])
    assert called.count("TransactWriteItems") == 1


def test_what_is_our_own_mistake_is_not_dressed_up(deployment: Deployment) -> None:
    with failing("TransactWriteItems", cancelled("ValidationError")), pytest.raises(ClientError):
        deployment.platform.table(TenantId("acme")).transact([Put(ROW)])
