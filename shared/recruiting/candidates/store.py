"""Where candidates are kept: sealed rows, and digests by which they are found. Spells the table keys of the subject."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.kernel.ids import CandidateId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.keys import BlindIndex, Shredded
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write
from shared.recruiting.applications.contracts import Source
from shared.recruiting.candidates.finding import FindingRows
from shared.recruiting.candidates.index import Entry
from shared.recruiting.candidates.model import CandidateRecord, Profile

ROW = "CANDIDATE"
AT_ONCE = 85
"""Items of a transaction: DynamoDB takes 100, and the audit log and the caller add theirs."""
PROFILE = "profile"
"""The purpose that a profile is sealed for."""


class CandidateStore:
    """One tenant's candidates."""

    def __init__(self, table: TenantTable, sealer: Sealer, blind: BlindIndex, trail: AuditTrail) -> None:
        self._table = table
        self._sealer = sealer
        self._trail = trail
        self.finding = FindingRows(table, blind)

    def record(self, candidate_id: CandidateId) -> CandidateRecord | None:
        """Return a candidate, or None. Raises ``Shredded`` where the person was erased."""
        item = self._table.get(self.pk(candidate_id), ROW)
        return self._record(item) if item and "sealed" in item else None

    def many(self, candidate_ids: Sequence[CandidateId]) -> list[CandidateRecord]:
        """Return those of up to 100 candidates that are there, in this order; without merged and erased ones."""
        items = self._table.get_many([(self.pk(candidate_id), ROW) for candidate_id in candidate_ids])
        known = {record.candidate_id: record for record in self._records(items)}
        return [known[found] for found in dict.fromkeys(candidate_ids) if found in known]

    def page(
        self, limit: int, cursor: Cursor | None, source: Source | None = None
    ) -> tuple[list[CandidateRecord], Cursor | None]:
        """Return a page of candidates, the newest first; of one source where it is given. One query."""
        if source is None:
            rows = self._table.page(self._list(), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        else:
            pk = self._list(source)
            rows = self._table.page(pk, index="GSI2", limit=limit, cursor=cursor, newest_first=True)
        return self._records(rows.items), rows.next

    def found(
        self, entry: Entry, limit: int, cursor: Cursor | None = None
    ) -> tuple[list[CandidateRecord], Cursor | None]:
        """Return a page of those who are found by an entry, the newest first. A query, and one read of many rows."""
        ids, following = self.finding.ids_of(entry, limit, cursor)
        name = self.finding.name_of(entry)
        return [record for record in self.many(ids) if name in record.found_by], following

    def known(self, entries: Iterable[Entry]) -> dict[Entry, tuple[CandidateId, ...]]:
        """Return who is known under each of many phones, mailboxes, births; 100 at a time in one read."""
        return self.finding.known(entries)

    def add(
        self, record: CandidateRecord, entry: AuditEntry, request: Request | None = None, more: Sequence[Write] = ()
    ) -> bool:
        """Enter a new candidate, with ``more`` in the same transaction; False where ``request`` was carried out.

        Raises ``ConditionFailed`` for a condition of ``more``: its ``failed`` are places in ``more``.
        """
        found_by = self.finding.found_by(record.profile)
        links = [self.finding.link(name, record.candidate_id) for name in found_by]
        writes: list[Write] = [*more, Put(self._item(record, found_by), Attr("PK").not_exists())]
        if request is not None:
            writes.append(requests.request_put(self._table, request, record.candidate_id, record.created_at))
        try:
            self._trail.transact([*writes, *self._beforehand(links, AT_ONCE - len(writes))], entry)
        except ConditionFailed as error:
            if request is not None and len(writes) - 1 in error.failed:
                return False
            raise
        return True

    def change(
        self, before: CandidateRecord, after: CandidateRecord, entry: AuditEntry | None, more: Sequence[Write] = ()
    ) -> bool:
        """Write the next revision; False where another one was quicker. ``after`` says nothing of ``found_by``."""
        return self.change_all([(before, after)], entry, more)

    def change_all(
        self,
        changes: Sequence[tuple[CandidateRecord, CandidateRecord]],
        entry: AuditEntry | None,
        more: Sequence[Write] = (),
    ) -> bool:
        """Write the next revision of several candidates together, as ``change`` does for one."""
        writes: list[Write] = [*more]
        links: list[Write] = []
        gone: list[Write] = []
        for before, after in changes:
            found_by = self.finding.found_by(after.profile) if after.merged_into is None else ()
            old, new = set(before.found_by), set(found_by)
            writes.append(Put(self._item(after, found_by), Attr("revision").eq(before.revision)))
            links += [self.finding.link(name, after.candidate_id) for name in sorted(new - old)]
            gone += [self.finding.unlink(name, after.candidate_id) for name in sorted(old - new)]
        writes += self._beforehand(links, AT_ONCE - len(writes))
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        self._apart(gone)
        return True

    def remove(self, record: CandidateRecord) -> None:
        """Take a candidate's row and index entries away; for erasure, which takes the rest of the partition."""
        self._table.delete(self.pk(record.candidate_id), ROW)
        self._apart([self.finding.unlink(name, record.candidate_id) for name in record.found_by])

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made before, or None."""
        return requests.remembered(self._table, request)

    def pk(self, candidate_id: CandidateId) -> str:
        """Return the partition of a candidate."""
        return self._table.pk(f"CANDIDATE#{candidate_id}")

    def _beforehand(self, links: list[Write], room: int) -> list[Write]:
        """Return the links that go into the transaction; what does not fit is written before it.

        A link that leads nowhere, or to somebody who is not found by it any more, shows nobody: ``found_by`` decides.
        """
        self._apart(links[room:])
        return links[:room]

    def _apart(self, writes: list[Write]) -> None:
        for start in range(0, len(writes), AT_ONCE):
            self._table.transact(writes[start : start + AT_ONCE])

    def _records(self, items: Sequence[Item]) -> list[CandidateRecord]:
        sealed = [item for item in items if "sealed" in item and "merged_into" not in item]
        self._sealer.prepare(str(item["PK"]).rpartition("#")[2] for item in sealed)
        found: list[CandidateRecord] = []
        for item in sealed:
            try:
                found.append(self._record(item))
            except Shredded:  # erased a moment ago: the row is still to go
                continue
        return found

    def _record(self, item: Item) -> CandidateRecord:
        candidate_id = CandidateId(str(item["PK"]).rpartition("#")[2])
        merged = item.get("merged_into")
        return CandidateRecord(
            candidate_id=candidate_id,
            profile=self._sealer.open_as(candidate_id, str(item["sealed"]), Profile, PROFILE),
            revision=int(item["revision"]),
            created_at=datetime.fromisoformat(str(item["created_at"])),
            created_by=str(item["created_by"]),
            merged_into=CandidateId(str(merged)) if merged else None,
            absorbed=tuple(CandidateId(str(one)) for one in item.get("absorbed", ())),
            found_by=tuple(str(name) for name in item.get("found_by", ())),
        )

    def _item(self, record: CandidateRecord, found_by: tuple[str, ...]) -> Item:
        moment = f"{record.created_at.isoformat()}#{record.candidate_id}"
        item: Item = {
            "PK": self.pk(record.candidate_id),
            "SK": ROW,
            "sealed": self._sealer.seal(record.candidate_id, record.profile, PROFILE),
            "revision": record.revision,
            "created_at": record.created_at.isoformat(),
            "created_by": record.created_by,
            "found_by": list(found_by),
        }
        if record.absorbed:
            item["absorbed"] = list(record.absorbed)
        if record.merged_into is not None:
            return item | {"merged_into": record.merged_into}
        listed = {"GSI1PK": self._list(), "GSI1SK": moment}
        return item | listed | {"GSI2PK": self._list(record.profile.source), "GSI2SK": moment}

    def _list(self, source: Source | None = None) -> str:
        return self._table.pk("CANDIDATES" if source is None else f"CANDIDATES#SOURCE#{source}")
