"""The worker of the voucher queue (SQS FIFO, a group an order): posts and tells what is due in an order.

A message that breaks goes back to the queue, and those of its group behind it; others of the batch are done. An ERP
that is down breaks nothing: its vouchers wait in the table, and ``wake_orders`` comes back to them.
"""

import json
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.notices.telling import tell
from shared.finance.vouchers.posting import advance
from shared.finance.vouchers.waking import OrderDue
from shared.platform import bootstrap
from shared.platform.observability import count, logger, observed


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Post; return the messages that are to come again (partial batch response)."""
    platform = bootstrap.current(FinanceSettings)
    broken: list[str] = []
    broken_groups: set[str] = set()
    posted = 0
    for record in event["Records"]:
        group = str(record.get("attributes", {}).get("MessageGroupId", record["messageId"]))
        if group in broken_groups:
            broken.append(record["messageId"])
            continue
        try:
            due = OrderDue.model_validate(json.loads(record["body"]))
            here = Finance(platform, due.tenant_id)
            if due.what == "notices":
                tell(due.order, here.notices)
            else:
                posted += advance(due.order, here.posting).posted
        except Exception:
            logger("finance").exception("An order was not worked at.", extra={"group": group})
            broken_groups.add(group)
            broken.append(record["messageId"])
    if posted:
        count("finance", "VouchersPosted", posted)
    return {"batchItemFailures": [{"itemIdentifier": message} for message in broken]}
