"""The rubber-stamp meter: how people decide and rate, for administrators and auditors."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.decision.routes.desk import oversight_desk
from shared.decision.oversight.service import OversightTable, look
from shared.platform.http import routes, staff

router = routes()
Month = r"^\d{4}-\d{2}$"


@router.get("/v1/decision/oversight", summary="See how people decide and rate")
def get_oversight(
    first: Annotated[str | None, Query(alias="from", pattern=Month)] = None,
    last: Annotated[str | None, Query(alias="to", pattern=Month)] = None,
) -> OversightTable:
    """Return figures by person over up to three months: override rate, time on evidence, severity, share in bulk."""
    return look(first, last, oversight_desk(staff(router)))
