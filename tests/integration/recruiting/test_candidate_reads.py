"""However many candidates there are, a page takes at most three queries and no scan."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.hooks import HierarchicalEmitter

from shared.kernel.ids import CandidateId
from shared.recruiting.candidates.index import entries_of
from shared.recruiting.candidates.model import CandidateRecord
from tests.builders.aws import TABLE, Deployment
from tests.builders.candidates import CANDIDATES, added, ask, desk, known_tenants, profile


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count what is asked of the main table (the key table and the audit log are counted apart)."""
    calls: Counter[str] = Counter()
    emit = HierarchicalEmitter.emit_until_response

    def listening(self: Any, event_name: str, **arguments: Any) -> Any:
        if event_name.startswith("before-call.dynamodb.") and TABLE in str(arguments["params"]["body"]):
            body = str(arguments["params"]["body"])
            operation = event_name.rpartition(".")[2]
            kind = "keys" if "bole-keys" in body else "audit" if "#AUDIT#" in body else operation
            calls[kind] += 1
        return emit(self, event_name, **arguments)

    monkeypatch.setattr(HierarchicalEmitter, "emit_until_response", listening)
    yield calls
    monkeypatch.undo()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"source": "referral"},
        {"tag": "内推"},
        {"name": "wang"},
        {"name": "王"},
        {"phone": "13800000001"},
        {"email": "p1@example.com"},
    ],
)
def test_a_page_takes_few_reads(deployment: Deployment, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]) -> None:
    for number in range(4):
        added(phones=[f"1380000000{number}"], emails=[f"p{number}@example.com"], birth_date=f"199{number}-01-01")
    deployment.clock.instant = deployment.clock.instant.replace(year=2027)  # no key is kept any more
    with counted(monkeypatch) as calls:
        answer = ask("GET", CANDIDATES, query=query)
    assert len(answer.body["items"]) >= 1
    assert calls["Scan"] == 0
    assert calls["Query"] <= 1
    assert calls["GetItem"] == 0
    assert calls["Query"] + calls["BatchGetItem"] <= 3
    assert calls["keys"] <= 2


def test_a_person_with_more_names_than_a_transaction_holds_is_entered_changed_and_found(deployment: Deployment) -> None:
    many = [f"{letter}alexander {letter}bernard {letter}christoph" for letter in "bcdfghjklm"]
    here = desk(deployment)
    before = CandidateRecord(
        candidate_id=CandidateId("cnd_1"),
        profile=profile(variants=many, tags=[f"t{number}" for number in range(40)]),
        created_at=here.clock.now(),
        created_by="user-1",
    )
    assert len(entries_of(before.profile)) > 100
    here.candidates.add(before, here.entry("manage_candidate", before.candidate_id))
    assert ask("GET", CANDIDATES, query={"name": "mchristoph malex"}).body["items"]
    kept = here.found(before.candidate_id)
    after = kept.model_copy(update={"profile": profile(variants=[], tags=[]), "revision": 2})
    assert here.candidates.change(kept, after, here.entry("manage_candidate", before.candidate_id))
    assert ask("GET", CANDIDATES, query={"name": "mchristoph malex"}).body["items"] == []
    assert ask("GET", CANDIDATES, query={"tag": "t7"}).body["items"] == []


def test_a_link_that_was_left_behind_shows_nobody(deployment: Deployment) -> None:
    candidate = added(tags=["校招"])
    here = desk(deployment)
    digest = deployment.platform.blind_index(here.who.tenant_id).digest("tag", "旧标签")
    table = deployment.platform.table(here.who.tenant_id)
    table.put({"PK": table.pk(f"FIND#{digest}"), "SK": candidate})  # as after a fault between two writes
    assert ask("GET", CANDIDATES, query={"tag": "旧标签"}).body["items"] == []
