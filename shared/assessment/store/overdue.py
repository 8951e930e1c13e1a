"""What is over its deadline, found through the index."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.store.keys import INDEX, INTERVIEW, pending_pk, pending_sk
from shared.assessment.store.rows import answer_of, interview_of
from shared.platform.table import TenantTable
from shared.platform.writes import Item


@dataclass(frozen=True)
class Overdue:
    """A row as the index has it. It is read by ``state`` alone, so that one that cannot be read stops no other."""

    row: Item

    @property
    def key(self) -> dict[str, str]:
        """Where the row lies in the table."""
        return {"PK": str(self.row["PK"]), "SK": str(self.row["SK"])}

    def state(self) -> AnswerState | InterviewState:
        """Return what the row holds. Raises ``ValueError`` where it holds neither an answer nor an interview."""
        return interview_of(self.row) if self.row["SK"] == INTERVIEW else answer_of(self.row)


def overdue(table: TenantTable, now: datetime) -> Iterator[Overdue]:
    """Yield the tenant's answers and interviews whose deadline is over, page by page, oldest first.

    The index lags behind the table: read a row again before you change it.
    """
    for row in table.query(pending_pk(table.tenant_id), up_to=pending_sk(now), index=INDEX):
        yield Overdue(row)
