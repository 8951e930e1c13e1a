"""The table refuses what is not the tenant's, and says in our words what went wrong."""

from collections.abc import Callable

import pytest

from shared.kernel.errors import Unavailable
from shared.kernel.ids import TenantId
from shared.platform.table import ConditionFailed, PlatformTable, TenantBreach, TenantTable
from shared.platform.writes import Attr, Check, Delete, Put, Update, Write
from tests.builders.aws import TABLE, Deployment
from tests.builders.faults import throttled, unreachable

MINE, THEIRS = "TENANT#acme#INTERVIEW#1", "TENANT#globex#INTERVIEW#1"


@pytest.fixture
def table(deployment: Deployment) -> TenantTable:
    return deployment.platform.table(TenantId("acme"))


def row(sk: str = "A", **attributes: object) -> dict[str, object]:
    return {"PK": MINE, "SK": sk, **attributes}


def test_a_row_comes_back_as_it_was_written(table: TenantTable) -> None:
    written = row(count=3, share=0.1, names={"a", "b"}, nested={"score": [1, 2.5, None]}, yes=True)
    table.put(written)
    assert table.get(MINE, "A") == written


def test_a_row_that_is_not_there_is_none(table: TenantTable) -> None:
    assert table.get(MINE, "A") is None


def test_a_key_of_another_tenant_is_refused_whatever_is_asked(table: TenantTable, deployment: Deployment) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: table.get(THEIRS, "A"),
        lambda: list(table.query(THEIRS)),
        lambda: table.put({"PK": THEIRS, "SK": "A"}),
        lambda: table.update(Update(THEIRS, "A", set={"x": 1})),
        lambda: table.delete(THEIRS, "A"),
        lambda: table.transact([Put(row()), Put({"PK": THEIRS, "SK": "A"})]),
    ]
    for attempt in attempts:
        with pytest.raises(TenantBreach):
            attempt()
    assert deployment.rows() == []


@pytest.mark.parametrize("write", [Put(row(GSI1PK=THEIRS, GSI1SK="x")), Update(MINE, "A", set={"GSI1PK": THEIRS})])
def test_the_index_does_not_lead_into_another_tenant(table: TenantTable, write: Write) -> None:
    with pytest.raises(TenantBreach):
        table.transact([write])


def test_a_tenant_whose_name_begins_alike_is_another_tenant(table: TenantTable) -> None:
    with pytest.raises(TenantBreach):
        table.get("TENANT#acme2#INTERVIEW#1", "A")


def test_a_tenant_does_not_see_the_platforms_rows(table: TenantTable) -> None:
    with pytest.raises(TenantBreach):
        list(table.query("PLATFORM#TENANTS"))


def test_the_platform_does(deployment: Deployment) -> None:
    platform: PlatformTable = deployment.platform.platform_table
    assert list(platform.query("PLATFORM#TENANTS")) == []


def test_a_partition_is_read_in_order_page_by_page(table: TenantTable) -> None:
    for number in range(40):
        table.put(row(f"ANSWER#{number:02}", filling="x" * 40_000))
    table.put(row("OTHER"))
    keys = [found["SK"] for found in table.query(MINE, begins="ANSWER#")]
    assert keys == [f"ANSWER#{number:02}" for number in range(40)]


def test_the_index_is_read_up_to_a_moment(table: TenantTable) -> None:
    for hour in (8, 9, 10):
        table.put(row(f"A{hour}", GSI1PK="TENANT#acme#PENDING", GSI1SK=f"2026-11-22T{hour:02}:00"))
    overdue = table.query("TENANT#acme#PENDING", up_to="2026-11-22T09:00", index="GSI1")
    assert [found["SK"] for found in overdue] == ["A8", "A9"]


def test_the_newest_comes_first_where_that_is_asked(table: TenantTable) -> None:
    for letter in "ABC":
        table.put(row(letter))
    assert [found["SK"] for found in table.query(MINE, newest_first=True, limit=2)] == ["C", "B"]


def test_an_update_sets_adds_takes_and_removes(table: TenantTable) -> None:
    table.put(row(revision=1, settled={"a1", "a2"}, old="x"))
    change = Update(
        MINE,
        "A",
        set={"status": "open"},
        default={"status2": "new", "revision2": 1},
        add={"revision": 1, "settled": {"a3"}},
        take={},
        remove=("old",),
        condition=Attr("revision").eq(1),
    )
    assert table.update(change) == row(
        revision=2, settled={"a1", "a2", "a3"}, status="open", status2="new", revision2=1
    )


def test_a_set_loses_what_is_taken_from_it(table: TenantTable) -> None:
    table.put(row(settled={"a1", "a2"}))
    assert table.update(Update(MINE, "A", take={"settled": {"a1"}}))["settled"] == {"a2"}


def test_a_default_does_not_overwrite(table: TenantTable) -> None:
    table.put(row(status="open"))
    assert table.update(Update(MINE, "A", default={"status": "new"}))["status"] == "open"


def test_a_condition_that_does_not_hold_is_a_conflict(table: TenantTable) -> None:
    table.put(row())
    with pytest.raises(ConditionFailed):
        table.put(row(), Attr("PK").not_exists())
    with pytest.raises(ConditionFailed):
        table.delete(MINE, "A", Attr("status").eq("open"))


def test_a_transaction_is_all_or_nothing_and_says_which_write_failed(table: TenantTable) -> None:
    table.put(row("TAKEN"))
    table.put(row("OPEN"))
    writes: list[Write] = [
        Put(row("NEW")),
        Check(MINE, "OPEN", Attr("PK").exists()),
        Put(row("TAKEN"), Attr("PK").not_exists()),
    ]
    with pytest.raises(ConditionFailed) as failure:
        table.transact(writes)
    assert failure.value.failed == (2,)
    assert table.get(MINE, "NEW") is None


def test_a_transaction_may_delete(table: TenantTable) -> None:
    table.put(row())
    table.transact([Delete(MINE, "A"), Put(row("B"))])
    assert [found["SK"] for found in table.query(MINE)] == ["B"]


@pytest.mark.parametrize("fault", [throttled, unreachable])
def test_a_table_that_does_not_answer_is_unavailable(table: TenantTable, fault: object) -> None:
    with fault("PutItem"), pytest.raises(Unavailable):  # type: ignore[operator]
        table.put(row())
    with fault("TransactWriteItems"), pytest.raises(Unavailable):  # type: ignore[operator]
        table.transact([Put(row())])
    assert table.get(MINE, "A") is None


def test_the_clients_table_is_the_one_of_the_settings(deployment: Deployment, table: TenantTable) -> None:
    table.put(row())
    assert deployment.client("dynamodb").scan(TableName=TABLE)["Count"] == 1
