"""Tables as files of an answer: with their name, and where the next one is."""

import base64
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response

from shared.platform.paging import Cursor


def table_file(
    body: str | bytes, kind: str, name: str, path: str, query: dict[str, str], following: Cursor | None
) -> Response[str]:
    """Return a file to save. What follows it is named by ``Link`` with ``rel="next"`` (RFC 8288).

    Bytes go as base64 and are marked so: the gateway decodes them.
    """
    headers: dict[str, str | list[str]] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    if following is not None:
        headers["Link"] = f'<{path}?{urlencode({**query, "after": following.spelled()})}>; rel="next"'
    text = body if isinstance(body, str) else base64.b64encode(body).decode()
    answer = Response(status_code=200, content_type=kind, body=text, headers=headers)
    answer.base64_encoded = isinstance(body, bytes)
    return answer
