"""What the recruiting routes work with: the settings of the handler, and a tenant's stores made from them."""

from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import (
    BucketSettings,
    KeySettings,
    LinkSettings,
    LlmSettings,
    MailSettings,
    SendingSettings,
    SmsSettings,
    TableSettings,
)
from shared.recruiting.positions.service import PositionDesk
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.store import RecruitingStore


class RecruitingApiSettings(
    TableSettings, BucketSettings, KeySettings, MailSettings, SmsSettings, SendingSettings, LinkSettings, LlmSettings
):
    """What the recruiting routes need."""


def platform() -> Platform[RecruitingApiSettings]:
    """Return this process's platform."""
    return bootstrap.current(RecruitingApiSettings)


def recruitment(who: Caller) -> RecruitingStore:
    """Return the caller's tenant's positions and invitations."""
    here = platform()
    return RecruitingStore(here.table(who.tenant_id), here.bucket(who.tenant_id), here.clock)


def position_desk(who: Caller) -> PositionDesk:
    """Return what use cases of positions work with."""
    here = platform()
    trail = here.audit(who.tenant_id)
    return PositionDesk(who=who, positions=PositionStore(here.table(who.tenant_id), trail), trail=trail)
