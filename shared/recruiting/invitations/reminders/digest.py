"""The daily letter to staff: reports that nobody looked at, and what is overdue. Counts by position, and no names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId
from shared.kernel.language import Language
from shared.platform.mail import Letter
from shared.recruiting.invitations.messages.rendering import BETWEEN
from shared.recruiting.invitations.messages.wording import Wording

MORNING = 9
"""The hour of the company's day from which on the letter is sent."""


class Waits(Frozen):
    """Something that waits for somebody since a moment."""

    position_id: PositionId
    since: datetime


class Digest(Frozen):
    """What one person is reminded of."""

    reports: tuple[Waits, ...] = ()
    overdue: tuple[Waits, ...] = ()


def digest_letter(
    to: str,
    digest: Digest,
    titles: Mapping[PositionId, str],
    company: str,
    language: Language,
    now: datetime,
    wording: Wording,
) -> Letter:
    """Return the letter of a day: one, with what waits and what is overdue below each other."""
    told = []
    for kind, waiting in (("report_waiting", digest.reports), ("decision_overdue", digest.overdue)):
        if waiting:
            values = {
                "company": company,
                "count": str(len(waiting)),
                "lines": _lines(waiting, titles, language, now),
            }
            told.append(wording.letter(kind, (language,), {language: values}))  # type: ignore[arg-type]
    return Letter(
        to=to,
        subject=told[0].subject,
        text=BETWEEN.join(one.text.strip() for one in told) + "\n",
        html="<hr>".join(one.html for one in told),
    )


def _lines(waiting: Sequence[Waits], titles: Mapping[PositionId, str], language: Language, now: datetime) -> str:
    counted = Counter(one.position_id for one in waiting)
    lines = []
    for position_id, number in counted.most_common():
        days = max((now - one.since).days for one in waiting if one.position_id == position_id)
        title = titles.get(position_id, position_id)
        lines.append(
            f"· {title}：{number} 份/人，最长已等待 {days} 天"
            if language == "zh"
            else f"- {title}: {number}, the longest for {days} days"
        )
    return "\n".join(lines)
