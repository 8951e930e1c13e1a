"""SMS by Alibaba Cloud 阿里云短信: ``SendSms`` of Dysmsapi 2017-05-25, signed as its RPC APIs are.

Signature: https://help.aliyun.com/document_detail/315526.html (HMAC-SHA1, SignatureVersion 1.0). China takes approved
templates and signatures alone, so words are never sent: the template's code and its parameters are.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from shared.kernel.clock import Clock
from shared.platform.sms.calling import ask
from shared.platform.sms.port import Sms
from shared.platform.undelivered import NotDelivered, Reason

REASONS: dict[str, Reason] = {
    "isv.MOBILE_NUMBER_ILLEGAL": "invalid_address",
    "isv.MOBILE_COUNT_OVER_LIMIT": "invalid_address",
    "isv.BUSINESS_LIMIT_CONTROL": "throttled",
    "isv.DAY_LIMIT_CONTROL": "throttled",
    "isv.MONTH_LIMIT_CONTROL": "throttled",
    "isv.BLACK_KEY_CONTROL_LIMIT": "refused",
    "isv.PARAM_LENGTH_LIMIT": "refused",
    "isv.BLACK_LIST": "blocked",
    "isv.DENY_IP_RANGE": "not_configured",
    "isv.SMS_TEMPLATE_ILLEGAL": "not_configured",
    "isv.SMS_SIGNATURE_ILLEGAL": "not_configured",
    "isv.TEMPLATE_MISSING_PARAMETERS": "not_configured",
    "isv.TEMPLATE_PARAMS_ILLEGAL": "not_configured",
    "isv.OUT_OF_SERVICE": "not_configured",
    "isv.AMOUNT_NOT_ENOUGH": "not_configured",
    "isv.ACCOUNT_ABNORMAL": "not_configured",
    "InvalidAccessKeyId.NotFound": "not_configured",
    "SignatureDoesNotMatch": "not_configured",
    "Forbidden.RAM": "not_configured",
    "isp.SYSTEM_ERROR": "uncertain",
    "isp.RAM_PERMISSION_DENY": "not_configured",
}


class AlibabaSms:
    """Dysmsapi. ``key`` gives the AccessKey's id and secret; ``sign_name`` is the approved signature 短信签名."""

    def __init__(
        self, key: Callable[[], tuple[str, str]], sign_name: str, clock: Clock, endpoint: str, region: str
    ) -> None:
        self._key = key
        self._sign_name = sign_name
        self._clock = clock
        self._endpoint = endpoint
        self._region = region

    def send(self, sms: Sms) -> str | None:
        """See ``SmsService``."""
        if sms.template is None:
            raise NotDelivered("not_configured", "no approved template")
        named = {name: sms.parameters.get(name, "") for name in sms.template.parameters}
        key_id, secret = self._key()
        asked = {
            "AccessKeyId": key_id,
            "Action": "SendSms",
            "Format": "JSON",
            "OutId": sms.reference,
            "PhoneNumbers": sms.to.removeprefix("+86").removeprefix("+"),
            "RegionId": self._region,
            "SignName": sms.template.sign_name or self._sign_name,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": secrets.token_hex(16),
            "SignatureVersion": "1.0",
            "TemplateCode": sms.template.code,
            "TemplateParam": json.dumps(named, ensure_ascii=False),
            "Timestamp": self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2017-05-25",
        }
        body = urlencode({**asked, "Signature": signature("POST", asked, secret)}, quote_via=quote, safe="~")
        answer = ask(self._endpoint, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        code = str(answer.get("Code", ""))
        if code != "OK":
            raise NotDelivered(_reason(code), code)
        return str(answer.get("BizId", ""))


def signature(method: str, asked: Mapping[str, str], secret: str) -> str:
    """Return the signature of the parameters of an RPC call, in base64."""
    pairs = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in sorted(asked.items()))
    to_sign = f"{method}&{_encoded('/')}&{_encoded(pairs)}"
    return base64.b64encode(hmac.new(f"{secret}&".encode(), to_sign.encode(), hashlib.sha1).digest()).decode()


def _encoded(text: str) -> str:
    return quote(text, safe="~")


def _reason(code: str) -> Reason:
    if code.startswith("Throttling"):
        return "throttled"
    return REASONS.get(code, "refused")
