"""What a candidate sees of the practice question."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from shared.interview.model import PART_BYTES
from shared.interview.preparation.model import Practice
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

QUESTION = LocalizedText(
    zh="练习题:请用一分钟介绍一个您喜欢的地方。本段录像不评分、不保留,招聘方看不到。",
    en="Practice: tell us about a place you like, in a minute. It is not scored, not kept, and the company does not "
    "see it.",
)


class PracticeView(Frozen):
    """``urls``: part number → where to PUT it. ``playback`` is a signed address, null until all parts are joined."""

    practice_id: str
    question: LocalizedText
    state: Literal["open", "ready", "deleted"]
    part_bytes: int
    urls: dict[int, str]
    playback: str | None
    gone_at: datetime


def view_of(practice: Practice, *, addresses: Mapping[int, str] = {}, playback: str | None = None) -> PracticeView:
    """Return what the candidate sees."""
    return PracticeView(
        practice_id=practice.practice_id,
        question=QUESTION,
        state=practice.state,
        part_bytes=PART_BYTES,
        urls=dict(addresses),
        playback=playback,
        gone_at=practice.gone_at,
    )
