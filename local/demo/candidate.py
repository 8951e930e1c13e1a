"""The candidate's part: read the notice, agree, upload each recording in parts of 5 MiB, as a browser does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.demo.api import Api, put_part

_TYPES = {".webm": "video/webm", ".mp4": "video/mp4", ".mov": "video/quicktime", ".wav": "audio/wav"}


def open_session(candidate: Api, language: str = "zh") -> list[str]:
    """Read the session, give every consent, open it; return the ids of the answers in the order of the questions."""
    shown = candidate.get("/v1/interview/session")
    opened = candidate.post(
        "/v1/interview/session",
        {
            "language": language,
            "consents": {
                "recording": True,
                "automated_assessment": True,
                "vision": shown["notice"]["vision"] is not None,
            },
        },
    )
    return [answer["question"]["answer_id"] for answer in opened["answers"]]


@dataclass(frozen=True)
class SentRecording:
    """A recording whose parts are all there; nothing happens to it until it is completed."""

    path: str
    completion: dict[str, Any]


def send(candidate: Api, answer_id: str, recording: Path, duration_ms: int | None = None) -> SentRecording:
    """Begin an upload and put every part at its presigned address.

    ``duration_ms`` is what a browser would have measured while it recorded.
    """
    content = recording.read_bytes()
    path = f"/v1/interview/answers/{answer_id}/uploads"
    begun = candidate.post(
        path,
        {
            "medium": "audio" if recording.suffix == ".wav" else "video",
            "content_type": _TYPES[recording.suffix],
            "size_bytes": len(content),
        },
    )
    path, size = f"{path}/{begun['upload_id']}", int(begun["part_bytes"])
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    numbers = list(range(1, len(pieces) + 1))
    addresses = _addresses(candidate, f"{path}/parts", numbers)
    parts = [
        {"number": number, "etag": put_part(addresses[number], piece)}
        for number, piece in zip(numbers, pieces, strict=True)
    ]
    return SentRecording(path, {"parts": parts, "size_bytes": len(content), "duration_ms": duration_ms})


def complete(candidate: Api, sent: SentRecording) -> None:
    """Hand the answer in: from now on it is assessed."""
    candidate.post(f"{sent.path}/complete", sent.completion)


def _addresses(candidate: Api, path: str, numbers: list[int]) -> dict[int, str]:
    """Ask for signed addresses, a hundred at a time as the API has it."""
    found: dict[int, str] = {}
    for first in range(0, len(numbers), 100):
        urls = candidate.post(path, {"numbers": numbers[first : first + 100]})["urls"]
        found |= {int(number): str(url) for number, url in urls.items()}
    return found
