"""The audit log is append-only: whatever else is done to it is found, and named."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from shared.platform.audit import CHAINS, AuditTrail, Chained
from shared.platform.table import ConditionFailed
from shared.platform.writes import Attr, Put
from shared.tenancy.audit.anchors import anchor_key
from shared.tenancy.audit.service import Verified, anchor, verify
from shared.tenancy.audit.store import AuditLog
from tests.builders.aws import BUCKET, TABLE, Deployment
from tests.builders.recruiting import ACME


@pytest.fixture
def trail(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> AuditTrail:
    """A trail that writes to chain 3 alone, so that a test knows where its entries are."""
    monkeypatch.setattr("shared.platform.audit.random.randrange", lambda _count: 3)
    return deployment.platform.audit(ACME)


@pytest.fixture
def log(deployment: Deployment) -> AuditLog:
    return AuditLog(deployment.platform.table(ACME), deployment.platform.bucket(ACME))


def read(trail: AuditTrail, count: int) -> None:
    for number in range(count):
        trail.record(trail.entry("user-1", "read_report", f"int_{number}", candidate_id=f"cnd_{number % 2}"))


class Forger:
    """Somebody with the keys to the table."""

    def __init__(self, deployment: Deployment) -> None:
        self._client = deployment.client("dynamodb")
        self._table = deployment.platform.table(ACME)
        self.pk = "TENANT#acme#AUDIT#3"

    def link(self, number: int) -> Chained:
        item = self._table.get(self.pk, f"ENTRY#{number:012d}")
        assert item is not None
        return Chained.model_validate_json(item["link"])

    def write(self, number: int, link: Chained, **columns: Any) -> None:
        item = self._table.get(self.pk, f"ENTRY#{number:012d}") or {"PK": self.pk, "SK": f"ENTRY#{number:012d}"}
        self._table.put({**item, "link": link.model_dump_json(), **columns})

    def forged(self, number: int, **changed: Any) -> Chained:
        """A link with another content and the right hash of its own."""
        link = self.link(number)
        link = link.model_copy(update={"entry": link.entry.model_copy(update=changed)})
        return link.model_copy(update={"hash": link.computed})

    def remove(self, sk: str) -> None:
        self._client.delete_item(TableName=TABLE, Key={"PK": {"S": self.pk}, "SK": {"S": sk}})

    def set_head(self, number: int, digest: str) -> None:
        self._table.put({"PK": self.pk, "SK": "HEAD", "number": number, "hash": digest})

    def rewrite_from(self, number: int, last: int, **changed: Any) -> None:
        """Change an entry and write all that follow anew, head included, every hash right."""
        link = self.forged(number, **changed)
        self.write(number, link)
        for following in range(number + 1, last + 1):
            link = self.link(following).model_copy(update={"previous": link.hash})
            link = link.model_copy(update={"hash": link.computed})
            self.write(following, link)
        self.set_head(last, link.hash)


@pytest.fixture
def forger(deployment: Deployment) -> Forger:
    return Forger(deployment)


def broken(found: Verified) -> tuple[str, int]:
    [chain] = [each for each in found.chains if each.broken is not None]
    assert chain.broken is not None
    return chain.broken.kind, chain.broken.number


def test_a_log_that_nobody_touched_holds(trail: AuditTrail, log: AuditLog) -> None:
    read(trail, 5)
    found = verify(log)
    assert (found.holds, found.entries) == (True, 5)


def test_an_empty_log_holds(log: AuditLog) -> None:
    assert verify(log).holds


def _changed(forger: Forger) -> None:
    link = forger.link(2)
    forger.write(2, link.model_copy(update={"entry": link.entry.model_copy(update={"actor": "nobody"})}))


def _moved(forger: Forger) -> None:
    second, third = forger.link(2), forger.link(3)
    forger.write(2, third)
    forger.write(3, second)


def _inserted_between(forger: Forger) -> None:
    forger._table.put({"PK": forger.pk, "SK": "ENTRY#000000000002x", "link": forger.link(2).model_dump_json()})


def _appended_behind_the_head(forger: Forger) -> None:
    last = forger.link(5)
    link = last.model_copy(update={"number": 6, "previous": last.hash})
    forger.write(6, link.model_copy(update={"hash": link.computed}), **_listed(forger, 5))


def _listed(forger: Forger, number: int) -> dict[str, Any]:
    item = forger._table.get(forger.pk, f"ENTRY#{number:012d}") or {}
    return {name: value for name, value in item.items() if name.startswith("GSI")}


def _hidden(forger: Forger) -> None:
    forger.write(4, forger.link(4), GSI1PK="TENANT#acme#AUDITED#cnd_other")


def _cut(forger: Forger) -> None:
    forger.remove("ENTRY#000000000005")


def _emptied(forger: Forger) -> None:
    forger._table.put({"PK": forger.pk, "SK": "ENTRY#000000000003", "link": "{}"})


def _without_head(forger: Forger) -> None:
    forger.remove("HEAD")


@pytest.mark.parametrize(
    ("harm", "kind", "number"),
    [
        (_changed, "changed", 2),
        (lambda forger: forger.remove("ENTRY#000000000002"), "missing", 2),
        (lambda forger: forger.remove("ENTRY#000000000001"), "missing", 1),
        (_moved, "moved", 2),
        (_inserted_between, "inserted", 3),
        (_appended_behind_the_head, "inserted", 6),
        (lambda forger: forger.write(2, forger.forged(2, actor="nobody")), "unlinked", 3),
        (_hidden, "hidden", 4),
        (_cut, "truncated", 5),
        (_without_head, "inserted", 1),
        (_emptied, "unreadable", 3),
    ],
)
def test_the_first_broken_link_is_named(
    trail: AuditTrail, log: AuditLog, forger: Forger, harm: Callable[[Forger], None], kind: str, number: int
) -> None:
    read(trail, 5)
    harm(forger)
    assert broken(verify(log)) == (kind, number)


def test_a_chain_whose_end_was_cut_off_cleanly_is_found_by_its_anchor(
    trail: AuditTrail, log: AuditLog, forger: Forger, deployment: Deployment
) -> None:
    read(trail, 5)
    anchor(log, deployment.clock)
    forger.remove("ENTRY#000000000005")
    forger.set_head(4, forger.link(4).hash)
    assert broken(verify(log)) == ("truncated", 5)


def test_a_chain_that_was_written_anew_with_right_hashes_is_found_by_its_anchor(
    trail: AuditTrail, log: AuditLog, forger: Forger, deployment: Deployment
) -> None:
    read(trail, 5)
    anchor(log, deployment.clock)
    forger.rewrite_from(2, 5, actor="nobody")
    assert broken(verify(log)) == ("rewritten", 5)


def test_without_an_anchor_a_chain_written_anew_would_hold_which_is_why_there_are_anchors(
    trail: AuditTrail, log: AuditLog, forger: Forger
) -> None:
    read(trail, 5)
    forger.rewrite_from(2, 5, actor="nobody")
    assert verify(log).holds


def test_each_anchor_follows_on_the_one_before(trail: AuditTrail, log: AuditLog, deployment: Deployment) -> None:
    for _ in range(3):
        read(trail, 2)
        anchor(log, deployment.clock)
        deployment.clock.instant += timedelta(days=1)
    found = verify(log)
    assert (found.holds, found.anchors) == (True, 3)


def test_a_day_is_anchored_once(trail: AuditTrail, log: AuditLog, deployment: Deployment) -> None:
    first = anchor(log, deployment.clock)
    read(trail, 2)
    assert anchor(log, deployment.clock) == first
    assert verify(log).holds


def test_an_anchor_that_was_changed_or_taken_away_is_named(
    trail: AuditTrail, log: AuditLog, deployment: Deployment
) -> None:
    days = []
    for _ in range(3):
        read(trail, 2)
        days.append(anchor(log, deployment.clock).day)
        deployment.clock.instant += timedelta(days=1)
    deployment.client("s3").delete_object(Bucket=BUCKET, Key=anchor_key(ACME, days[1]))
    found = verify(log).broken_anchor
    assert found is not None
    assert found.day == days[2]


@contextmanager
def one_call_at_a_time() -> Iterator[None]:
    """The real table carries out each call by itself; the one in memory does so only where no two come at once."""
    real, lock = BaseClient._make_api_call, Lock()  # type: ignore[attr-defined]

    def alone(client: Any, name: str, arguments: dict[str, Any]) -> Any:
        with lock:
            return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", alone):
        yield


def test_many_who_write_at_once_make_one_whole_log(deployment: Deployment, log: AuditLog) -> None:
    trail = deployment.platform.audit(ACME)

    def write(number: int) -> None:
        trail.record(trail.entry(f"user-{number}", "read_report", f"int_{number}", candidate_id="cnd_1"))

    with one_call_at_a_time(), ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(200)))
    found = verify(log)
    assert (found.holds, found.entries) == (True, 200)
    assert len([chain for chain in found.chains if chain.links]) == CHAINS


def test_a_change_and_its_entry_are_written_together_or_not_at_all(
    trail: AuditTrail, log: AuditLog, deployment: Deployment
) -> None:
    table = deployment.platform.table(ACME)
    row = Put({"PK": "TENANT#acme#X", "SK": "X"}, Attr("PK").not_exists())
    trail.transact([row], trail.entry("user-1", "decide", "app_1"))
    with pytest.raises(ConditionFailed) as failure:
        trail.transact([row], trail.entry("user-1", "decide", "app_1"))
    assert failure.value.failed == (0,)
    assert table.get("TENANT#acme#X", "X") is not None
    assert verify(log).entries == 1
