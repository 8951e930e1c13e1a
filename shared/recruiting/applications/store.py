"""Where applications are kept: the only file of the subject that spells table keys.

The application lies with its candidate; a pointer row, found by the application's id alone, has a copy without facts.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from shared.kernel.errors import BoleError
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor, Rows
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Check, Delete, Item, Put, Update, Write
from shared.recruiting.applications.contracts import Application, ApplicationStatus
from shared.recruiting.applications.errors import AlreadyApplied, NoSuchCandidate
from shared.recruiting.applications.funnel import NodeFunnel, counted, funnel_of
from shared.recruiting.applications.messages import events_of
from shared.recruiting.applications.model import Candidacy, Change, LogEntry, Overdue
from shared.recruiting.positions.errors import PositionClosed
from shared.recruiting.positions.store import PositionStore

FACTS, LOG = "application", "application_log"
"""The purposes that facts and lines of the log are sealed for."""
SHARDS = 8
"""Rows that share the counters of one position, so that many moves at once do not wait for each other."""


class ApplicationStore:
    """One tenant's applications.

    Facts and logs are sealed with the candidate's key, so that nothing of them opens once the person is erased.
    """

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._positions = PositionStore(table, trail)
        self._sealer = sealer
        self.tenant_id = table.tenant_id

    def application(self, application_id: ApplicationId) -> Application | None:
        """Return an application, or None."""
        item = self._table.get(self._pointer_pk(application_id), "APPLICATION")
        return Application.model_validate_json(item["application"]) if item else None

    def candidacy(self, application_id: ApplicationId) -> Candidacy | None:
        """Return an application with the facts that it moves by, or None. Raises ``Shredded`` for who was erased."""
        pointer = self._table.get(self._pointer_pk(application_id), "APPLICATION")
        if pointer is None:
            return None
        pk = self._candidate_pk(CandidateId(pointer["candidate_id"]))
        item = self._table.get(pk, f"APPLICATION#{application_id}")
        return self._sealer.open_as(str(pointer["candidate_id"]), item["sealed"], Candidacy, FACTS) if item else None

    def of_candidate(self, candidate_id: CandidateId) -> list[Application]:
        """Return all applications of a candidate, the oldest first."""
        rows = self._table.query(self._candidate_pk(candidate_id), begins="APPLICATION#")
        return [_application(item) for item in rows]

    def elsewhere(self, candidate_id: CandidateId) -> list[tuple[str, str]]:
        """Return the keys of rows outside of the candidate's partition that tell of their applications.

        For whoever erases a person: the partition itself holds all the rest, and counters hold nobody.
        """
        pks = [self._pointer_pk(application.application_id) for application in self.of_candidate(candidate_id)]
        return [(pk, sk) for pk in pks for sk in ("APPLICATION", "TASK")]

    def of_position(
        self,
        position_id: PositionId,
        node: str | None = None,
        limit: int = 50,
        cursor: Cursor | None = None,
        status: ApplicationStatus | None = None,
    ) -> tuple[list[Application], Cursor | None]:
        """Return a page of a position's applications; of one node, in one status, where these are given. One query.

        The newest application first; of a node or a status, who has waited there longest.
        """
        rows = self._listed(position_id, node, status, limit, cursor)
        return [_application(item) for item in rows.items], rows.next

    def _listed(
        self, position_id: PositionId, node: str | None, status: str | None, limit: int, cursor: Cursor | None
    ) -> Rows:
        page = self._table.page
        if node is not None:
            here, begins = self._list(position_id, f"NODE#{node}"), f"{status}#" if status else ""
            return page(here, index="GSI2", begins=begins, limit=limit, cursor=cursor)
        if status is not None:
            return page(self._list(position_id, f"STATUS#{status}"), index="GSI2", limit=limit, cursor=cursor)
        whole = self._list(position_id, "APPLICATIONS")
        return page(whole, index="GSI1", limit=limit, cursor=cursor, newest_first=True)

    def log(
        self, application: Application, limit: int, cursor: Cursor | None = None
    ) -> tuple[list[LogEntry], Cursor | None]:
        """Return a page of an application's log, the newest line first."""
        rows = self._table.page(
            self._candidate_pk(application.candidate_id),
            begins=f"MOVE#{application.application_id}#",
            limit=limit,
            cursor=cursor,
            newest_first=True,
        )
        owner = application.candidate_id
        return [self._sealer.open_as(owner, item["sealed"], LogEntry, LOG) for item in rows.items], rows.next

    def creation_writes(self, begun: Change, *, candidate_is_new: bool = False) -> list[Write]:
        """Return the writes that enter a new application (see ``beginning.begin``); for a transaction of its own.

        ``candidate_is_new``: the same transaction puts the candidate's row; otherwise it must be there already. What a
        failed condition means is ``refusal``'s to say. Two applications to one position do not go into one transaction.
        """
        application = begun.application
        once = {"PK": self._candidate_pk(application.candidate_id), "SK": f"APPLIED#{application.position_id}"}
        exists = Check(self._candidate_pk(application.candidate_id), "CANDIDATE", Attr("PK").exists())
        return [
            self._positions.application_write(application.position_id),
            Put(once | {"application_id": application.application_id}, Attr("PK").not_exists()),
            *([] if candidate_is_new else [exists]),
            *self._writes(begun),
            *outbox_puts(self._pointer_pk(application.application_id), events_of(begun, self.tenant_id)),
        ]

    def refusal(self, application: Application, failed: Sequence[int]) -> BoleError | None:
        """Return what it means that conditions of ``creation_writes`` failed, by their places among those writes.

        None: none of those that mean something. A position that was taken away reads as closed.
        """
        meanings = {0: PositionClosed(), 1: AlreadyApplied(), 2: NoSuchCandidate(application.candidate_id)}
        return next((meanings[place] for place in sorted(failed, key=lambda place: -place) if place in meanings), None)

    def save(self, change: Change, entry: AuditEntry, more: Sequence[Event] = ()) -> bool:
        """Write what a step made of an application, its log, events and ``more``; False: another was quicker."""
        pk = self._pointer_pk(change.application.application_id)
        events = [*events_of(change, self.tenant_id), *more]
        try:
            self._trail.transact([*self._writes(change), *outbox_puts(pk, events)], entry)
        except ConditionFailed:
            return False
        return True

    def due(self, now: datetime) -> Iterator[ApplicationId]:
        """Yield the applications that somebody looks at by now, the longest due first."""
        for item in self._table.query(self._table.pk("DUE"), index="GSI1", up_to=f"{now.isoformat()}~"):
            yield ApplicationId(item["application_id"])

    def drop_task(self, application_id: ApplicationId) -> None:
        """Take away what the clock was to do for an application whose candidate is not there any more."""
        self._table.delete(self._pointer_pk(application_id), "TASK")

    def overdue(self, limit: int, cursor: Cursor | None) -> tuple[list[Overdue], Cursor | None]:
        """Return a page of what is overdue, the longest overdue first."""
        rows = self._table.page(self._table.pk("OVERDUE"), index="GSI2", limit=limit, cursor=cursor)
        return [Overdue.model_validate_json(item["overdue"]) for item in rows.items], rows.next

    def funnel(self, position_id: PositionId, nodes: tuple[str, ...]) -> tuple[NodeFunnel, ...]:
        """Return the funnel of a position. One query, however many applications there are."""
        return funnel_of(self._table.query(self._list(position_id, "FUNNEL")), nodes)

    def _writes(self, change: Change) -> list[Write]:
        application = change.application
        writes: list[Write] = [
            self._row(change),
            self._pointer(application),
            self._task(change),
            *(self._line(application, entry) for entry in change.log),
        ]
        if added := counted(change.before, change.log, change.order):
            shard = f"SHARD#{random.randrange(SHARDS)}"
            writes.append(Update(self._list(application.position_id, "FUNNEL"), shard, add=added))
        return writes

    def _row(self, change: Change) -> Put:
        application = change.application
        moment = f"{application.entered_at.isoformat()}#{application.application_id}"
        item = {
            "PK": self._candidate_pk(application.candidate_id),
            "SK": f"APPLICATION#{application.application_id}",
            "application": application.model_dump_json(),
            "sealed": self._sealer.seal(application.candidate_id, change.after, FACTS),
            "revision": application.revision,
            "GSI1PK": self._list(application.position_id, "APPLICATIONS"),
            "GSI1SK": f"{application.created_at.isoformat()}#{application.application_id}",
            "GSI2PK": self._list(application.position_id, f"NODE#{application.node}"),
            "GSI2SK": f"{application.status}#{moment}",
        }
        before = change.before
        unchanged = Attr("revision").eq(before.application.revision) if before else Attr("PK").not_exists()
        return Put(item, unchanged)

    def _pointer(self, application: Application) -> Put:
        return Put(
            {
                "PK": self._pointer_pk(application.application_id),
                "SK": "APPLICATION",
                "candidate_id": application.candidate_id,
                "application": application.model_dump_json(),
                "GSI2PK": self._list(application.position_id, f"STATUS#{application.status}"),
                "GSI2SK": f"{application.entered_at.isoformat()}#{application.application_id}",
            }
        )

    def _task(self, change: Change) -> Write:
        application, task = change.application, change.after.task
        pk = self._pointer_pk(application.application_id)
        if task is None:
            return Delete(pk, "TASK")
        item: Item = {
            "PK": pk,
            "SK": "TASK",
            "application_id": application.application_id,
        }
        if task.look_at is not None:
            item |= {
                "GSI1PK": self._table.pk("DUE"),
                "GSI1SK": f"{task.look_at.isoformat()}#{application.application_id}",
            }
        if task.overdue is not None:
            item |= {
                "overdue": task.overdue.model_dump_json(),
                "GSI2PK": self._table.pk("OVERDUE"),
                "GSI2SK": f"{task.overdue.due_at.isoformat()}#{application.application_id}",
            }
        return Put(item)

    def _line(self, application: Application, entry: LogEntry) -> Put:
        item = {
            "PK": self._candidate_pk(application.candidate_id),
            "SK": f"MOVE#{application.application_id}#{entry.number:06d}",
            "sealed": self._sealer.seal(application.candidate_id, entry, LOG),
        }
        return Put(item, Attr("PK").not_exists())

    def _pointer_pk(self, application_id: ApplicationId) -> str:
        return self._table.pk(f"APPLICATION#{application_id}")

    def _candidate_pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")

    def _list(self, position_id: PositionId, what: str) -> str:
        return self._table.pk(f"POSITION#{position_id}#{what}")


def _application(item: Item) -> Application:
    return Application.model_validate_json(item["application"])
