"""The routes of finance, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.finance.routes import (
    accounts,
    bookings,
    budgets,
    connections,
    costs,
    notices,
    prices,
    reconciliations,
    vouchers,
)
from shared.platform.http import api
from shared.platform.observability import observed

app = api("finance")
for subject in (accounts, vouchers, bookings, costs, prices, budgets, connections, notices, reconciliations):
    app.include_router(subject.router)


@observed("finance")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
