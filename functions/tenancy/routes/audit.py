"""The audit log, for auditors and administrators: who read whose data, who decided what."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.tenancy.routes.desk import audit_log, platform
from shared.kernel.errors import Invalid
from shared.platform.audit import AuditEntry
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
MOMENT = r"^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2})?)?)?)?$"
"""A year, month, day, hour or minute (UTC)."""
AN_ID = r"^[\x21-\x7e]{1,255}$"


@router.get("/v1/tenancy/audit", summary="Read the audit log")
def get_audit(
    candidate: Annotated[str | None, Query(pattern=AN_ID)] = None,
    subject: Annotated[str | None, Query(pattern=AN_ID)] = None,
    when: Annotated[str, Query(pattern=f"(^$)|({MOMENT})")] = "",
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[AuditEntry]:
    """List entries, the newest first: all, those of a candidate, or those of a subject that is no candidate's.

    ``when`` narrows to a year, month, day, hour or minute in UTC (``2026-11``, ``2026-11-22T09``). Reading the log is
    entered into the log.
    """
    who = staff(router)
    authorize(who, "read_audit_log")
    if candidate and subject:
        raise Invalid("Give a candidate or a subject, not both.", "Entries of a candidate are listed by the candidate.")
    log, whom = audit_log(who), candidate or subject
    begin = Cursor.read(cursor)
    found, following = log.of(whom, when, limit, begin) if whom else log.latest(when, limit, begin)
    trail = platform().audit(who.tenant_id)
    trail.record(trail.entry(who, "read_audit_log", subject or "audit", candidate_id=candidate, detail={"when": when}))
    return Page(items=found, next=following.spelled() if following else None)
