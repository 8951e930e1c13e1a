"""Running reports: one row an interview, the newest revision wins."""

from shared.assessment.contracts import RunningReportUpdated
from shared.assessment.running import RunningReport
from shared.assessment.store.keys import RUNNING, interview_pk
from shared.kernel.ids import InterviewId
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put


class RunningReports:
    """The running reports of one tenant. Both methods raise ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def get(self, interview_id: InterviewId) -> RunningReport | None:
        """Return the newest running report, None while no answer is settled."""
        row = self._table.get(interview_pk(self._table.tenant_id, interview_id), RUNNING)
        return RunningReport.model_validate_json(row["report"]) if row else None

    def keep(self, report: RunningReport, event: RunningReportUpdated) -> bool:
        """Keep a report and tell of it, in one transaction; False where its revision, or a newer one, is kept."""
        pk = interview_pk(self._table.tenant_id, report.interview_id)
        row = {"PK": pk, "SK": RUNNING, "revision": report.revision, "report": report.model_dump_json()}
        newer = Attr("PK").not_exists() | Attr("revision").lt(report.revision)
        try:
            self._table.transact([Put(row, newer), *outbox_puts(pk, [event])])
        except ConditionFailed:
            return False
        return True
