"""Where device checks and practice recordings are noted: the only file of the subject that spells table keys."""

from collections.abc import Sequence
from datetime import timedelta

from shared.interview.preparation.model import DeviceCheck, Practice
from shared.interview.sealed import SealedRows
from shared.kernel.ids import CandidateId, InterviewId
from shared.platform.sealing import Sealer
from shared.platform.table import TenantTable

CHECKS_KEPT = timedelta(days=90)
"""As long as somebody may ask why an interview went wrong."""
NEWEST = 20


class PreparationStore:
    """One tenant's device checks and practice recordings."""

    def __init__(self, table: TenantTable, sealer: Sealer) -> None:
        self._table = table
        self._checks = SealedRows(sealer, "device_check")

    def add_check(self, interview_id: InterviewId, candidate_id: CandidateId, check: DeviceCheck) -> None:
        """Record a check, sealed: a device may tell who somebody is."""
        self._table.put(
            {
                "PK": self._pk(interview_id),
                "SK": f"DEVICES#{check.check_id}",
                **self._checks.attributes(candidate_id, check),
                "expires_at": int((check.at + CHECKS_KEPT).timestamp()),
            }
        )

    def checks(self, interview_id: InterviewId) -> Sequence[DeviceCheck]:
        """Return the newest checks, the newest first."""
        rows = self._table.query(self._pk(interview_id), begins="DEVICES#", newest_first=True, limit=NEWEST)
        return [self._checks.content(row, DeviceCheck) for row in rows]

    def practice(self, interview_id: InterviewId) -> Practice | None:
        """Return the practice recording, or None."""
        item = self._table.get(self._pk(interview_id), "PRACTICE")
        return Practice.model_validate_json(item["practice"]) if item else None

    def put_practice(self, practice: Practice) -> None:
        """Note a practice recording, in place of an earlier one."""
        self._table.put(
            {
                "PK": self._pk(practice.interview_id),
                "SK": "PRACTICE",
                "practice": practice.model_dump_json(),
                "expires_at": int(practice.gone_at.timestamp()),
            }
        )

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")
