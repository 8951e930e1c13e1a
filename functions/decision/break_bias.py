"""Break bias: each night over all tenants; and the letter to administrators once a position was stopped."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.fairness.breaking import Checked, check_position
from shared.decision.fairness.contracts import ProposalsStopped
from shared.decision.fairness.desk import FairnessDesk, FairnessSettings, desk_of
from shared.decision.fairness.letter import stopped_letter
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.settings import MailSettings
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.recruiting.positions.store import PositionStore
from shared.tenancy.contracts import TenantSettings, settings_key
from shared.tenancy.users.store import UserStore

TIME_TO_END_MS = 30_000
"""With less than this left no position is begun: the largest takes seconds."""

PAGE = 100


class BreakBiasSettings(FairnessSettings, MailSettings):
    """What the breaker needs."""


class Unchecked(BoleError):
    """Positions could not be checked tonight."""

    code = "unchecked"


@observed("decision")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Check every position; or, given ``proposals_stopped``, write to the tenant's administrators.

    Raises:
        Unchecked: a position or a tenant failed, or the time was over. The others are checked by then.
        Unavailable: a letter was not taken; all are sent again, because twice is better than never.
    """
    platform = bootstrap.current(BreakBiasSettings)
    if event.get("detail-type") == ProposalsStopped.detail_type():
        return {"mailed": tell_administrators(platform, ProposalsStopped.model_validate(event["detail"]))}
    done, failed = check_tenants(platform, time_left(context, TIME_TO_END_MS))
    if done.stopped:
        count("decision", "ProposalsStopped", done.stopped)
    logger("decision").info("Positions were checked for bias.", extra=done.model_dump())
    if failed:
        raise Unchecked(f"{failed} tenants or positions were not checked.", "The log names each with its error.")
    return done.model_dump()


def check_tenants(platform: Platform[BreakBiasSettings], in_time: Callable[[], bool]) -> tuple[Checked, int]:
    """Check the positions of all tenants, in another order each night; return what was done and how many failed."""

    def visit(tenant_id: TenantId) -> Counter[str]:
        return _of_tenant(desk_of(platform, tenant_id), in_time)

    done = visit_tenants(platform.platform_table, visit, in_time, "decision")
    return Checked(**{name: done[name] for name in Checked.model_fields}), done[BROKEN] + done[LEFT]


def tell_administrators(platform: Platform[BreakBiasSettings], stopped: ProposalsStopped) -> int:
    """Write to every administrator of the tenant; return how many letters were sent. Raises ``Unavailable``."""
    tenant_id, position_id = stopped.tenant_id, stopped.position_id
    settings = platform.bucket(tenant_id).get_document(settings_key(tenant_id), TenantSettings)
    language = settings.policy.languages[0]
    table = platform.table(tenant_id)
    position = PositionStore(table, platform.audit(tenant_id)).position(position_id)
    title = position.snapshot.title.read_in(language) if position else position_id
    letters = [
        stopped_letter(address, title, position_id, language)
        for address in administrators(UserStore(table, platform.audit(tenant_id)))
    ]
    return sum(platform.mail.send(letter) for letter in letters)


def administrators(users: UserStore) -> list[str]:
    """Return the addresses of the tenant's administrators who can sign in."""
    found: list[str] = []
    cursor = None
    while True:
        several, cursor = users.users(PAGE, cursor)
        found += [user.email for user in several if user.administers]
        if cursor is None:
            return found


def _of_tenant(desk: FairnessDesk, in_time: Callable[[], bool]) -> Counter[str]:
    """Check a tenant's positions. One that fails does not hold up the others."""
    done: Counter[str] = Counter()
    for position_id in desk.facts.positions():
        if not in_time():
            done[LEFT] += 1
            continue
        try:
            done.update(check_position(position_id, desk).model_dump())
        except Exception:
            log = {"tenant_id": desk.tenant_id, "position_id": position_id}
            logger("decision").error("A position was not checked for bias.", exc_info=True, extra=log)
            done[BROKEN] += 1
    return done
