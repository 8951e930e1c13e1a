"""Whether a chain of the audit log is whole: recomputed link by link, in one pass. Pure rules.

A chain shows any change within it. Who can write the table could still cut off its end, or write it anew from some
link on with right hashes: that is what anchors are for, copies of every chain's head in the bucket (see ``anchors``).
"""

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.audit import FIRST, Chained

Kind = Literal[
    "changed", "missing", "inserted", "moved", "unlinked", "hidden", "truncated", "rewritten", "foreign", "unreadable"
]


class Head(Frozen):
    """The end of a chain: the number and hash of its last link."""

    number: int
    hash: str


NO_HEAD = Head(number=0, hash=FIRST)


class Row(Frozen):
    """A row of a chain's partition. ``link`` None: its content cannot be read. ``listed``: the indexes lead to it."""

    key: str
    link: Chained | None
    listed: bool = True


class Break(Frozen):
    """The first place where a chain does not hold."""

    chain: int
    number: int
    kind: Kind
    problem: str


class VerifiedChain(Frozen):
    """One chain: how many links hold, up to ``head``, and where it breaks, if it does."""

    chain: int
    links: int
    head: Head
    broken: Break | None = None


def row_key(number: int) -> str:
    """Return the sort key of a link."""
    return f"ENTRY#{number:012d}"


def verify_chain(
    chain: int,
    tenant_id: TenantId,
    rows: Iterable[Row],
    heads: Callable[[], Head | None],
    anchored: Mapping[int, str],
) -> VerifiedChain:
    """Follow a chain from its first link to its head, and say where it first breaks.

    ``rows`` come in the order of their keys; ``anchored`` are the hashes that earlier anchors kept, by link number.
    ``heads`` tells where the chain ends now: it is asked before the rows are read and again after them, so that what
    is appended in the meantime is no break.
    """
    before, last = heads() or NO_HEAD, NO_HEAD
    kept = {number: {known} for number, known in anchored.items()}
    if before.number:
        kept.setdefault(before.number, set()).add(before.hash)
    for row in rows:
        found = _fault(chain, tenant_id, row, last, kept)
        if found is not None:
            return VerifiedChain(chain=chain, links=last.number, head=last, broken=found)
        assert row.link is not None  # noqa: S101 - _fault names an unreadable row
        last = Head(number=row.link.number, hash=row.link.hash)
    broken = _fault_at_end(chain, last, heads() or NO_HEAD, kept)
    return VerifiedChain(chain=chain, links=last.number, head=last, broken=broken)


def _fault(chain: int, tenant_id: TenantId, row: Row, last: Head, kept: Mapping[int, Set[str]]) -> Break | None:
    due = last.number + 1

    def broken(kind: Kind, problem: str, number: int = due) -> Break:
        return Break(chain=chain, number=number, kind=kind, problem=problem)

    link = row.link
    if link is None:
        return broken("unreadable", f"The row {row.key} holds no entry.")
    if row.key > row_key(due) and row.key == row_key(link.number):
        return broken("missing", f"Entry {due} is missing; the next one is {link.number}.")
    if row.key != row_key(due):
        return broken("inserted", f"The row {row.key} stands where entry {due} belongs.")
    if (link.chain, link.number) != (chain, due):
        return broken("moved", f"In the place of entry {due} stands entry {link.number} of chain {link.chain}.")
    if link.hash != link.computed:
        return broken("changed", f"Entry {due} was changed after it was written: its hash is of another content.")
    if link.previous != last.hash:
        return broken("unlinked", f"Entry {due} does not follow on entry {last.number}: one of the two was replaced.")
    if link.entry.tenant_id != tenant_id:
        return broken("foreign", f"Entry {due} is of another tenant.")
    if not row.listed:
        return broken("hidden", f"Entry {due} was taken out of the lists that auditors read.")
    if kept.get(due, {link.hash}) != {link.hash}:
        said = f"Entry {due} is not the one that an anchor or the head knows: the chain was written anew."
        return broken("rewritten", said)
    return None


def _fault_at_end(chain: int, last: Head, after: Head, kept: Mapping[int, Set[str]]) -> Break | None:
    def broken(number: int, kind: Kind, problem: str) -> Break:
        return Break(chain=chain, number=number, kind=kind, problem=problem)

    if (known := max(kept, default=0)) > last.number:
        said = f"Entries {last.number + 1} to {known} are missing at the end: the head or an anchor knows of them."
        return broken(last.number + 1, "truncated", said)
    if after.number < last.number:
        said = f"The chain ends at entry {after.number}, and there are {last.number}."
        return broken(after.number + 1, "inserted", said)
    if after.number == last.number and after.hash != last.hash:
        return broken(last.number, "rewritten", f"Entry {last.number} is not the one that the chain's head knows.")
    return None
