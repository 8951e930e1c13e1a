"""Errors in words. Each has a stable code, says what is wrong, and what the reader can do next."""

from typing import Any, ClassVar


class BoleError(Exception):
    """Something a person can act on.

    ``code`` names the kind and never changes; ``problem`` says what is wrong; ``remedy`` says what to do next.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy

    @property
    def members(self) -> dict[str, Any]:
        """More members of the problem (RFC 9457, 3.2), for programs: for example each row at fault. Mostly none."""
        return {}


class Invalid(BoleError):
    """The request cannot be read or breaks a rule."""

    code = "invalid"
    status = 422


class NotFound(BoleError):
    """There is no such thing, or not for this caller."""

    code = "not_found"
    status = 404


class Forbidden(BoleError):
    """The caller is known but may not do this."""

    code = "forbidden"
    status = 403


class Conflict(BoleError):
    """The thing is no longer in the state that the request supposes."""

    code = "conflict"
    status = 409


class PreconditionFailed(BoleError):
    """The request changes a version of the thing that is not the newest any more."""

    code = "precondition_failed"
    status = 412

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed it after you read it.", "Read it again, and send your change with its new ETag."
        )


class PreconditionRequired(BoleError):
    """The request must say which version of the thing it changes."""

    code = "precondition_required"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            "This change needs the header If-Match.", "Read the thing, and send the ETag of what you read as If-Match."
        )


class TooLarge(BoleError):
    """More was sent than is taken."""

    code = "too_large"
    status = 413


class UnsupportedMedia(BoleError):
    """What was sent is of a kind that is not taken here."""

    code = "unsupported_media"
    status = 415


class TooMany(BoleError):
    """A limit of the plan or of the moment is reached."""

    code = "too_many"
    status = 429


class Gone(BoleError):
    """It was there, and its time is over."""

    code = "gone"
    status = 410


class Unavailable(BoleError):
    """A service that is needed did not answer; the same request may pass later."""

    code = "unavailable"
    status = 503
