"""A tenant's books as an operator of the deployment reaches them."""

from typing import cast

import boto3

from local.commands.rights import OperatorSession
from local.operators import Operators
from shared.finance.assembly import Finance, FinanceSettings
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Unavailable
from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform, Wiring

WANTED = ("TableName", "MediaBucketName", "KeyTableName", "DataKeyArn")


def books_of(there: Operators, tenant: str) -> Finance:
    """Return a tenant's finance stage, by the operator's own rights. Raises ``Unavailable``."""
    if lacking := [name for name in WANTED if name not in there.outputs]:
        raise Unavailable(f"This deployment does not say its {', '.join(lacking)}.", "Deploy it anew: bole up.")
    table, bucket, keys, key = (there.outputs[name] for name in WANTED)
    settings = FinanceSettings(stage="operator", table=table, media_bucket=bucket, key_table=keys, data_key=key)
    clock, session = SystemClock(), cast("boto3.Session", OperatorSession(there))
    platform = Platform(settings=settings, clock=clock, wiring=Wiring(settings, clock, lambda: session))
    return Finance(platform, TenantId(tenant))
