"""How a company goes about its offers. Pure."""

from decimal import Decimal
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen

Signing = Literal["simple", "http"]
"""``simple``: the record of the acceptance itself; ``http``: the signing service that the operator set up."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("there is no such time zone; write it as Asia/Shanghai 没有该时区")
    return name


Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_zone)]
Address = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")]


class OfferPolicy(Frozen):
    """What a company chose.

    ``employer_share_percent`` is an estimate of what the employer pays on top of the monthly lines (insurance and
    fund), in percent of them: it counts against the budget of a requisition until payroll knows better.
    """

    employer_share_percent: Decimal = Field(default=Decimal(35), ge=0, le=100, decimal_places=2)
    valid_days: int = Field(default=7, ge=1, le=60)
    """How long a letter holds where nobody says another time."""
    reminder_hours: Annotated[tuple[Annotated[int, Field(ge=1, le=720)], ...], Field(max_length=3)] = (48, 12)
    """Hours before the end of the letter at which the candidate is reminded."""
    without_requisition: bool = False
    """Whether an offer may be made that no approved requisition pays for."""
    time_zone: Zone = "Asia/Shanghai"
    """By which dates and the end of a letter are meant."""
    contact: Address | None = None
    """Where candidates write to who have questions; in the letter and the mails."""
    signing: Signing = "simple"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        hours = self.reminder_hours
        if list(hours) != sorted(set(hours), reverse=True):
            raise ValueError("reminder_hours: from the longest before the end to the shortest 请按由早到晚排列")
        return self
