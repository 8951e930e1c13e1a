"""Errors in words. Each has a stable code, says what is wrong, and what the reader can do next."""

from typing import ClassVar


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


class Gone(BoleError):
    """It was there, and its time is over."""

    code = "gone"
    status = 410


class Unavailable(BoleError):
    """A service that is needed did not answer; the same request may pass later."""

    code = "unavailable"
    status = 503
