"""Where reviews and the company's scale are kept: the only file of the subject that spells table keys.

The reviewer's words are sealed with the employee's key; ratings, days and ids are not.
"""

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.outcomes.model import Review
from shared.people.outcomes.scale import RatingScale, standard
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put

REVIEW, SCALE = "REVIEW#", "SCALE"
SEALED_FOR = "review"


class Words(Frozen):
    """What the reviewer wrote."""

    note: str


class OutcomeStore:
    """One tenant's reviews: rows beside the employee's own."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer

    def reviews(self, employee_id: EmployeeId) -> list[Review]:
        """Return the reviews of an employee by the end of their period. One query. Raises ``Shredded``."""
        return [self._read(item) for item in self._table.query(self._pk(employee_id), begins=REVIEW)]

    def put(self, review: Review) -> Put:
        """Return the write that enters a review: it goes with the change of the employee's file."""
        row: Item = {
            "PK": self._pk(review.employee_id),
            "SK": f"{REVIEW}{review.until.isoformat()}#{review.review_id}",
            "review": review.model_copy(update={"note": None}).model_dump_json(),
        }
        if review.note:
            row["sealed"] = self._sealer.seal(review.employee_id, Words(note=review.note), SEALED_FOR)
        return Put(row, Attr("PK").not_exists())

    def scale(self) -> tuple[RatingScale, int]:
        """Return the company's scale and its revision; revision 0: nobody wrote one, the standard holds."""
        item = self._table.get(self._table.pk("RATING_SCALE"), SCALE)
        if item is None:
            return standard(), 0
        return RatingScale.model_validate_json(item["scale"]), int(item["revision"])

    def put_scale(self, scale: RatingScale, revision: int, entry: AuditEntry) -> bool:
        """Write the scale as ``revision``; False where another one was quicker."""
        row: Item = {
            "PK": self._table.pk("RATING_SCALE"),
            "SK": SCALE,
            "scale": scale.model_dump_json(),
            "revision": revision,
        }
        condition = Attr("PK").not_exists() if revision == 1 else Attr("revision").eq(revision - 1)
        try:
            self._trail.transact([Put(row, condition)], entry)
        except ConditionFailed:
            return False
        return True

    def _read(self, item: Item) -> Review:
        review = Review.model_validate_json(item["review"])
        if "sealed" not in item:
            return review
        words = self._sealer.open_as(review.employee_id, item["sealed"], Words, SEALED_FOR)
        return review.model_copy(update={"note": words.note})

    def _pk(self, employee_id: EmployeeId) -> str:
        return self._table.pk(f"EMPLOYEE#{employee_id}")
