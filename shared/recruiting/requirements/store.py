"""Where analyses and standards are kept: documents that never change, and a row for each in the list."""

from datetime import datetime

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId, TenantId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put, Write
from shared.recruiting.requirements.contracts import (
    PositionStandard,
    RequirementAnalysis,
    analysis_key,
    standard_key,
)


class AnalysisSummary(Frozen):
    """An analysis in the list. ``supported`` and ``indicated`` count its findings."""

    analysis_id: str
    job_titles: tuple[str, ...]
    made_by: str
    made_at: datetime
    hires: int
    supported: int
    indicated: int
    document: DocumentRef


class RequirementStore:
    """One tenant's analyses and standards."""

    def __init__(self, table: TenantTable, bucket: TenantBucket, trail: AuditTrail) -> None:
        self._table = table
        self._bucket = bucket
        self._trail = trail

    @property
    def tenant_id(self) -> TenantId:
        """Whose they are."""
        return self._table.tenant_id

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made, or None. Raises ``KeyReused``."""
        return requests.remembered(self._table, request)

    def add(self, analysis: RequirementAnalysis, request: Request | None, entry: AuditEntry) -> bool:
        """Keep an analysis, once a request."""
        document = self._bucket.put_document(analysis_key(self.tenant_id, analysis.analysis_id), analysis)
        grades = [finding.grade for finding in analysis.findings]
        summary = AnalysisSummary(
            analysis_id=analysis.analysis_id,
            job_titles=analysis.order.job_titles,
            made_by=analysis.made_by,
            made_at=analysis.made_at,
            hires=analysis.hires,
            supported=grades.count("supported"),
            indicated=grades.count("indicated"),
            document=document,
        )
        item = {
            "PK": self._list(),
            "SK": f"ANALYSIS#{analysis.analysis_id}",
            "summary": summary.model_dump_json(),
        }
        writes: list[Write] = [Put(item, Attr("PK").not_exists())]
        if request is not None:
            writes.append(requests.request_put(self._table, request, analysis.analysis_id, analysis.made_at))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            if error.failed == (1,):
                return False
            raise
        return True

    def summary(self, analysis_id: str) -> AnalysisSummary | None:
        """Return an analysis as the list has it, or None."""
        item = self._table.get(self._list(), f"ANALYSIS#{analysis_id}")
        return AnalysisSummary.model_validate_json(item["summary"]) if item else None

    def analysis(self, summary: AnalysisSummary) -> RequirementAnalysis:
        """Return the document. Raises ``DamagedDocument`` where it is not the one that was written."""
        return self._bucket.get_document(summary.document, RequirementAnalysis)

    def page(self, limit: int, cursor: Cursor | None) -> tuple[list[AnalysisSummary], Cursor | None]:
        """Return a page of analyses, the newest first."""
        rows = self._table.page(self._list(), begins="ANALYSIS#", limit=limit, cursor=cursor, newest_first=True)
        return [AnalysisSummary.model_validate_json(item["summary"]) for item in rows.items], rows.next

    def put_standard(self, standard: PositionStandard) -> DocumentRef:
        """Write a standard, and return its reference for the position."""
        key = standard_key(self.tenant_id, standard.position_id, standard.standard_id)
        return self._bucket.put_document(key, standard)

    def standard(self, where: DocumentRef, position_id: PositionId) -> PositionStandard | None:
        """Return the standard that a position's justification refers to, or None where it is something else."""
        if not where.key.startswith(standard_key(self.tenant_id, position_id, "").removesuffix(".json")):
            return None
        try:
            return self._bucket.get_document(where, PositionStandard)
        except NotFound:
            return None

    def _list(self) -> str:
        return self._table.pk("ANALYSES")
