"""The second step of a deletion: everything of the tenant goes, page by page, and can be continued at any page.

Users go first, so that nobody writes any more; then the objects with all their versions; then the rows: first the data
keys (from then on nothing that was sealed of a person can be read, backups included), then all others. A last look
through the whole table finds what was written in the meantime. The plan alone stays, as a stone that keeps old tokens
out; it says nothing of anybody.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.ids import UserId
from shared.platform.paging import Cursor
from shared.platform.tenant_keys import TenantKeys
from shared.platform.usage import plan_pk
from shared.platform.whole_tenant import WholeTenantFiles, WholeTenantRows
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.lifecycle.model import Deletion, DeletionCertificate, Phase, certified, purgeable
from shared.tenancy.lifecycle.store import LifecycleStore
from shared.tenancy.users.ports import Directory
from shared.tenancy.users.store import UserStore

PAGE = 50
"""Users that are taken out between two looks at the clock."""
InTime = Callable[[], bool]


@dataclass(frozen=True)
class PurgeDesk:
    """What a purge works with. ``tables``: the table of data keys first, then the main table."""

    store: LifecycleStore
    users: UserStore
    directory: Directory
    files: WholeTenantFiles
    tables: Sequence[WholeTenantRows]
    keys: TenantKeys
    log: AuditLog
    clock: Clock


def purge(desk: PurgeDesk, in_time: InTime) -> Deletion | DeletionCertificate:
    """Go on with a purge until it is done, or ``in_time`` says no; then the state is returned, to be called again.

    Raises:
        WrongStanding: the tenant is not marked, or its waiting period is not over.
        Unavailable: nothing of the state is lost; call again.
    """
    certificate = desk.store.certificate()
    if certificate is not None:
        return certificate
    deletion = purgeable(desk.store.deletion(), desk.clock.now())
    while deletion.phase != "done":
        if not in_time():
            return deletion
        deletion = _PHASES[deletion.phase](deletion, desk)
        desk.store.keep_state(deletion)
    gone_at = desk.keys.schedule_deletion(deletion.tenant_id)
    certificate = certified(deletion, gone_at, desk.clock.now())
    desk.store.certify(certificate)
    return certificate


def _users(deletion: Deletion, desk: PurgeDesk) -> Deletion:
    heads = {chain: head.hash for chain, head in desk.log.heads().items() if head.number}
    found, following = desk.users.users(PAGE, Cursor.read(deletion.cursor))
    for user in found:
        desk.directory.delete(UserId(user.user_id))
    counted = deletion.model_copy(update={"users": deletion.users + len(found), "audit_heads": heads})
    return _went_on(counted, following.spelled() if following else None, "objects")


def _objects(deletion: Deletion, desk: PurgeDesk) -> Deletion:
    """Delete one page of one folder; ``cursor`` is the folder. What was deleted is not listed again."""
    folder = deletion.cursor or desk.files.folders[0]
    page = desk.files.versions(folder)
    gone = desk.files.delete(page.found)
    counted = deletion.model_copy(update={"objects": deletion.objects + gone})
    if page.next:
        return _went_on(counted, folder, "rows")
    desk.files.abort_uploads(folder)
    later = desk.files.folders[desk.files.folders.index(folder) + 1 :]
    return _went_on(counted, later[0] if later else None, "rows")


def _rows(deletion: Deletion, desk: PurgeDesk) -> Deletion:
    gone, following = _swept(deletion.cursor, desk)
    return _went_on(deletion.model_copy(update={"rows": deletion.rows + gone}), following, "check")


def _check(deletion: Deletion, desk: PurgeDesk) -> Deletion:
    """Look through everything once more. What is found is deleted, and then it is looked through again."""
    found, following = _swept(deletion.cursor, desk)
    counted = deletion.model_copy(update={"rows": deletion.rows + found, "left": deletion.left + found})
    if following is None and counted.left:
        return counted.model_copy(update={"left": 0, "cursor": None})
    return _went_on(counted, following, "done")


def _swept(cursor: str | None, desk: PurgeDesk) -> tuple[int, str | None]:
    """Delete the tenant's rows of one page of one table; return how many, and the place of the next page."""
    table, begin = json.loads(cursor) if cursor else (0, None)
    page = desk.tables[table].page(begin, keys_only=True)
    stone = plan_pk(desk.store.tenant_id)
    keys = [(str(item["PK"]), str(item["SK"])) for item in page.items if item["PK"] != stone]
    desk.tables[table].delete(keys)
    if page.next is None and table + 1 == len(desk.tables):
        return len(keys), None
    return len(keys), json.dumps([table, page.next] if page.next else [table + 1, None])


def _went_on(deletion: Deletion, cursor: str | None, then: Phase) -> Deletion:
    phase = deletion.phase if cursor else then
    return deletion.model_copy(update={"cursor": cursor, "phase": phase})


_PHASES: dict[Phase, Callable[[Deletion, PurgeDesk], Deletion]] = {
    "users": _users,
    "objects": _objects,
    "rows": _rows,
    "check": _check,
}
