"""The headers that sign a request to Kingdee 星空: 第三方系统登录授权, API version 2.0.

Two signatures, each HMAC-SHA256 as hexadecimal text, in base64: ``X-Kd-Signature`` of the application and whom it acts
for, keyed with the application's secret; ``X-Api-Signature`` of the request's path and time, keyed with what the second
half of the application's id decodes to. The constant is Kingdee's own and no secret: every SDK of theirs has it.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from shared.finance.connectors.errors import NotConfigured
from shared.finance.connectors.port import ConnectorKind

SYSTEM: ConnectorKind = "kingdee_cloud"
_MASK = b"0054f397c6234378b09ca7d3e5debce7"
_SIGNED_HEADERS = "x-api-timestamp,x-api-nonce"


@dataclass(frozen=True)
class Identity:
    """Who signs: the data centre, the integration's user, the application and its secret, language and organization."""

    acct_id: str
    user_name: str
    app_id: str
    app_secret: str
    lcid: int = 2052
    org_number: str = "0"

    @property
    def acting_for(self) -> str:
        """What Kingdee calls app data."""
        return f"{self.acct_id},{self.user_name},{self.lcid},{self.org_number}"


def signed_headers(path: str, who: Identity, now: datetime, nonce: str = "") -> dict[str, str]:
    """Return the headers for a POST to ``path`` (from the server's root on, without a query).

    Raises ``NotConfigured`` where the application's id is not of the form that Kingdee gives out.
    """
    seconds = str(int(now.timestamp()))
    nonce = nonce or seconds
    client, key = _client(who.app_id)
    text = f"POST\n{quote(path, safe='')}\n\nx-api-nonce:{nonce}\nx-api-timestamp:{seconds}\n"
    return {
        "X-Api-ClientID": client,
        "X-Api-Auth-Version": "2.0",
        "x-api-timestamp": seconds,
        "x-api-nonce": nonce,
        "x-api-signheaders": _SIGNED_HEADERS,
        "X-Api-Signature": _signature(text, key),
        "X-Kd-Appkey": who.app_id,
        "X-Kd-Appdata": base64.b64encode(who.acting_for.encode()).decode(),
        "X-Kd-Signature": _signature(who.app_id + who.acting_for, who.app_secret),
    }


def _client(app_id: str) -> tuple[str, str]:
    client, _, masked = app_id.partition("_")
    try:
        hidden = base64.b64decode(masked, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotConfigured(SYSTEM, "the application's id (AppID) is not complete") from error
    if not client or not hidden or len(hidden) > len(_MASK):
        raise NotConfigured(SYSTEM, "the application's id (AppID) is not complete")
    return client, base64.b64encode(bytes(a ^ b for a, b in zip(hidden, _MASK, strict=False))).decode()


def _signature(text: str, key: str) -> str:
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    return base64.b64encode(digest.encode()).decode()
