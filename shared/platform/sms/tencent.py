"""SMS by Tencent Cloud 腾讯云短信: ``SendSms`` of 2021-01-11, signed with TC3-HMAC-SHA256.

Signature: https://cloud.tencent.com/document/api/382/52071. China takes approved templates and signatures alone, so
words are never sent: the template's id and its parameters, in the order in which it numbers them.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from shared.kernel.clock import Clock
from shared.platform.sms.calling import ask
from shared.platform.sms.port import Sms
from shared.platform.undelivered import NotDelivered, Reason

VERSION = "2021-01-11"
KIND = "application/json; charset=utf-8"
REASONS: dict[str, Reason] = {
    "FailedOperation.PhoneNumberInBlacklist": "blocked",
    "InvalidParameterValue.IncorrectPhoneNumber": "invalid_address",
    "UnsupportedOperation.UnsupportedRegion": "invalid_address",
    "FailedOperation.TemplateIncorrectOrUnapproved": "not_configured",
    "FailedOperation.SignatureIncorrectOrUnapproved": "not_configured",
    "FailedOperation.MissingSignature": "not_configured",
    "FailedOperation.MissingTemplateToModify": "not_configured",
    "FailedOperation.InsufficientBalanceInSmsPackage": "not_configured",
    "UnauthorizedOperation.SmsSdkAppIdVerifyFail": "not_configured",
    "FailedOperation.ContainSensitiveWord": "refused",
    "RequestLimitExceeded": "throttled",
}


class TencentSms:
    """SendSms. ``key`` gives SecretId and SecretKey; ``app_id`` is the SmsSdkAppId."""

    def __init__(
        self,
        key: Callable[[], tuple[str, str]],
        app_id: str,
        sign_name: str,
        clock: Clock,
        endpoint: str,
        region: str,
    ) -> None:
        self._key = key
        self._app_id = app_id
        self._sign_name = sign_name
        self._clock = clock
        self._endpoint = endpoint
        self._region = region

    def send(self, sms: Sms) -> str | None:
        """See ``SmsService``."""
        if sms.template is None:
            raise NotDelivered("not_configured", "no approved template")
        asked = {
            "PhoneNumberSet": [sms.to],
            "SmsSdkAppId": self._app_id,
            "SignName": sms.template.sign_name or self._sign_name,
            "TemplateId": sms.template.code,
            "TemplateParamSet": [sms.parameters.get(name, "") for name in sms.template.parameters],
            "SessionContext": sms.reference,
        }
        body = json.dumps(asked).encode()
        now, host = self._clock.now(), urlsplit(self._endpoint).netloc
        key_id, secret = self._key()
        headers = {
            "Authorization": authorization(key_id, secret, "sms", host, body, now),
            "Content-Type": KIND,
            "Host": host,
            "X-TC-Action": "SendSms",
            "X-TC-Region": self._region,
            "X-TC-Timestamp": str(int(now.timestamp())),
            "X-TC-Version": VERSION,
        }
        answer = ask(self._endpoint, body, headers).get("Response", {})
        if error := answer.get("Error"):
            raise NotDelivered(_reason(str(error.get("Code", ""))), str(error.get("Code", "")))
        status = next(iter(answer.get("SendStatusSet") or [{}]))
        if status.get("Code") != "Ok":
            raise NotDelivered(_reason(str(status.get("Code", ""))), str(status.get("Code", "")))
        return str(status.get("SerialNo", ""))


def authorization(key_id: str, secret: str, service: str, host: str, body: bytes, now: datetime) -> str:
    """Return the ``Authorization`` header of a POST to ``/``; type and host are signed with the body."""
    seconds, day = str(int(now.timestamp())), now.astimezone(UTC).strftime("%Y-%m-%d")
    signed = "content-type;host"
    canonical = f"POST\n/\n\ncontent-type:{KIND}\nhost:{host}\n\n{signed}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{day}/{service}/tc3_request"
    to_sign = f"TC3-HMAC-SHA256\n{seconds}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{secret}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    proof = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={signed}, Signature={proof}"


def _reason(code: str) -> Reason:
    if code.startswith("AuthFailure"):
        return "not_configured"
    if code.startswith(("LimitExceeded", "RequestLimitExceeded")):
        return "throttled"
    if "Unsubscri" in code:
        return "unsubscribed"
    if code.startswith("InternalError"):
        return "uncertain"
    return REASONS.get(code, "refused")
