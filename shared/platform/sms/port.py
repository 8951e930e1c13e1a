"""What an SMS is to whoever sends one."""

from typing import Annotated, Protocol

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen

E164 = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{5,14}$")]


class SmsTemplate(Frozen):
    """A template that a provider approved. ``parameters``: names in the order in which it numbers its blanks."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    parameters: tuple[str, ...] = ()
    sign_name: str = ""
    """The approved signature 短信签名; empty: the deployment's."""


class Sms(Frozen):
    """One SMS. Providers that send approved templates alone take ``template`` and ``parameters``, others ``text``.

    ``reference`` is our id of the message; it comes back with receipts where a provider has them.
    """

    to: E164
    text: str
    template: SmsTemplate | None = None
    parameters: dict[str, str] = Field(default_factory=dict)
    reference: str = ""


class SmsService(Protocol):
    """Sends an SMS."""

    def send(self, sms: Sms) -> str | None:
        """Send; return the provider's id, None where this deployment sends none. Raises ``NotDelivered``."""
        ...


class NoSms:
    """A deployment that sends no SMS."""

    def send(self, sms: Sms) -> str | None:
        """Send nothing, and say so."""
        return None
