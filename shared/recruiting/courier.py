"""Hands invitation letters to the mail service."""

from shared.kernel.errors import Unavailable
from shared.platform.mail import Letter, Mail
from shared.platform.observability import logger
from shared.recruiting.letter import InvitationLetter
from shared.recruiting.ports import Delivery


class MailCourier:
    """Mails a letter. The invitation stands whatever becomes of it: the recruiter still has the link."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    def deliver(self, letter: InvitationLetter) -> Delivery:
        """Send, and say how it went."""
        try:
            sent = self._mail.send(Letter(to=letter.to, subject=letter.subject, text=letter.text, html=letter.html))
        except Unavailable as error:
            logger("recruiting").error("An invitation could not be mailed.", extra={"problem": error.problem})
            return "mail_failed"
        return "mailed" if sent else "not_mailed"
