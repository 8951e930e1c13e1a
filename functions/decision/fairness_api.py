"""The audit routes, which need the layer of statistics: a handler of its own keeps it from the light ones."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.fairness.auditing import Period, audit_for
from shared.decision.fairness.desk import FairnessSettings, desk_of
from shared.decision.fairness.model import BiasAudit
from shared.decision.fairness.page import audit_html, audit_markdown
from shared.decision.fairness.table_csv import audit_csv
from shared.kernel.ids import PositionId
from shared.kernel.language import Language
from shared.platform import bootstrap
from shared.platform.authorization import authorize
from shared.platform.http import A_PAGE, api, staff, text_of
from shared.platform.observability import observed

AUDITS = "/v1/decision/fairness/audits"

Position = Annotated[str | None, Query(min_length=1, max_length=60)]
First = Annotated[str | None, Query(alias="from", pattern=r"^\d{4}-\d{2}$")]
Last = Annotated[str | None, Query(alias="to", pattern=r"^\d{4}-\d{2}$")]
Read = Annotated[Language, Query()]

app = api("decision")


@app.get(AUDITS, summary="Audit selection and scores for bias")
def get_audit(position_id: Position = None, first: First = None, last: Last = None) -> BiasAudit:
    """Return the audit of a position, or of all, over months ``from`` to ``to`` (by default the last twelve)."""
    return _audit(position_id, first, last)


@app.get(f"{AUDITS}.csv", summary="The audit table as CSV", responses=text_of("text/csv", "A table."))
def get_csv(
    position_id: Position = None, first: First = None, last: Last = None, language: Read = "en"
) -> Response[str]:
    """Return the published table for a spreadsheet: UTF-8 with a byte order mark."""
    told = audit_csv(_audit(position_id, first, last), language)
    return _file(told, "text/csv; charset=utf-8", "bias-audit.csv")


@app.get(f"{AUDITS}.html", summary="The audit table as a page", responses=A_PAGE)
def get_html(
    position_id: Position = None, first: First = None, last: Last = None, language: Read = "en"
) -> Response[str]:
    """Return the published table as a page that loads nothing from elsewhere."""
    told = audit_html(_audit(position_id, first, last), language)
    return _file(told, "text/html; charset=utf-8", "bias-audit.html")


@app.get(f"{AUDITS}.md", summary="The audit table as Markdown", responses=text_of("text/markdown", "A table."))
def get_markdown(
    position_id: Position = None, first: First = None, last: Last = None, language: Read = "en"
) -> Response[str]:
    """Return the published table as Markdown."""
    told = audit_markdown(_audit(position_id, first, last), language)
    return _file(told, "text/markdown; charset=utf-8", "bias-audit.md")


def _audit(position_id: str | None, first: str | None, last: str | None) -> BiasAudit:
    who = staff(app)
    authorize(who, "read_fairness")
    desk = desk_of(bootstrap.current(FairnessSettings), who.tenant_id)
    period = Period.of(first, last, desk.clock.now())
    return audit_for(who, PositionId(position_id) if position_id else None, period, desk)


def _file(body: str, content_type: str, name: str) -> Response[str]:
    headers: dict[str, str | list[str]] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(status_code=200, content_type=content_type, body=body, headers=headers)


@observed("decision")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
