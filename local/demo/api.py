"""Calls Bole's HTTP API as a browser does, and turns a problem it reports into words."""

import json
import time
from typing import Any

import httpx

from shared.kernel.errors import NotFound, Unavailable

_TRIES = 4


class Api:
    """The API as one caller sees it: ``token`` is a staff member's JWT or a candidate's token."""

    def __init__(self, address: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60.0, trust_env=False
        )

    def get(self, path: str) -> Any:
        """Return the JSON of ``path``."""
        return self._call("GET", path).json()

    def text(self, path: str) -> str:
        """Return what ``path`` holds as text, for example a page."""
        return self._call("GET", path).text

    def post(self, path: str, body: Any = None, *, version: int | str | None = None) -> Any:
        """Send ``body`` as JSON and return the JSON of the answer. ``version`` is what was read, for ``If-Match``."""
        return self._call("POST", path, body, version).json()

    def put(self, path: str, body: Any, *, version: int | str | None = None) -> Any:
        """Write ``body`` in place of what was read as ``version``, and return the JSON of the answer."""
        return self._call("PUT", path, body, version).json()

    def status(self, method: str, path: str, body: Any = None) -> int:
        """Return the status of an answer, whatever it is."""
        return self._http.request(method, path, json=body).status_code

    def _call(self, method: str, path: str, body: Any = None, version: int | str | None = None) -> httpx.Response:
        """Raise NotFound or Unavailable with the API's own words when it refuses or, after some tries, fails."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        for attempt in range(1, _TRIES + 1):
            answer = self._http.request(method, path, json=body, headers=headers)
            if answer.status_code not in (429, 502, 503) or attempt == _TRIES:
                break
            time.sleep(attempt)
        if answer.is_success:
            return answer
        refused = NotFound if answer.status_code == httpx.codes.NOT_FOUND else Unavailable
        raise refused(f"{method} {path} was refused ({answer.status_code}): {_words(answer)}", _remedy(answer))


def put_part(address: str, content: bytes) -> str:
    """Put one part of a recording at its presigned address and return its ETag. Raises Unavailable."""
    answer = httpx.put(address, content=content, timeout=120.0, trust_env=False)
    if not answer.is_success or "etag" not in answer.headers:
        raise Unavailable(f"A part was not taken ({answer.status_code}).", "Run the demo again.")
    return str(answer.headers["etag"])


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        data = answer.json()
    except json.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}


def _words(answer: httpx.Response) -> str:
    data = _problem(answer)
    return str(data.get("detail") or data.get("message") or answer.text[:300])


def _remedy(answer: httpx.Response) -> str:
    return str(_problem(answer).get("remedy") or "The logs of the local cloud say more: .bole/logs/cloud.log")
