"""What the finance routes work with: the caller, and the tenant's finance stage."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from shared.finance.assembly import Finance, FinanceSettings
from shared.platform import bootstrap
from shared.platform.identity import Caller
from shared.platform.paging import PageLimit

Which = Annotated[str, Path(min_length=1, max_length=64)]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]
MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


def finance_of(who: Caller) -> Finance:
    """Return the finance stage of the caller's tenant."""
    return Finance(bootstrap.current(FinanceSettings), who.tenant_id)
