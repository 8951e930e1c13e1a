"""Use cases: look for duplicates of a candidate, list what is open, say that two are different people."""

from dataclasses import dataclass

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import CandidateId
from shared.kernel.request import Request
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed
from shared.recruiting.candidates import index
from shared.recruiting.candidates.duplicates.model import Suspicion, alike
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.model import CandidateDraft, CandidateRecord
from shared.recruiting.candidates.service import CandidateDesk, add_candidate, change_candidate
from shared.recruiting.candidates.store import CandidateStore

LOOKED_AT = 100
"""People with something in common who are compared; of those, with the same letters or birth date, the newest."""


class NoSuchPair(NotFound):
    """Nobody suspected these two."""

    def __init__(self, pair: str) -> None:
        super().__init__(f"There is no pair {pair}.", "Look it up in the list of duplicates.")


@dataclass(frozen=True)
class Shown:
    """A suspicion with both people, as far as they stand."""

    suspicion: Suspicion
    people: tuple[CandidateRecord, ...]


def look_for_duplicates(
    record: CandidateRecord, candidates: CandidateStore, suspicions: SuspicionStore, desk: CandidateDesk
) -> list[Suspicion]:
    """Return who may be the same person as ``record``, and keep it. What was decided before is not opened again."""
    blocks = index.blocks(record.profile)
    known = candidates.finding.known(block for block in blocks if block.kind in index.CONTACTS)
    ids = [one for found in known.values() for one in found]
    for block in blocks:
        if block.kind not in index.CONTACTS:
            ids += candidates.finding.ids_of(block, LOOKED_AT // 2)[0]
    others = [one for one in dict.fromkeys(ids) if one != record.candidate_id][:LOOKED_AT]
    people = [(other.candidate_id, other.profile) for other in candidates.many(others)]
    found = alike(record.candidate_id, record.profile, people, desk.clock.now())
    return suspicions.note(found)


def add_and_compare(
    draft: CandidateDraft, request: Request | None, suspicions: SuspicionStore, desk: CandidateDesk
) -> tuple[CandidateRecord, list[Suspicion]]:
    """Enter a candidate and say who they may be already. Raises as ``add_candidate``."""
    record = add_candidate(draft, request, desk)
    return record, look_for_duplicates(record, desk.candidates, suspicions, desk)


def change_and_compare(
    candidate_id: CandidateId,
    draft: CandidateDraft,
    named: frozenset[str] | None,
    suspicions: SuspicionStore,
    desk: CandidateDesk,
) -> tuple[CandidateRecord, list[Suspicion]]:
    """Write a candidate anew and say who they may be now. Raises as ``change_candidate``."""
    record = change_candidate(candidate_id, draft, named, desk)
    return record, look_for_duplicates(record, desk.candidates, suspicions, desk)


def search_duplicates(candidate_id: CandidateId, suspicions: SuspicionStore, desk: CandidateDesk) -> list[Suspicion]:
    """Look again, on demand. Raises ``NoSuchCandidate``, ``MergedAway``."""
    record = desk.standing(candidate_id)
    desk.trail.record(desk.entry("read_candidate", candidate_id, what="duplicates"))
    look_for_duplicates(record, desk.candidates, suspicions, desk)
    return [one for one in suspicions.of(candidate_id) if one.status == "open"]


def open_suspicions(
    limit: int, cursor: Cursor | None, suspicions: SuspicionStore, desk: CandidateDesk
) -> tuple[list[Shown], Cursor | None]:
    """Return a page of open suspicions with both people, the surest first; without those where one is gone."""
    found, following = suspicions.open(min(limit, 50), cursor)
    records = desk.candidates.many([one for pair in found for one in (pair.older, pair.newer)])
    known = {record.candidate_id: record for record in records}
    both = [pair for pair in found if pair.older in known and pair.newer in known]
    pages = [Shown(pair, (known[pair.older], known[pair.newer])) for pair in both]
    ids = " ".join(known)
    detail: dict[str, str | int] = {"by": "duplicates", "count": len(known), "candidates": ids}
    desk.trail.record(desk.trail.entry(desk.who, "read_candidate", "candidates", detail=detail))
    return pages, following


def not_a_duplicate(pair: str, suspicions: SuspicionStore, desk: CandidateDesk) -> Suspicion:
    """Say that two are different people: it is remembered, and the pair does not come up again.

    Raises:
        NoSuchPair: nobody suspected them.
        Conflict: they were merged.
    """
    suspicion = suspicions.one(pair)
    if suspicion is None:
        raise NoSuchPair(pair)
    if suspicion.status == "merged":
        raise Conflict("These two records were merged.", "Undo the merge first.")
    now = desk.clock.now()
    writes = suspicions.decide(suspicion, "different", desk.who.user_id, now)
    for one, other in ((suspicion.older, suspicion.newer), (suspicion.newer, suspicion.older)):
        writes.append(desk.timeline.put(one, desk.line("not_a_duplicate", other)))
    entry = desk.entry("merge_candidate", suspicion.newer, change="not a duplicate", other=suspicion.older)
    try:
        desk.trail.transact(writes, entry)
    except ConditionFailed as error:
        raise Conflict("Somebody decided this pair in the meantime.", "Read it again.") from error
    decided = suspicions.one(pair)
    assert decided is not None  # noqa: S101 - written above
    return decided
