"""Mail to people: the port, and Amazon SES v2 behind it. SMTP is in ``mail_smtp``."""

from typing import Any, Protocol

from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
)
from botocore.exceptions import ConnectionError as BrokenConnection
from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.platform.undelivered import NotDelivered, Reason
from shared.platform.vendor_errors import TRANSIENT, code_of

WRONG_ADDRESS = frozenset({"InvalidParameterValue", "BadRequestException"})
NOT_SET_UP = frozenset({"MailFromDomainNotVerifiedException", "NotFoundException", "AccessDeniedException"})


class Letter(Frozen):
    """One message, in plain text and HTML. ``tags`` come back with what becomes of it: ids, never names."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str | None = None
    tags: dict[str, str] = Field(default_factory=dict)


class Sends(Protocol):
    """Sends letters, for whoever needs not know them again."""

    def send(self, letter: Letter) -> bool:
        """Send; return False where this deployment sends no mail. Raises ``NotDelivered`` (an ``Unavailable``)."""
        ...


class Mail(Sends, Protocol):
    """Sends letters, and says by which id the provider knows them."""

    def post(self, letter: Letter) -> str | None:
        """Send; return the provider's id of the message, None where no mail is sent. Raises ``NotDelivered``."""
        ...


class NoMail:
    """A deployment without a sender address: it says that nothing was sent."""

    def send(self, letter: Letter) -> bool:
        """Send nothing, and say so."""
        return False

    def post(self, letter: Letter) -> str | None:
        """Send nothing, and say so."""
        return None


class SesMail:
    """Amazon SES v2. ``sender`` is a verified address.

    The client must not try again by itself: SES has no key by which it would know a letter that came twice.
    ``configuration_set`` names where SES tells of bounces; empty: the account's default.
    """

    def __init__(self, client: Any, sender: str, configuration_set: str = "") -> None:
        self._client = client
        self._sender = sender
        self._set = configuration_set

    def send(self, letter: Letter) -> bool:
        """Send. Raises ``NotDelivered`` where SES does not take the letter, with its reason."""
        return self.post(letter) is not None

    def post(self, letter: Letter) -> str | None:
        """See ``Mail``."""
        text = {"Data": letter.text, "Charset": "UTF-8"}
        html = {"Data": letter.html, "Charset": "UTF-8"}
        asked: dict[str, Any] = {
            "FromEmailAddress": self._sender,
            "Destination": {"ToAddresses": [letter.to]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                    "Body": {"Text": text, "Html": html},
                }
            },
        }
        if letter.reply_to:
            asked["ReplyToAddresses"] = [letter.reply_to]
        if letter.tags:
            asked["EmailTags"] = [{"Name": name, "Value": value} for name, value in letter.tags.items()]
        if self._set:
            asked["ConfigurationSetName"] = self._set
        try:
            answer = self._client.send_email(**asked)
        except ClientError as error:
            raise NotDelivered(_reason(error), _said(error)) from error
        except (ConnectTimeoutError, EndpointConnectionError) as error:  # before anything was handed over
            raise NotDelivered("unreachable", type(error).__name__) from error
        except (BrokenConnection, HTTPClientError) as error:
            raise NotDelivered("uncertain", type(error).__name__) from error
        return str(answer.get("MessageId", ""))


def _reason(error: ClientError) -> Reason:
    code = code_of(error)
    if code in TRANSIENT | {"LimitExceededException", "TooManyRequestsException", "SendingPausedException"}:
        return "throttled"
    if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500:
        return "uncertain"
    if code in NOT_SET_UP:
        return "not_configured"
    return "invalid_address" if code in WRONG_ADDRESS else "refused"


def _said(error: ClientError) -> str:
    """Return what SES says, unless it repeats an address."""
    message = str(error.response.get("Error", {}).get("Message", ""))
    return code_of(error) if "@" in message else message
