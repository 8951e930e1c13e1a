"""A tenant's export: every row and every document in one archive, with a manifest of hashes; can be continued.

The archive is a tar: ``rows/00001.jsonl`` … (one row a line), ``files/<folder>/…`` as they lie in the bucket,
``keys/…``, ``README.txt``, and ``manifest.jsonl`` last: name, size and SHA-256 of every member before it.

What was sealed of a person opens with that person's data key. ``keys/`` holds these keys unwrapped, or the archive
would be of no use to anybody: so the archive is as confidential as everything in it, and lies encrypted in the bucket.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.archive_upload import ArchiveState, ArchiveUpload
from shared.platform.bucket import TenantBucket
from shared.platform.keys import DataKeys, Shredded
from shared.platform.whole_tenant import WholeTenantFiles, WholeTenantRows
from shared.platform.writes import Item

MEMBER_BYTES = 8 * 1024**2
"""About how large one file of rows becomes."""
PAGES = 40
"""Pages of the table (1 MB each) that are read between two looks at the clock."""
FILES_BYTES = 64 * 1024**2
"""Of files that are copied between two looks at the clock; a larger one is copied whole."""
EXPORTS = "exports"
README = """Export of the tenant {tenant} from Bole, {when}.

rows/*.jsonl    one row of the database a line; PK and SK are its keys. Sets are lists, bytes are base64.
files/          documents and recordings as they lie in the bucket, under <folder>/<tenant>/...
keys/*.jsonl    the data key of each person (base64, 256 bits). What a row calls "sealed" opens with the key of the
                person whose id stands in the row's PK: "v1." and base64 of a nonce of 12 bytes and the AES-256-GCM
                ciphertext; associated data are tenant, person and purpose, joined by NUL. The purpose is profile,
                resume, note, or what the row's kind is called.
manifest.jsonl  name, size in bytes and SHA-256 (hex) of every member before it.

A person whose data was erased has no key: what was sealed of them opens nowhere. Keep this archive as safe as what is
in it.
"""

Phase = Literal["rows", "keys", "files", "manifest", "done"]


class Member(Frozen):
    """A line of the manifest."""

    name: str
    size_bytes: int
    sha256: str


class ExportState(Frozen):
    """How far an export has come. ``archive`` None: it has not begun."""

    export_id: str
    tenant_id: TenantId
    phase: Phase = "rows"
    cursor: str | None = None
    archive: ArchiveState | None = None
    members: tuple[Member, ...] = ()
    rows: int = 0
    files: int = 0
    skipped: tuple[str, ...] = ()
    """Files that were deleted after they were listed."""

    @property
    def done(self) -> bool:
        """True when the archive can be read."""
        return self.phase == "done"

    @property
    def key(self) -> str:
        """Where the archive lies."""
        return f"{EXPORTS}/{self.tenant_id}/{self.export_id}.tar"


@dataclass(frozen=True)
class ExportDesk:
    """What an export works with. ``client`` writes into ``bucket``, which guards the keys."""

    client: Any
    bucket: TenantBucket
    rows: WholeTenantRows
    keyring: WholeTenantRows | None
    data_keys: DataKeys | None
    files: WholeTenantFiles
    clock: Clock


def export(export_id: str, desk: ExportDesk, in_time: Callable[[], bool]) -> ExportState:
    """Go on with an export until it is done or ``in_time`` says no; the state is kept, to be called again.

    Raises ``Unavailable``: the state is that of the last call; call again.
    """
    state = found(export_id, desk.bucket)
    if state.done:
        return state
    upload = _opened(state, desk)
    while not state.done and in_time():
        state = _STEPS[state.phase](state, upload, desk)
    if not state.done:
        paused, rest = upload.pause()
        desk.bucket.put_bytes(_rest_key(state), rest, "application/octet-stream")
        state = state.model_copy(update={"archive": paused})
    _keep(state, desk.bucket)
    return state


def found(export_id: str, bucket: TenantBucket) -> ExportState:
    """Return how far an export has come; one that was never begun is at its beginning."""
    fresh = ExportState(export_id=export_id, tenant_id=bucket.tenant_id)
    try:
        return bucket.get_document(_state_key(fresh), ExportState)
    except NotFound:
        return fresh


def _opened(state: ExportState, desk: ExportDesk) -> ArchiveUpload:
    if state.archive is None:
        return ArchiveUpload.begin(desk.client, desk.bucket, state.key)
    return ArchiveUpload(desk.client, desk.bucket, state.archive, desk.bucket.get_bytes(_rest_key(state)))


def _rows(state: ExportState, upload: ArchiveUpload, desk: ExportDesk) -> ExportState:
    lines, count, cursor = bytearray(), 0, state.cursor
    for _ in range(PAGES):
        page = desk.rows.page(cursor)
        lines += b"".join(_line(item) for item in page.items)
        count += len(page.items)
        cursor = page.next
        if cursor is None or len(lines) >= MEMBER_BYTES:
            break
    if lines:
        state = _written(state, upload, _numbered(state, "rows"), bytes(lines))
    return _on(state.model_copy(update={"rows": state.rows + count}), cursor, "keys")


def _keys(state: ExportState, upload: ArchiveUpload, desk: ExportDesk) -> ExportState:
    following: str | None = None
    if desk.keyring is not None and desk.data_keys is not None:
        page = desk.keyring.page(state.cursor, keys_only=True)
        owners = [str(item["PK"]).rpartition("#")[2] for item in page.items]
        if lines := b"".join(_line(line) for line in _opened_keys(owners, desk.data_keys)):
            state = _written(state, upload, _numbered(state, "keys"), lines)
        following = page.next
    if following is None:
        said = README.format(tenant=state.tenant_id, when=desk.clock.now().isoformat(timespec="seconds"))
        state = _written(state, upload, "README.txt", said.encode())
    return _on(state, following, "files")


def _opened_keys(owners: list[str], data_keys: DataKeys) -> Iterator[dict[str, str]]:
    for begin in range(0, len(owners), 1000):
        some = owners[begin : begin + 1000]
        data_keys.prepare(some)
        for owner in some:
            with suppress(Shredded):
                yield {"owner": owner, "key": base64.b64encode(data_keys.of(owner)).decode()}


def _files(state: ExportState, upload: ArchiveUpload, desk: ExportDesk) -> ExportState:
    """Copy some files; ``cursor`` is the folder and the key after which it goes on."""
    folders = [folder for folder in desk.files.folders if folder != EXPORTS]
    folder, after = json.loads(state.cursor) if state.cursor else (folders[0], None)
    page, _more = desk.files.keys(folder, after)
    if not page:
        later = folders[folders.index(folder) + 1 :]
        return _on(state, json.dumps([later[0], None]) if later else None, "manifest")
    copied = 0
    for key, _size in page:
        state, size = _file(state, upload, desk, key)
        after, copied = key, copied + size
        if copied >= FILES_BYTES:
            break
    return _on(state, json.dumps([folder, after]), "manifest")


def _file(state: ExportState, upload: ArchiveUpload, desk: ExportDesk, key: str) -> tuple[ExportState, int]:
    opened = desk.files.open(key)
    if opened is None:
        return state.model_copy(update={"skipped": (*state.skipped, key)}), 0
    size, chunks = opened
    member = Member(name=f"files/{key}", size_bytes=size, sha256=upload.add(f"files/{key}", size, chunks))
    return state.model_copy(update={"members": (*state.members, member), "files": state.files + 1}), size


def _numbered(state: ExportState, kind: str) -> str:
    number = sum(member.name.startswith(f"{kind}/") for member in state.members) + 1
    return f"{kind}/{number:05d}.jsonl"


def _manifest(state: ExportState, upload: ArchiveUpload, desk: ExportDesk) -> ExportState:
    lines = b"".join((member.model_dump_json() + "\n").encode() for member in state.members)
    state = _written(state, upload, "manifest.jsonl", lines)
    done = upload.finish()
    return state.model_copy(update={"archive": done, "phase": "done", "cursor": None})


def _written(state: ExportState, upload: ArchiveUpload, name: str, content: bytes) -> ExportState:
    digest = upload.add_bytes(name, content)
    member = Member(name=name, size_bytes=len(content), sha256=digest)
    return state.model_copy(update={"members": (*state.members, member)})


def _on(state: ExportState, cursor: str | None, then: Phase) -> ExportState:
    return state.model_copy(update={"cursor": cursor, "phase": state.phase if cursor else then})


def _line(item: Item | dict[str, str]) -> bytes:
    return (json.dumps(item, ensure_ascii=False, sort_keys=True, default=_plain) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return base64.b64encode(bytes(value)).decode()


def _state_key(state: ExportState) -> str:
    return f"{EXPORTS}/{state.tenant_id}/{state.export_id}.state.json"


def _rest_key(state: ExportState) -> str:
    return f"{EXPORTS}/{state.tenant_id}/{state.export_id}.rest"


def _keep(state: ExportState, bucket: TenantBucket) -> None:
    bucket.put_document(_state_key(state), state)


_STEPS: dict[Phase, Callable[[ExportState, ArchiveUpload, ExportDesk], ExportState]] = {
    "rows": _rows,
    "keys": _keys,
    "files": _files,
    "manifest": _manifest,
}
