"""Where panels and ratings are kept: the only file of the subject that spells table keys.

Words about a candidate are sealed with the candidate's own key, so that they go with it. ``seats`` reads the sets
``assigned`` and ``rated`` of a panel's row for permissions; the store asks them again before it gives a rating away.
"""

from collections.abc import Sequence
from datetime import datetime

from shared.decision.panel.evidence import EvidenceTime
from shared.decision.panel.interviews import ReportKept
from shared.decision.panel.model import Member, Panel
from shared.decision.panel.rating import Rating, RatingForm
from shared.decision.panel.seats import SORT_KEY, panel_pk
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Forbidden
from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, InterviewId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Delete, Item, Put, Update, Write

SEALED_FOR = "rating"


class Blind(Forbidden):
    """A member of the panel asked for others' ratings before the own one is in."""

    code = "blind"

    def __init__(self) -> None:
        super().__init__(
            "You are blind to the others' ratings until your own is in. 提交本人评分前不可查看他人评分。",
            "Hand your rating in first. 请先提交您的评分。",
        )


class PanelStore:
    """One tenant's panels."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self.tenant_id = table.tenant_id

    def panel(self, interview_id: InterviewId) -> Panel | None:
        """Return a panel, or None."""
        item = self._table.get(panel_pk(self._table, interview_id), SORT_KEY)
        return Panel.model_validate_json(item["panel"]) if item else None

    def panels(self, interview_ids: Sequence[InterviewId]) -> dict[InterviewId, Panel]:
        """Return the panels of up to 100 interviews that have one. One request."""
        keys = [(panel_pk(self._table, each), SORT_KEY) for each in interview_ids]
        found = [Panel.model_validate_json(item["panel"]) for item in self._table.get_many(keys)] if keys else []
        return {panel.interview_id: panel for panel in found}

    def form(self, interview_id: InterviewId) -> RatingForm | None:
        """Return what is rated, or None where no panel was ever called."""
        item = self._table.get(panel_pk(self._table, interview_id), "FORM")
        return RatingForm.model_validate_json(item["form"]) if item else None

    def save(
        self,
        panel: Panel,
        entry: AuditEntry,
        *,
        form: RatingForm | None = None,
        seated: Sequence[Member] = (),
        left: str | None = None,
        more: Sequence[Write] = (),
        events: Sequence[Event] = (),
    ) -> bool:
        """Write a panel's next revision with the seats that changed; False where another change was quicker."""
        pk = panel_pk(self._table, panel.interview_id)
        writes: list[Write] = [self._panel(panel), *(self._seat(panel, member) for member in seated)]
        if form is not None:
            writes.append(Put({"PK": pk, "SK": "FORM", "form": form.model_dump_json()}))
        if left is not None:
            not_in = Attr("state").not_exists() | Attr("state").ne("submitted")
            writes += [Delete(pk, f"SEAT#{left}"), Delete(pk, f"RATING#{left}", not_in)]
        return self._passed([*writes, *more, *outbox_puts(pk, events)], entry)

    def seats_of(
        self, user_id: str, limit: int, cursor: Cursor | None
    ) -> tuple[list[tuple[InterviewId, Member, bool]], Cursor | None]:
        """Return a page of what is assigned to somebody (interview, seat, whether it is rated): open ones by deadline
        first. One query."""
        rows = self._table.page(self._table.pk(f"SEATS#{user_id}"), index="GSI1", limit=limit, cursor=cursor)
        found = [
            (InterviewId(item["interview_id"]), Member.model_validate_json(item["member"]), bool(item["done"]))
            for item in rows.items
        ]
        return found, rows.next

    def own(self, interview_id: InterviewId, user_id: str, candidate_id: CandidateId) -> Rating | None:
        """Return somebody's own rating. Raises ``Shredded`` where the candidate was erased."""
        item = self._table.get(panel_pk(self._table, interview_id), f"RATING#{user_id}")
        return self._opened(item, candidate_id) if item else None

    def draft(self, rating: Rating, candidate_id: CandidateId) -> bool:
        """Keep a draft; False where another save was quicker, or the rating is in. Raises ``Shredded``."""
        try:
            self._table.put(self._rating(rating, candidate_id, f"RATING#{rating.user_id}"), self._before(rating))
        except ConditionFailed:
            return False
        return True

    def submit(self, rating: Rating, panel: Panel, entry: AuditEntry, events: Sequence[Event]) -> bool:
        """Write a version that stays, and that it is in; False where another change was quicker."""
        pk = panel_pk(self._table, rating.interview_id)
        current = Put(self._rating(rating, panel.candidate_id, f"RATING#{rating.user_id}"), self._before(rating))
        kept = self._rating(rating, panel.candidate_id, f"RATED#{rating.user_id}#{rating.version:04d}")
        member = panel.member(rating.user_id)
        seat = [self._seat(panel, member)] if member else []
        writes = [current, Put(kept, Attr("PK").not_exists()), self._panel(panel), *seat, *outbox_puts(pk, events)]
        return self._passed(writes, entry)

    def ratings(self, panel: Panel, reader: str) -> list[Rating]:
        """Return every version that was handed in, by rater. Raises ``Blind``, ``Shredded``.

        The seats are those of ``panel``, which the caller has just read consistently.
        """
        if panel.member(reader) is not None and reader not in panel.rated:
            raise Blind
        return self.all_ratings(panel)

    def all_ratings(self, panel: Panel) -> list[Rating]:
        """Return the same for the record of a decision, which shows nobody anything. Raises ``Shredded``."""
        rows = self._table.query(panel_pk(self._table, panel.interview_id), begins="RATED#")
        return [self._opened(item, panel.candidate_id) for item in rows]

    def evidence(self, interview_id: InterviewId, user_id: str) -> EvidenceTime:
        """Return the time that somebody spent on an interview."""
        item = self._table.get(panel_pk(self._table, interview_id), f"EVIDENCE#{user_id}")
        return EvidenceTime.model_validate_json(item["time"]) if item else EvidenceTime()

    def spend(self, interview_id: InterviewId, user_id: str, time: EvidenceTime) -> bool:
        """Keep that time; False where another beat was quicker."""
        before = Attr("revision").eq(time.revision - 1) if time.revision > 1 else Attr("PK").not_exists()
        item = {
            "PK": panel_pk(self._table, interview_id),
            "SK": f"EVIDENCE#{user_id}",
            "time": time.model_dump_json(),
            "revision": time.revision,
        }
        try:
            self._table.put(item, before)
        except ConditionFailed:
            return False
        return True

    def reported(self, interview_id: InterviewId) -> ReportKept | None:
        """Return where the newest report lies, as far as its event was heard."""
        item = self._table.get(panel_pk(self._table, interview_id), "REPORTED")
        return ReportKept.model_validate_json(item["kept"]) if item else None

    def keep_report(self, interview_id: InterviewId, revision: int, report: DocumentRef, at: datetime) -> bool:
        """Keep where a report lies; False where a newer one, or this one, is known."""
        kept = ReportKept(revision=revision, report=report, at=at)
        update = Update(
            panel_pk(self._table, interview_id),
            "REPORTED",
            set={"kept": kept.model_dump_json(), "revision": revision},
            condition=Attr("revision").not_exists() | Attr("revision").lt(revision),
        )
        try:
            self._table.update(update)
        except ConditionFailed:
            return False
        return True

    def _panel(self, panel: Panel) -> Put:
        item: Item = {
            "PK": panel_pk(self._table, panel.interview_id),
            "SK": SORT_KEY,
            "panel": panel.model_dump_json(),
            "revision": panel.revision,
        }
        # An empty set cannot be stored; what is not there reads as empty.
        item |= {"assigned": {each.user_id for each in panel.members}} if panel.members else {}
        item |= {"rated": set(panel.rated)} if panel.rated else {}
        before = Attr("revision").eq(panel.revision - 1) if panel.revision > 1 else Attr("PK").not_exists()
        return Put(item, before)

    def _seat(self, panel: Panel, member: Member) -> Put:
        done = member.user_id in panel.rated
        return Put(
            {
                "PK": panel_pk(self._table, panel.interview_id),
                "SK": f"SEAT#{member.user_id}",
                "interview_id": panel.interview_id,
                "member": member.model_dump_json(),
                "done": done,
                "GSI1PK": self._table.pk(f"SEATS#{member.user_id}"),
                "GSI1SK": f"{'1' if done else '0'}#{member.due_at.isoformat()}#{panel.interview_id}",
            }
        )

    def _rating(self, rating: Rating, candidate_id: CandidateId, sk: str) -> Item:
        return {
            "PK": panel_pk(self._table, rating.interview_id),
            "SK": sk,
            "sealed": self._sealer.seal(candidate_id, rating, SEALED_FOR),
            "state": rating.state,
            "revision": rating.revision,
        }

    def _before(self, rating: Rating) -> ConditionBase:
        return Attr("revision").eq(rating.revision - 1) if rating.revision > 1 else Attr("PK").not_exists()

    def _opened(self, item: Item, candidate_id: CandidateId) -> Rating:
        return self._sealer.open_as(candidate_id, item["sealed"], Rating, SEALED_FOR)

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True
