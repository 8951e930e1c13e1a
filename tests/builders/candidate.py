"""A candidate's browser: it holds a token, talks to the handler over HTTP, and PUTs parts to signed addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from functions.interview.api import handler
from shared.recruiting.contracts import Invitation
from tests.builders.http import Answer, api_event, call

CONSENTS = {"recording": True, "automated_assessment": True, "vision": True}
PART = 5 * 1024**2


@dataclass(frozen=True)
class Browser:
    token: str

    def get(self) -> Answer:
        return self._call("GET", "/v1/interview/session")

    def agree(self, **consents: bool) -> Answer:
        return self._call("POST", "/v1/interview/session", {"consents": {**CONSENTS, **consents}, "language": "zh"})

    def begin(self, answer_id: str = "a1", *, key: str | None = None, **wish: Any) -> Answer:
        body = {"medium": "video", "content_type": "video/webm", **wish}
        return self._call("POST", f"/v1/interview/answers/{answer_id}/uploads", body, key)

    def addresses(self, upload_id: str, *numbers: int, answer_id: str = "a1") -> Answer:
        path = f"/v1/interview/answers/{answer_id}/uploads/{upload_id}/parts"
        return self._call("POST", path, {"numbers": list(numbers)})

    def put(self, upload_id: str, number: int, body: bytes, *, answer_id: str = "a1") -> dict[str, Any]:
        """Ask for the address of a part and PUT it there; the acknowledged part."""
        url = self.addresses(upload_id, number, answer_id=answer_id).body["urls"][str(number)]
        told = requests.put(url, data=body, timeout=5)
        told.raise_for_status()
        return {"number": number, "etag": told.headers["ETag"]}

    def complete(
        self, upload_id: str, parts: list[dict[str, Any]], size_bytes: int, *, answer_id: str = "a1"
    ) -> Answer:
        path = f"/v1/interview/answers/{answer_id}/uploads/{upload_id}/complete"
        return self._call("POST", path, {"parts": parts, "size_bytes": size_bytes, "duration_ms": 61_000})

    def hand_in(self, body: bytes = b"recording", **wish: Any) -> Answer:
        """Begin, send one part, complete."""
        upload_id = self.begin(**wish).body["upload_id"]
        return self.complete(upload_id, [self.put(upload_id, 1, body)], len(body))

    def _call(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        headers = {"authorization": f"Bearer {self.token}"} | ({"idempotency-key": key} if key else {})
        return call(handler, api_event(method, path, body, headers=headers))


Invite = Callable[..., tuple[Invitation, Browser]]
"""Invites a candidate of a tenant."""
