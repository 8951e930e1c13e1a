"""SMS by Amazon SNS: any text, to any country that the account may send to."""

from typing import Any

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError
from botocore.exceptions import ConnectionError as BrokenConnection

from shared.platform.sms.port import Sms
from shared.platform.undelivered import NotDelivered, Reason
from shared.platform.vendor_errors import TRANSIENT, code_of

REASONS: dict[str, Reason] = {
    "InvalidParameter": "invalid_address",
    "InvalidParameterException": "invalid_address",
    "InvalidParameterValue": "invalid_address",
    "OptedOut": "unsubscribed",
    "OptedOutException": "unsubscribed",
    "Throttled": "throttled",
    "ThrottledException": "throttled",
    "UserError": "blocked",
    "AuthorizationError": "not_configured",
    "AuthorizationErrorException": "not_configured",
    "AccessDenied": "not_configured",
}


class SnsSms:
    """SNS. ``sender_id`` is shown where a country allows it. The client must not try again by itself."""

    def __init__(self, client: Any, sender_id: str = "") -> None:
        self._client = client
        self._sender_id = sender_id

    def send(self, sms: Sms) -> str | None:
        """See ``SmsService``."""
        attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
        if self._sender_id:
            attributes["AWS.SNS.SMS.SenderID"] = {"DataType": "String", "StringValue": self._sender_id}
        try:
            answer = self._client.publish(PhoneNumber=sms.to, Message=sms.text, MessageAttributes=attributes)
        except ClientError as error:
            raise NotDelivered(_reason(error), code_of(error)) from error
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise NotDelivered("unreachable", type(error).__name__) from error
        except (BrokenConnection, HTTPClientError) as error:
            raise NotDelivered("uncertain", type(error).__name__) from error
        return str(answer["MessageId"])


def _reason(error: ClientError) -> Reason:
    code = code_of(error)
    if code in REASONS:
        return REASONS[code]
    if code in TRANSIENT:
        return "throttled"
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return "uncertain" if status >= 500 else "refused"
