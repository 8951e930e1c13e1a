"""A candidate's browser: it holds a token, talks to the handler over HTTP, and PUTs parts to signed addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from functions.interview.api import handler
from functions.interview.statistics import handler as statistics
from shared.recruiting.contracts import Invitation
from tests.builders.http import Answer, api_event, call, staff_claims

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

    def hand_in(self, body: bytes = b"recording", *, answer_id: str = "a1", **wish: Any) -> Answer:
        """Begin, send one part, complete."""
        upload_id = self.begin(answer_id, **wish).body["upload_id"]
        part = self.put(upload_id, 1, body, answer_id=answer_id)
        return self.complete(upload_id, [part], len(body), answer_id=answer_id)

    def ask(self, path: str) -> Answer:
        """GET a route of the interview, named from ``/v1/interview/`` on."""
        return self._call("GET", f"/v1/interview/{path}")

    def tell(self, path: str, body: Any = None, *, method: str = "POST") -> Answer:
        """Send something to a route of the interview, named from ``/v1/interview/`` on."""
        return self._call(method, f"/v1/interview/{path}", body)

    def question(self, answer_id: str = "a1") -> Any:
        """Show a question and return the answer that the session lists to it."""
        answers = self.tell(f"answers/{answer_id}/show").body["answers"]
        return next(answer for answer in answers if answer["question"]["answer_id"] == answer_id)

    def _call(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        headers = {"authorization": f"Bearer {self.token}"} | ({"idempotency-key": key} if key else {})
        return call(handler, api_event(method, path, body, headers=headers))


@dataclass(frozen=True)
class Staff:
    """A member of a tenant's staff at the interview's routes, which are named from ``/v1/interview/`` on."""

    role: str = "recruiter"
    tenant: str = "acme"
    departments: str = ""
    """Separated by ``|``, as the claim has them."""

    def get(self, path: str, **query: str) -> Answer:
        return self._call("GET", path, None, {}, query)

    def post(self, path: str, body: Any = None) -> Answer:
        return self._call("POST", path, body, {}, {})

    def put(self, path: str, body: Any, read: Answer | None = None) -> Answer:
        """Change something; ``read`` is the answer by which it was read."""
        return self._call("PUT", path, body, {"if-match": read.headers["etag"]} if read else {}, {})

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str], query: dict[str, str]) -> Answer:
        claims = {**staff_claims(self.tenant, self.role), "custom:departments": self.departments}
        event = api_event(method, f"/v1/interview/{path}", body, headers=headers, claims=claims, query=query)
        return call(statistics if path.endswith("/reliability") else handler, event)


Invite = Callable[..., tuple[Invitation, Browser]]
"""Invites a candidate of a tenant."""
