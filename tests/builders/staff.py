"""Members of staff as the gateway lets them pass: who they are, and what they ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from tests.builders.aws import NOW
from tests.builders.http import Answer, api_event, call

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


@dataclass(frozen=True)
class Person:
    """A member of staff. A stage's own says by ``handler`` who serves a path, and what all paths begin with."""

    below: ClassVar[str] = ""

    user_id: str
    role: str
    departments: str = ""
    tenant: str = "acme"

    def handler(self, path: str) -> Handler:
        raise NotImplementedError(path)

    def get(self, path: str, **query: str) -> Answer:
        return self.send("GET", path, query=query)

    def post(self, path: str, body: Any = None, *, read: Answer | str | None = None, key: str | None = None) -> Answer:
        return self.send("POST", path, body, read=read, key=key)

    def put(self, path: str, body: Any = None, *, read: Answer | str | None = None) -> Answer:
        return self.send("PUT", path, body, read=read)

    def delete(self, path: str, *, read: Answer | str | None = None) -> Answer:
        return self.send("DELETE", path, read=read)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        read: Answer | str | None = None,
        key: str | None = None,
        query: dict[str, str] | None = None,
    ) -> Answer:
        """``read`` is what was read before, or its ETag: it goes along."""
        claims = {
            "sub": self.user_id,
            "custom:tenant": self.tenant,
            "cognito:groups": f"[{self.role}]",
            "custom:departments": self.departments,
            "iat": str(int(NOW.timestamp()) + 10**6),  # after whatever a test changes of rights
        }
        etag = read.headers["etag"] if isinstance(read, Answer) else read
        headers = {"if-match": etag} if etag is not None else {}
        headers |= {"idempotency-key": key} if key else {}
        event = api_event(method, f"{self.below}{path}", body, headers=headers, claims=claims, query=query)
        return call(self.handler(path), event)
