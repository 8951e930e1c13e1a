"""The platform's own list of tenants, and rounds over them. Operators write it, clocks read it; nobody else sees it."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.ids import TenantId
from shared.platform.observability import count, logger
from shared.platform.table import PlatformTable, Table, TenantTable
from shared.platform.writes import Attr, Check, Item, Put

PARTITION = "PLATFORM#TENANTS"
DELETED = "PLATFORM#DELETED"
"""Certificates of tenants that were deleted; their ids are not given out again."""

BROKEN, LEFT = "broken", "left"
"""What a round counts by itself: tenants that failed, and those for which there was no time."""


class OperatorTable(TenantTable):
    """One tenant's rows and the platform's own, in one transaction: for operators' functions alone."""

    def __init__(self, client: Any, table_name: str, tenant_id: TenantId) -> None:
        Table.__init__(self, client, table_name, (f"TENANT#{tenant_id}#", "PLATFORM#"))
        self.tenant_id = tenant_id


def registration(tenant_id: TenantId, created_at: datetime) -> Put:
    """Return the write that enters a tenant into the list; its condition fails where the tenant is there already."""
    item = {"PK": PARTITION, "SK": entry_key(tenant_id), "created_at": created_at.isoformat()}
    return Put(item, Attr("PK").not_exists())


def never_deleted(tenant_id: TenantId) -> Check:
    """Return the check that no tenant of this id was deleted before: its tokens and backups may still be about."""
    return Check(DELETED, entry_key(tenant_id), Attr("PK").not_exists())


def entry_key(tenant_id: TenantId) -> str:
    """Return the sort key of a tenant in the platform's lists."""
    return f"TENANT#{tenant_id}"


def tenant_ids(table: PlatformTable) -> Iterator[TenantId]:
    """Yield every tenant of the deployment."""
    for item in listed(table):
        yield TenantId(item["SK"].removeprefix("TENANT#"))


def listed(table: PlatformTable) -> Iterator[Item]:
    """Yield the row of every tenant in the list."""
    yield from table.query(PARTITION, begins="TENANT#")


def in_random_order(tenants: Sequence[TenantId]) -> list[TenantId]:
    """Return ``tenants`` in an order that is another one each time: so that none is always the one left over."""
    return random.sample(tenants, len(tenants))


def time_left(context: LambdaContext, to_end_ms: int) -> Callable[[], bool]:
    """Return the question whether Lambda still gives ``to_end_ms`` milliseconds to the call of this ``context``."""
    return lambda: bool(context.get_remaining_time_in_millis() >= to_end_ms)


def visit_tenants(
    table: PlatformTable,
    visit: Callable[[TenantId], Mapping[str, int]],
    in_time: Callable[[], bool],
    stage: str,
    ordered: Callable[[Sequence[TenantId]], list[TenantId]] = in_random_order,
) -> Counter[str]:
    """Visit every tenant until ``in_time`` says no; return the sum of what ``visit`` counted.

    A tenant that fails is logged, counted as ``BROKEN`` and does not hold up the others; those for which there was no
    time are ``LEFT``. A visit may count its own parts by the same two words. Nothing is raised for them here, because
    the caller has counts to tell first: it raises its own error once that is done, so that the failure is seen.

    Raises:
        Unavailable: the table did not say which tenants there are.
    """
    tenants = ordered(list(tenant_ids(table)))
    done: Counter[str] = Counter()
    for place, tenant_id in enumerate(tenants):
        if not in_time():
            done[LEFT] += len(tenants) - place
            break
        try:
            done.update(visit(tenant_id))
        except Exception:
            logger(stage).error("A tenant was not visited to the end.", exc_info=True, extra={"tenant_id": tenant_id})
            count(stage, "TenantBroken")
            done[BROKEN] += 1
    if done[LEFT]:
        logger(stage).warning("The time was over.", extra={"left": done[LEFT], "tenants": len(tenants)})
    return done
