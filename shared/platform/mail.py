"""Mail to people, by Amazon SES v2."""

from typing import Any, Protocol

from botocore.exceptions import ClientError

from shared.kernel.errors import Unavailable
from shared.kernel.frozen import Frozen
from shared.platform.vendor_errors import translated

WHAT = "The mail service"


class Letter(Frozen):
    """One message, in plain text and HTML."""

    to: str
    subject: str
    text: str
    html: str


class Mail(Protocol):
    """Sends letters."""

    def send(self, letter: Letter) -> bool:
        """Send; return False where this deployment sends no mail. Raises ``Unavailable``."""
        ...


class NoMail:
    """A deployment without a sender address: it says that nothing was sent."""

    def send(self, letter: Letter) -> bool:
        """Send nothing, and say so."""
        return False


class SesMail:
    """Amazon SES v2. ``sender`` is a verified address."""

    def __init__(self, client: Any, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, letter: Letter) -> bool:
        """Send. Raises ``Unavailable`` where SES does not take the letter, with its reason."""
        text = {"Data": letter.text, "Charset": "UTF-8"}
        html = {"Data": letter.html, "Charset": "UTF-8"}
        content = {
            "Simple": {"Subject": {"Data": letter.subject, "Charset": "UTF-8"}, "Body": {"Text": text, "Html": html}}
        }
        try:
            with translated(WHAT):
                self._client.send_email(
                    FromEmailAddress=self._sender, Destination={"ToAddresses": [letter.to]}, Content=content
                )
        except ClientError as error:
            reason = error.response.get("Error", {}).get("Message", "")
            raise Unavailable(
                f"The mail service did not take the letter: {reason}",
                "Check that the sender's address is verified, and that the account may send to this address.",
            ) from error
        return True
