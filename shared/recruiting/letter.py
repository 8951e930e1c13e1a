"""The letter that invites a candidate, in Chinese and English."""

from datetime import datetime
from html import escape

from shared.kernel.frozen import Frozen
from shared.recruiting.contracts import Invitation


class InvitationLetter(Frozen):
    """Subject and body; ``html`` is the body with a link that can be clicked."""

    to: str
    subject: str
    text: str
    html: str


def invitation_letter(invitation: Invitation, to: str, link: str) -> InvitationLetter:
    """Return the letter for ``to``. It says who invites, to what, until when, and what the link is."""
    company, name = invitation.company, invitation.candidate_name
    title_zh, title_en = invitation.position.title.read_in("zh"), invitation.position.title.read_in("en")
    until = _moment(invitation.expires_at)
    chinese = (
        f"{name},您好:\n{company} 邀请您参加“{title_zh}”的在线面试。请在 {until} 前打开以下链接完成,可随时暂停并继续。"
        "链接仅供您本人使用。"
    )
    english = (
        f"Dear {name},\n{company} invites you to an online interview for “{title_en}”. Open this link before {until}; "
        "you can pause and go on at any time. The link is for you alone."
    )
    address = escape(link, quote=True)
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in (chinese, english))
    return InvitationLetter(
        to=to,
        subject=f"{company}:面试邀请 / Interview invitation",
        text=f"{chinese}\n\n{english}\n\n{link}\n",
        html=f'<html><body>{paragraphs}<p><a href="{address}">{address}</a></p></body></html>',
    )


def _moment(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M UTC")
