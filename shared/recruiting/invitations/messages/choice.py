"""How a company writes to people: channels, hours, reminders, and from where. Pure rules."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.platform.sms.port import SmsTemplate
from shared.recruiting.invitations.messages.model import Channel
from shared.recruiting.invitations.messages.places import zone_at
from shared.tenancy.contracts import Jurisdiction

ZONES: dict[Jurisdiction, str] = {
    "cn": "Asia/Shanghai",
    "eu": "Europe/Berlin",
    "us": "America/New_York",
    "us_ny": "America/New_York",
    "us_il": "America/Chicago",
    "other": "UTC",
}
"""Where a company is thought to be that does not say."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("there is no such time zone; write it as Asia/Shanghai 没有该时区")
    return name


Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_zone)]
Hour = Annotated[int, Field(ge=0, le=23)]
Address = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")]


class MessagingChoice(Frozen):
    """What a company chose. ``channels``: in which order a candidate is written to who can be reached by several.

    Nothing that is sent by itself goes out between ``quiet_from`` and ``quiet_until`` o'clock of the position's place.
    """

    channels: Annotated[tuple[Channel, ...], Field(min_length=1, max_length=2)] = ("email", "sms")
    time_zone: Zone | None = None
    """Null: the jurisdiction's; positions with a known location have their own."""
    quiet_from: Hour = 21
    quiet_until: Hour = 8
    reminder_hours: Annotated[tuple[Annotated[int, Field(ge=1, le=720)], ...], Field(max_length=3)] = (72, 24, 4)
    """Hours before the deadline: of the first reminder, the second, the last. Fewer: the last ones of these."""
    reply_to: Address | None = None
    """Null: the position's contact."""
    report_days: Annotated[int, Field(ge=1, le=30)] = 2
    """After so many days a report that nobody looked at is in the daily letter."""
    invite_when_reached: bool = False
    """Whether an application that reaches an AI interview is invited at once, without anybody's order."""
    valid_days: Annotated[int, Field(ge=1, le=90)] = 7
    """How long such an invitation holds."""
    sms_templates: Annotated[dict[str, SmsTemplate], Field(max_length=40)] = Field(default_factory=dict)
    """Approved templates of the company's own, by kind and language (``invitation.zh``)."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        hours = self.reminder_hours
        if list(hours) != sorted(set(hours), reverse=True):
            raise ValueError("reminder_hours: from the longest before the deadline to the shortest 请按由早到晚排列")
        if len(set(self.channels)) != len(self.channels):
            raise ValueError("channels: each once 渠道不能重复")
        return self


def zone_of(choice: MessagingChoice, jurisdiction: Jurisdiction, location: str | None) -> ZoneInfo:
    """Return the time zone that people of a position live by."""
    return ZoneInfo(zone_at(location) or choice.time_zone or ZONES[jurisdiction])


def after_quiet(moment: datetime, choice: MessagingChoice, zone: ZoneInfo) -> datetime:
    """Return ``moment``, or the end of the quiet hours that it falls into."""
    local = moment.astimezone(zone)
    start, end = choice.quiet_from, choice.quiet_until
    quiet = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    if start == end or not quiet:
        return moment
    over = local.replace(hour=end, minute=0, second=0, microsecond=0)
    if over <= local:
        over = (over + timedelta(days=1)).replace(hour=end)
    return over.astimezone(UTC)
