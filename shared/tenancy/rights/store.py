"""Where erasures, exports, holds and retention are kept: the only file of the subject that spells table keys.

A person's rights lie in a partition of their own, which no erasure touches; nothing in it says who it was.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.person_places import Footprint
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.tombstones import stone
from shared.platform.writes import Attr, ConditionBase, Item, Put, Write
from shared.tenancy.rights.contracts import export_folder, held_folder
from shared.tenancy.rights.export import Export
from shared.tenancy.rights.holds import Hold
from shared.tenancy.rights.model import LINK_KEPT, Erasure
from shared.tenancy.rights.person import Person
from shared.tenancy.rights.retention import Retention

ERASURE = "ERASURE"
STONES_TOGETHER = 90


class RightsStore:
    """One tenant's rights."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    # Erasures

    def erasure(self, candidate_id: str) -> Erasure | None:
        """Return the erasure of a candidate, or None."""
        item = self._table.get(self._pk(candidate_id), ERASURE)
        return Erasure.model_validate_json(item["erasure"]) if item else None

    def erasures(self, limit: int, cursor: Cursor | None) -> tuple[list[Erasure], Cursor | None]:
        """Return a page of erasures, the newest first. One query."""
        rows = self._table.page(self._table.pk("ERASURES"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Erasure.model_validate_json(item["erasure"]) for item in rows.items], rows.next

    def ask(self, erasure: Erasure, links: dict[str, str], entry: AuditEntry, events: Sequence[Event]) -> bool:
        """Keep a new erasure; False where there is one. ``links``: invitation id → hash of its secret, by which the
        person can see how it stands when the invitations are gone."""
        pk = self._pk(erasure.person.candidate_id)
        end = int((erasure.due_at + LINK_KEPT).timestamp())
        tokens = [
            Put(
                {
                    "PK": self._table.pk(f"RIGHTS_LINK#{invitation_id}"),
                    "SK": "LINK",
                    "secret_sha256": secret,
                    "candidate_id": erasure.person.candidate_id,
                    "expires_at": max(end, self._until(erasure)),
                }
            )
            for invitation_id, secret in list(links.items())[:STONES_TOGETHER]
        ]
        writes: list[Write] = [self._put(erasure, Attr("PK").not_exists()), *tokens, *outbox_puts(pk, events)]
        return self._passed(writes, entry)

    def save(self, erasure: Erasure, entry: AuditEntry | None = None, events: Sequence[Event] = ()) -> bool:
        """Write the next revision; False where another step was quicker."""
        pk = self._pk(erasure.person.candidate_id)
        changed = self._put(erasure, Attr("revision").eq(erasure.revision - 1))
        return self._passed([changed, *outbox_puts(pk, events)], entry)

    def lay_stones(self, erasure: Erasure, at: datetime) -> None:
        """Lay a stone for every id of the person. Again, it is the same."""
        stones = [stone(self._table, subject, erasure.erasure_id, at) for subject in erasure.person.subjects]
        for start in range(0, len(stones), STONES_TOGETHER):
            self._table.transact(stones[start : start + STONES_TOGETHER])

    def link(self, invitation_id: str) -> tuple[str, CandidateId] | None:
        """Return the hash of an invitation's secret and whose it was, after the invitation was erased."""
        item = self._table.get(self._table.pk(f"RIGHTS_LINK#{invitation_id}"), "LINK")
        return (str(item["secret_sha256"]), CandidateId(item["candidate_id"])) if item else None

    # Exports

    def export(self, candidate_id: str, export_id: str) -> Export | None:
        """Return an export, or None."""
        item = self._table.get(self._pk(candidate_id), f"EXPORT#{export_id}")
        return Export.model_validate_json(item["export"]) if item else None

    def exports(self, candidate_id: str) -> list[Export]:
        """Return the exports of a candidate, the newest first."""
        rows = self._table.query(self._pk(candidate_id), begins="EXPORT#", newest_first=True, limit=20)
        return [Export.model_validate_json(item["export"]) for item in rows]

    def save_export(self, export: Export, entry: AuditEntry | None, events: Sequence[Event] = ()) -> bool:
        """Write an export's next revision; False where another step was quicker."""
        pk = self._pk(export.person.candidate_id)
        before = Attr("revision").eq(export.revision - 1) if export.revision > 1 else Attr("PK").not_exists()
        item: Item = {
            "PK": pk,
            "SK": f"EXPORT#{export.export_id}",
            "export": export.model_dump_json(),
            "revision": export.revision,
            "expires_at": int(export.expires_at.timestamp()),
        }
        return self._passed([Put(item, before), *outbox_puts(pk, events)], entry)

    # Holds

    def hold(self, subject_id: str, hold_id: str) -> Hold | None:
        """Return a hold, or None."""
        item = self._table.get(self._pk(subject_id), f"HOLD#{hold_id}")
        return Hold.model_validate_json(item["hold"]) if item else None

    def found_hold(self, hold_id: str) -> Hold | None:
        """Return a hold by its id alone, or None."""
        item = self._table.get(self._table.pk(f"HOLD#{hold_id}"), "POINTER")
        return self.hold(str(item["subject_id"]), hold_id) if item else None

    def holds_of(self, subject_id: str) -> list[Hold]:
        """Return every hold on a candidate or position, the oldest first."""
        rows = self._table.query(self._pk(subject_id), begins="HOLD#")
        return [Hold.model_validate_json(item["hold"]) for item in rows]

    def standing(self, person: Person) -> Hold | None:
        """Return a hold that stands on a person or on one of their positions, or None."""
        subjects: list[str | PositionId] = [*person.candidate_ids, *person.positions]
        held = (hold for subject in subjects for hold in self.holds_of(str(subject)) if hold.stands)
        return next(held, None)

    def holds(self, limit: int, cursor: Cursor | None) -> tuple[list[Hold], Cursor | None]:
        """Return a page of the holds that stand, the newest first. One query."""
        rows = self._table.page(self._table.pk("HOLDS"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Hold.model_validate_json(item["hold"]) for item in rows.items], rows.next

    def save_hold(self, hold: Hold, entry: AuditEntry, events: Sequence[Event]) -> bool:
        """Place a hold or release it; False where somebody was quicker."""
        pk = self._pk(hold.subject_id)
        item: Item = {
            "PK": pk,
            "SK": f"HOLD#{hold.hold_id}",
            "hold": hold.model_dump_json(),
            "stands": hold.stands,
        }
        if hold.stands:
            item |= {"GSI1PK": self._table.pk("HOLDS"), "GSI1SK": f"{hold.placed_at.isoformat()}#{hold.hold_id}"}
        before = Attr("PK").not_exists() if hold.stands else Attr("stands").eq(True)
        pointer = {"PK": self._table.pk(f"HOLD#{hold.hold_id}"), "SK": "POINTER", "subject_id": hold.subject_id}
        return self._passed([Put(item, before), Put(pointer), *outbox_puts(pk, events)], entry)

    # Retention

    def retention(self, candidate_id: str) -> Retention | None:
        """Return when a person's data end, as it was last worked out, or None."""
        item = self._table.get(self._pk(candidate_id), "RETENTION")
        return Retention.model_validate_json(item["retention"]) if item else None

    def keep_retention(self, retention: Retention) -> None:
        """Keep when a person's data end, and when to look next."""
        item: Item = {
            "PK": self._pk(retention.candidate_id),
            "SK": "RETENTION",
            "retention": retention.model_dump_json(),
        }
        if retention.look_at is not None:
            item |= {
                "GSI1PK": self._table.pk("RETENTION"),
                "GSI1SK": f"{retention.look_at.isoformat()}#{retention.candidate_id}",
            }
        self._table.put(item)

    def drop_retention(self, candidate_id: str) -> None:
        """Forget when a person's data end: they are gone."""
        self._table.delete(self._pk(candidate_id), "RETENTION")

    def due(self, now: datetime) -> Iterator[CandidateId]:
        """Yield the candidates to look at by ``now``, the longest due first."""
        for item in self._table.query(self._table.pk("RETENTION"), index="GSI1", up_to=f"{now.isoformat()}~"):
            yield CandidateId(Retention.model_validate_json(item["retention"]).candidate_id)

    def round(self, limit: int) -> list[CandidateId]:
        """Return the next ``limit`` candidates of the tenant's list, and go on after them the next time."""
        pk = self._table.pk("RETENTION_ROUND")
        place = self._table.get(pk, "PLACE") or {}
        rows = self._table.page(
            self._table.pk("CANDIDATES"), index="GSI1", limit=limit, cursor=Cursor.read(place.get("cursor"))
        )
        following = rows.next.spelled() if rows.next else None
        self._table.put({"PK": pk, "SK": "PLACE", **({"cursor": following} if following else {})})
        return [CandidateId(str(item["PK"]).rpartition("#")[2]) for item in rows.items]

    def footprint(self, person: Person) -> Footprint:
        """Return what tenancy itself keeps of a person, besides their rights."""
        ids, tenant = person.candidate_ids, self.tenant_id
        rows = [(self._pk(one), f"EXPORT#{each.export_id}") for one in ids for each in self.exports(one)]
        folders = [folder(tenant, one) for one in ids for folder in (export_folder, held_folder)]
        return Footprint(rows=tuple(rows), folders=tuple(folders))

    def _put(self, erasure: Erasure, condition: ConditionBase) -> Put:
        item: Item = {
            "PK": self._pk(erasure.person.candidate_id),
            "SK": ERASURE,
            "erasure": erasure.model_dump_json(),
            "revision": erasure.revision,
            "GSI1PK": self._table.pk("ERASURES"),
            "GSI1SK": f"{erasure.requested_at.isoformat()}#{erasure.erasure_id}",
        }
        return Put(item, condition)

    def _until(self, erasure: Erasure) -> int:
        until = erasure.restricted_until or erasure.due_at
        return int((until + LINK_KEPT).timestamp())

    def _passed(self, writes: Sequence[Write], entry: AuditEntry | None) -> bool:
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, subject_id: str) -> str:
        return self._table.pk(f"RIGHTS#{subject_id}")
