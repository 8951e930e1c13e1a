"""The states of an answer, and the reasons why one was not assessed."""

from typing import Literal

from shared.kernel.frozen import Frozen

AnswerStatus = Literal["awaited", "uploaded", "assessing", "assessed", "failed", "missed"]
"""``awaited`` until the recording is there; ``missed`` when the session closed without one.

``assessed``, ``failed`` and ``missed`` are settled: the interview no longer waits for this answer.
"""
SETTLED: frozenset[AnswerStatus] = frozenset({"assessed", "failed", "missed"})

ReasonCode = Literal[
    "empty_file",
    "not_media",
    "no_audio",
    "file_too_large",
    "recording_too_long",
    "unknown_answer",
    "session_expired",
    "worker_failed",
    "worker_lost",
    "overdue",
    "never_uploaded",
    "consent_withdrawn",
    "internal",
]


class Reason(Frozen):
    """Why an answer stands where it stands: a code for programs, and words for the person who can act."""

    code: ReasonCode
    problem: str
    remedy: str
