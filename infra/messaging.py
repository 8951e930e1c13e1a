"""How a deployment sends mail and SMS: what functions are told of it, and which secrets they must read."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from pydantic.fields import FieldInfo

from shared.platform.settings import PREFIX, MailSettings, SendingSettings, Settings, SmsSettings

SECRET = re.compile(r"arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:\S+-\w{6}")


@dataclass(frozen=True)
class Messaging:
    """The fields are those of ``MailSettings``, ``SmsSettings`` and ``SendingSettings``; empty: the function's default.

    ``sms_templates`` is JSON. Raises ``ValueError`` for settings that a function would refuse.
    """

    mail_transport: str = ""
    smtp_host: str = ""
    smtp_port: str = ""
    smtp_security: str = ""
    smtp_user: str = ""
    smtp_password_secret_arn: str = ""
    sms_china: str = ""
    sms_abroad: str = ""
    sms_sender_id: str = ""
    sms_sign_name: str = ""
    sms_templates: str = ""
    alibaba_sms_secret_arn: str = ""
    alibaba_sms_endpoint: str = ""
    alibaba_sms_region: str = ""
    tencent_sms_secret_arn: str = ""
    tencent_sms_app_id: str = ""
    tencent_sms_endpoint: str = ""
    tencent_sms_region: str = ""
    mail_per_second: str = ""
    sms_per_second: str = ""
    send_at_once: str = ""

    def __post_init__(self) -> None:
        told: dict[str, object] = {**self._given()}
        if self.sms_templates:
            told["sms_templates"] = json.loads(self.sms_templates)
        for kind in (MailSettings, SmsSettings, SendingSettings):
            # Every field is given, so the environment of whoever synthesizes has no say.
            defaults = {name: field.get_default(call_default_factory=True) for name, field in _own(kind).items()}
            kind(**{"stage": "synthesis", **defaults, **{name: told[name] for name in defaults if name in told}})
        for arn in self.secrets:
            if not SECRET.fullmatch(arn):
                raise ValueError(f"{arn} is no whole ARN of a secret: its six last characters count.")
        for provider, missing in (
            ("smtp", self.mail_transport == "smtp" and not self.smtp_host),
            ("alibaba", self.sms_china == "alibaba" and not (self.alibaba_sms_secret_arn and self.sms_sign_name)),
            ("tencent", self.sms_china == "tencent" and not (self.tencent_sms_secret_arn and self.tencent_sms_app_id)),
        ):
            if missing:
                raise ValueError(f"{provider} is chosen, and lacks its host, or its secret, signature or application.")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The ARNs of the secrets that a function must read to send."""
        arns = (self.smtp_password_secret_arn, self.alibaba_sms_secret_arn, self.tencent_sms_secret_arn)
        return tuple(arn for arn in arns if arn)

    @property
    def by_sns(self) -> bool:
        """Whether SMS go out by Amazon SNS."""
        return "sns" in (self.sms_china, self.sms_abroad)

    def environment(self) -> dict[str, str]:
        """Return the variables of functions that send: those alone for which there is a value."""
        return {f"{PREFIX}{name.upper()}": value for name, value in self._given().items()}

    def _given(self) -> dict[str, str]:
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def _own(kind: type[Settings]) -> dict[str, FieldInfo]:
    return {name: field for name, field in kind.model_fields.items() if name not in Settings.model_fields}


def read_messaging(given: Callable[[str, str], str], default: Messaging) -> Messaging:
    """Return the stage's way of sending, other than that where ``given`` (name, default) says so."""
    told = {field.name: given(field.name, getattr(default, field.name)) for field in fields(Messaging)}
    return replace(default, **told)
