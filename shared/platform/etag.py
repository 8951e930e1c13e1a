"""Entity tags (RFC 9110): a version of a thing, so that a reader need not fetch it again, nor a writer overwrite it."""

import re
from collections.abc import Mapping

from shared.kernel.errors import Invalid, PreconditionFailed, PreconditionRequired

TAG = re.compile(r'(?:W/)?"([^"]*)"')


def etag(version: str | int) -> str:
    """Return the tag of a version, for the ``ETag`` header."""
    return f'"{version}"'


def named_in(headers: Mapping[str, str], name: str) -> frozenset[str] | None:
    """Return the versions that ``If-Match`` or ``If-None-Match`` names, ``*`` for any; None where it was not sent.

    A weak tag counts as the same version: a gateway that compresses an answer weakens its tag. Raises ``Invalid``
    where the header holds no tag.
    """
    value = next((value for header, value in headers.items() if header.lower() == name.lower()), None)
    if value is None:
        return None
    if value.strip() == "*":
        return frozenset({"*"})
    if found := TAG.findall(value):
        return frozenset(found)
    raise Invalid(
        f"{name} holds no entity tag: {value[:80]}", f'Send the ETag of what you read, in quotes: {name}: "t1"'
    )


def holds(named: frozenset[str], version: str | int | None) -> bool:
    """Return whether ``version`` (None: there is nothing) is among those that a header names."""
    return version is not None and bool(named & {"*", str(version)})


def expect(named: frozenset[str] | None, version: str | int) -> None:
    """Let a change pass only where its ``If-Match`` names the version that is there.

    Raises:
        PreconditionRequired: the request names no version.
        PreconditionFailed: it names another one.
    """
    if named is None:
        raise PreconditionRequired
    if not holds(named, version):
        raise PreconditionFailed
