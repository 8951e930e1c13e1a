"""Deadlines of offers: every quarter of an hour, over all tenants. Reminds, ends letters, sends mails that wait."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.offer.routes.desk import Offers, OfferSettings
from shared.kernel.errors import BoleError
from shared.kernel.ids import OfferId, TenantId
from shared.offer.offers.looking_after import look_at, mail_waiting
from shared.platform import bootstrap
from shared.platform.observability import count, logger, observed
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants

TIME_TO_END_MS = 20_000
"""With less than this left, nothing is begun: what was begun ends, and the counts are told."""
AT_ONCE = 500
"""How many offers of a tenant one round looks at; the longest waiting first."""
BY = "system:offer_deadlines"


class Unlooked(BoleError):
    """Offers or tenants could not be looked at."""

    code = "offer_deadlines_not_kept"


@observed("offer")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do what is due for every tenant for which there is time; return what was done, in counts.

    Raises:
        Unlooked: an offer or a tenant failed. The others are done by then, and the next round tries again.
    """
    platform = bootstrap.current(OfferSettings)
    in_time = time_left(context, TIME_TO_END_MS)

    def visit(tenant_id: TenantId) -> Counter[str]:
        return _of_tenant(Offers(platform, tenant_id, BY), in_time)

    done = visit_tenants(platform.platform_table, visit, in_time, "offer")
    for name, value in done.items():
        count("offer", f"Deadlines-{name}", value)
    if done[BROKEN]:
        raise Unlooked(f"{done[BROKEN]} offers or tenants were not looked at.", "The log names each with its error.")
    return dict(done)


def _of_tenant(offers: Offers, in_time: Callable[[], bool]) -> Counter[str]:
    """Look at what is due. One that fails does not hold up the others."""
    done: Counter[str] = Counter()
    desk, post, now = offers.desk(), offers.post(), offers.platform.clock.now()
    due: list[tuple[OfferId, Callable[[], str]]] = [
        *((offer, partial(look_at, offer, desk, post)) for offer in desk.store.due(now, AT_ONCE)),
        *((mail.offer_id, partial(mail_waiting, mail, desk, post)) for mail in post.book.waiting(now, AT_ONCE)),
    ]
    for offer_id, act in due:
        if not in_time():
            done[LEFT] += 1
            break
        try:
            done[act()] += 1
        except Exception:
            logger("offer").error("An offer was not looked at.", exc_info=True, extra={"offer_id": offer_id})
            done[BROKEN] += 1
    return done
