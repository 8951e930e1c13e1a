"""The signature with which an application of a YonBIP tenant (自建应用) asks for its access token."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime


def signature(parameters: Mapping[str, str], secret: str) -> str:
    """Return HMAC-SHA256 of the parameters (by name, names and values joined), in base64, not yet encoded for a URL."""
    text = "".join(f"{name}{parameters[name]}" for name in sorted(parameters))
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()


def token_query(app_key: str, secret: str, now: datetime) -> list[tuple[str, str]]:
    """Return the query of ``getAccessToken``."""
    parameters = {"appKey": app_key, "timestamp": str(int(now.timestamp() * 1000))}
    return [*parameters.items(), ("signature", signature(parameters, secret))]
