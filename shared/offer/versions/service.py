"""Use case: write the next version of a setting, by who read the one before."""

from typing import TypeVar

from pydantic import BaseModel

from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound, PreconditionFailed
from shared.offer.versions.store import Stamp, Versions
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.tenancy.actions import Action

M = TypeVar("M", bound=BaseModel)


class NoSuchVersion(NotFound):
    """There is no version of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no version {number}. 没有版本 {number}。", "List the versions. 请查看版本列表。")


def put_next(
    content: M,
    versions: Versions[M],
    named: frozenset[str] | None,
    who: Caller,
    action: Action,
    subject: str,
    trail: AuditTrail,
    clock: Clock,
) -> tuple[M, Stamp]:
    """Write ``content`` as the next version. Raises as ``expect``, ``PreconditionFailed``."""
    _held, stamp = versions.current()
    expect(named, stamp.version)
    following = Stamp(version=stamp.version + 1, changed_by=who.user_id, changed_at=clock.now())
    entry = trail.entry(who, action, subject, detail={"version": following.version})
    if not versions.put(content, following, entry):
        raise PreconditionFailed
    return content, following


def one_version(number: int, versions: Versions[M]) -> tuple[M, Stamp]:
    """Return a version as it was written. Raises ``NoSuchVersion``."""
    found = versions.version(number)
    if found is None:
        raise NoSuchVersion(number)
    return found
