"""What is over its deadline, found through the index."""

from collections.abc import Iterator
from datetime import datetime

from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.store.keys import INDEX, INTERVIEW, pending_pk, pending_sk
from shared.assessment.store.rows import answer_of, interview_of
from shared.platform.table import TenantTable


def overdue(table: TenantTable, now: datetime) -> Iterator[AnswerState | InterviewState]:
    """Yield the tenant's answers and interviews whose deadline is over, page by page, oldest first.

    The index lags behind the table: read a row again before you change it.
    """
    for row in table.query(pending_pk(table.tenant_id), up_to=pending_sk(now), index=INDEX):
        yield interview_of(row) if row["SK"] == INTERVIEW else answer_of(row)
