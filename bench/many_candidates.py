"""A tenant with so many candidates, in a table that is read as DynamoDB is: filled by the stores' own rows.

Everybody has a data key of their own, a sealed profile, all the digests they are found by, a timeline, an application
on the standard flow with its facts and log sealed. Three things differ from the deployment: KMS is played in this
process (its calls are counted, its time is not), events and audit entries of the filling are left out, and rows are
written in bulk.
"""

import gc
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.hiring_local import person
from bench.ordered_rows import OrderedRows
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import CandidateId, PositionId, TenantId, new_id
from shared.platform import bootstrap
from shared.platform.audit import AuditTrail
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.keys import BlindIndex, DataKeys, KeyWrapping
from shared.platform.sealing import KeySealer
from shared.platform.table import PlatformTable, TenantTable
from shared.platform.tenants import OperatorTable
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.model import CandidateDraft, CandidateRecord, profile_of
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.candidates.timeline import Timeline
from shared.recruiting.candidates.timeline_entry import TimelineEntry
from shared.recruiting.flows.standard import standard_flow
from shared.recruiting.model import PositionDraft, position_of
from shared.recruiting.positions.store import PositionStore
from tests.builders.aws import KEY_TABLE, NOW, TABLE, Deployment, deployed
from tests.builders.bulk import BulkTable, SilentTrail
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order, position_draft

ACME = TenantId("acme")
POSITIONS = 20
AT_ONCE = 1000
"""Candidates whose rows are written together."""
SOURCES = ("imported", "added", "public_form", "referral")


class PlayedKms:
    """KMS in this process: a wrapped key is the key with a digest of its context. Counts its calls."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def generate_data_key(self, **asked: Any) -> dict[str, bytes]:
        """Return a new key and its wrapped form."""
        self.calls["GenerateDataKey"] += 1
        key = os.urandom(32)
        return {"Plaintext": key, "CiphertextBlob": key + _context(asked)}

    def decrypt(self, **asked: Any) -> dict[str, bytes]:
        """Return the key of a wrapped one, for the same context."""
        self.calls["Decrypt"] += 1
        blob = asked["CiphertextBlob"]
        if blob[32:] != _context(asked):
            raise ValueError("a wrapped key was opened in another context")
        return {"Plaintext": blob[:32]}


def _context(asked: dict[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(asked["EncryptionContext"], sort_keys=True).encode()).digest()


class PlayedWiring(Wiring):
    """The wiring of a process, with both tables and KMS played here."""

    def __init__(self, deployment: Deployment, rows: OrderedRows, keys: OrderedRows) -> None:
        super().__init__(deployment.platform.settings, deployment.clock, lambda: deployment.session)
        self.rows, self.keys, self.kms = rows, keys, PlayedKms()

    def table(self, tenant_id: TenantId) -> TenantTable:
        """Return the tenant's rows."""
        return TenantTable(self.rows, TABLE, tenant_id)

    def platform_table(self) -> PlatformTable:
        """Return the platform's own rows."""
        return PlatformTable(self.rows, TABLE)

    def operator_table(self, tenant_id: TenantId) -> OperatorTable:
        """Return one tenant's rows together with the platform's own."""
        return OperatorTable(self.rows, TABLE, tenant_id)

    def data_keys(self, tenant_id: TenantId) -> DataKeys:
        """Return the tenant's data keys, kept as in any process."""
        wrapping = KeyWrapping(self.kms, tenant_id, "alias/played")
        made = DataKeys(TenantTable(self.keys, KEY_TABLE, tenant_id), wrapping, self._clock)
        return self._data_keys.setdefault(tenant_id, made)

    def forget_keys(self) -> None:
        """Be a process that used no key yet: the next request unwraps each key that it needs."""
        self._data_keys.clear()
        for counted in (self.rows.reads, self.keys.reads):
            counted.clear()
        self.kms.calls.clear()


class Tenant:
    """A tenant with ``number`` candidates who all applied; ``people`` are some of them by their place in the list."""

    def __init__(self, deployment: Deployment, wiring: PlayedWiring) -> None:
        self.deployment, self.wiring = deployment, wiring
        self.positions: list[PositionId] = []
        self.candidates: list[CandidateId] = []
        self.applications: list[str] = []

    def fill(self, number: int) -> None:
        """Enter tenant, positions and candidates, the newest last."""
        create_tenant(order(), FakeContext())
        clock = self.deployment.clock
        rows, locked = self.wiring.rows, self.wiring.keys
        table = BulkTable(rows.load, TenantTable(rows, TABLE, ACME))
        keys = BulkTable(locked.load, TenantTable(locked, KEY_TABLE, ACME))
        self.wiring._data_keys.clear()
        data_keys = DataKeys(keys, KeyWrapping(self.wiring.kms, ACME, "alias/played"), clock)
        sealer, trail = KeySealer(ACME, data_keys), SilentTrail(table, clock)
        store = CandidateStore(table, sealer, BlindIndex(data_keys), trail)
        applications = ApplicationStore(table, trail, sealer)
        opened = [self._position(index, table, trail) for index in range(POSITIONS)]
        table.flush()
        timeline, flow = Timeline(table), standard_flow()
        for index in range(number):
            now = NOW - timedelta(seconds=number - index)
            record = self._record(index, now)
            entry = trail.entry("user-1", "import_candidates", record.candidate_id)
            snapshot = opened[index % POSITIONS]
            begun = begin(snapshot, record.candidate_id, flow, source="imported", by="user-1", now=now)
            line = TimelineEntry(at=now, kind="imported", by="user-1", ref="cim_1", detail={"row": index})
            more = applications.creation_writes(begun, candidate_is_new=True)
            store.add(record, entry, None, [timeline.put(record.candidate_id, line), *more])
            self.candidates.append(record.candidate_id)
            self.applications.append(begun.application.application_id)
            if index % AT_ONCE == AT_ONCE - 1:
                table.flush()
                keys.flush()
        table.flush()
        keys.flush()

    def _record(self, index: int, now: datetime) -> CandidateRecord:
        name, phone, mail, born, school, tag = person(index)
        draft = CandidateDraft.model_validate(
            {
                "name": {"full": name},
                "phones": [phone],
                "emails": [mail],
                "birth_date": born,
                "tags": [tag, f"batch-{index // 200}"],
                "education": [{"school": school, "degree": "本科", "until": 2014}],
                "company": "华信科技",
                "title": "后端工程师",
                "source": SOURCES[index % len(SOURCES)],
            }
        )
        profile = profile_of(draft, "CN", NOW.date())
        return CandidateRecord(
            candidate_id=CandidateId(new_id("cnd")), profile=profile, created_at=now, created_by="user-1"
        )

    def _position(self, index: int, table: TenantTable, trail: AuditTrail) -> Any:
        draft = PositionDraft.model_validate(position_draft(department=f"department-{index % 5}"))
        position_id = PositionId(f"pos_{index}")
        position = position_of(draft, position_id, "user-1", NOW)
        table.transact([PositionStore(table, trail).put(position)])
        self.positions.append(position_id)
        return position.snapshot


@contextmanager
def tenant_of(number: int, folder: Path, done: Callable[[int], None]) -> Iterator[Tenant]:
    """Fill a tenant, and let handlers of this process serve it until the block ends. ``done`` hears how many rows."""
    with deployed() as made:
        rows, keys = OrderedRows(folder / f"rows-{number}"), OrderedRows(folder / f"keys-{number}")
        wiring = PlayedWiring(made, rows, keys)
        platform: Platform[Any] = Platform(settings=made.platform.settings, clock=made.clock, wiring=wiring)
        bootstrap.use(platform)
        tenant = Tenant(Deployment(platform, made.clock, made.session), wiring)
        try:
            tenant.fill(number)
            gc.collect()
            gc.freeze()  # what the filling left is nothing that a request would walk through
            done(rows.indexed() + keys.indexed())
            yield tenant
        finally:
            gc.unfreeze()
            rows.close()
            keys.close()
