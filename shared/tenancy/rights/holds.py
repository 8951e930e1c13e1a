"""Legal holds: for as long as one stands, nothing of a person is erased, by nobody and by no clock. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

ReasonClass = Literal["litigation", "charge", "investigation", "regulator", "audit"]
Held = Literal["candidate", "position"]
REASONS: dict[ReasonClass, LocalizedText] = {
    "litigation": LocalizedText(zh="诉讼或仲裁", en="litigation or arbitration"),
    "charge": LocalizedText(zh="歧视投诉或指控", en="a complaint or charge of discrimination"),
    "investigation": LocalizedText(zh="内部调查", en="an internal investigation"),
    "regulator": LocalizedText(zh="监管机构要求", en="an order of an authority"),
    "audit": LocalizedText(zh="法定审计", en="a statutory audit"),
}
"""Why, as far as the person concerned is told."""


class HoldDraft(Frozen):
    """A hold as somebody orders it. ``reason``: words for the company's own staff, which must name no candidate."""

    held: Held
    subject_id: Annotated[str, StringConstraints(pattern=r"^(cnd|pos)_[A-Za-z0-9]{1,40}$")]
    reason_class: ReasonClass
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]


class Hold(Frozen):
    """A hold on a candidate, or on everybody who applied for a position."""

    hold_id: str
    held: Held
    subject_id: str
    reason_class: ReasonClass
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it still holds."""
        return self.released_at is None


class HoldStands(Conflict):
    """Something cannot be erased, because the company must keep it."""

    code = "legal_hold"

    def __init__(self, reason_class: ReasonClass) -> None:
        why = REASONS[reason_class]
        super().__init__(
            f"The data must be kept at the moment: {why.read_in('en')}. 目前依法须保留这些资料:{why.read_in('zh')}。",
            "They are used for nothing else. Ask again later, or complain to the supervisory authority. "
            "期间不作其他用途;可稍后再次申请,或向监管部门投诉。",
        )


class NoSuchHold(NotFound):
    """There is no such hold."""

    def __init__(self, hold_id: str) -> None:
        super().__init__(f"There is no hold {hold_id}. 没有此保全记录。", "List them. 请查看列表。")


class ReleasedAlready(Conflict):
    """Somebody was quicker."""

    code = "released"

    def __init__(self) -> None:
        super().__init__("The hold was released already. 该保全已解除。", "Nothing is left to do. 无需再次操作。")
