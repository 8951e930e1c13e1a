"""Use cases: merge two records of one person, and undo it within thirty days. Both are in the audit log."""

from dataclasses import dataclass

from shared.kernel.errors import NotFound, PreconditionFailed
from shared.kernel.ids import CandidateId, new_id
from shared.platform.etag import expect
from shared.recruiting.candidates.duplicates.merges import Merge, MergeStore
from shared.recruiting.candidates.duplicates.merging import MergeDraft, merged, parted
from shared.recruiting.candidates.duplicates.model import Suspicion, likeness, pair_of
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.errors import Refused, TooLate
from shared.recruiting.candidates.model import CandidateRecord
from shared.recruiting.candidates.service import CandidateDesk


@dataclass(frozen=True)
class MergeDesk:
    """What the use cases work with."""

    desk: CandidateDesk
    merges: MergeStore
    suspicions: SuspicionStore


class NoSuchMerge(NotFound):
    """There is no such merge, or its time is over."""

    def __init__(self, merge_id: str) -> None:
        super().__init__(f"There is no merge {merge_id} that could be undone.", "A merge can be undone for 30 days.")


def merge_candidates(
    survivor_id: CandidateId, draft: MergeDraft, named: frozenset[str] | None, here: MergeDesk
) -> tuple[CandidateRecord, Merge]:
    """Let one record absorb another: applications, résumés, notes and timeline follow, its id leads to the survivor.

    The same merge again continues what a fault interrupted, and changes nothing otherwise.

    Raises:
        NoSuchCandidate, MergedAway, Shredded: one of the two does not stand.
        Refused: both are the same record.
        PreconditionRequired, PreconditionFailed: the survivor was changed since it was read.
    """
    desk = here.desk
    absorbed_id = CandidateId(draft.absorb)
    survivor = desk.standing(survivor_id)
    if absorbed_id == survivor_id:
        raise Refused("A record cannot absorb itself.", "Name the other record.")
    absorbed = desk.found(absorbed_id)
    if absorbed.merged_into == survivor_id and (done := _merge_of(absorbed_id, survivor_id, here)):
        here.merges.bring(done)
        return survivor, done
    absorbed = desk.standing(absorbed_id)
    expect(named, survivor.revision)
    done = _merge(survivor, absorbed, draft, here)
    here.merges.bring(done)
    return desk.found(survivor_id), done


def _merge(survivor: CandidateRecord, absorbed: CandidateRecord, draft: MergeDraft, here: MergeDesk) -> Merge:
    desk, now = here.desk, here.desk.clock.now()
    profile = merged(survivor.profile, absorbed.profile, draft.take)
    joined = (*survivor.absorbed, absorbed.candidate_id, *absorbed.absorbed)
    after = survivor.model_copy(
        update={"profile": profile, "revision": survivor.revision + 1, "absorbed": tuple(dict.fromkeys(joined))}
    )
    gone = absorbed.model_copy(update={"merged_into": survivor.candidate_id, "revision": absorbed.revision + 1})
    merge = Merge(
        merge_id=new_id("mrg"),
        survivor=survivor.candidate_id,
        absorbed=absorbed.candidate_id,
        by=desk.who.user_id,
        at=now,
    )
    pair = here.suspicions.one(pair_of(survivor.candidate_id, absorbed.candidate_id)) or _suspected(
        survivor, absorbed, here
    )
    more = [
        here.merges.put(merge, survivor.profile, profile),
        *here.suspicions.decide(pair, "merged", desk.who.user_id, now),
        desk.timeline.put(survivor.candidate_id, desk.line("merged", absorbed.candidate_id, take=" ".join(draft.take))),
    ]
    entry = desk.entry(
        "merge_candidate",
        survivor.candidate_id,
        change="merged",
        absorbed=absorbed.candidate_id,
        merge=merge.merge_id,
        take=" ".join(draft.take),
    )
    if not desk.candidates.change_all([(survivor, after), (absorbed, gone)], entry, more):
        raise PreconditionFailed
    return merge


def undo_merge(survivor_id: CandidateId, merge_id: str, here: MergeDesk) -> tuple[CandidateRecord, CandidateRecord]:
    """Part two records again: what came with the merge goes back, what was edited or added since stays.

    Raises:
        NoSuchMerge: there is none. One that was undone is carried on where a fault interrupted it.
        TooLate: thirty days are over.
        MergedAway: the survivor was merged itself since; undo that first.
        PreconditionFailed: somebody changed one of the two at this moment.
    """
    desk, now = here.desk, here.desk.clock.now()
    survivor = desk.standing(survivor_id)
    kept = here.merges.one(survivor_id, merge_id)
    if kept is None:
        raise NoSuchMerge(merge_id)
    merge, before, after = kept
    if merge.undone_at is not None:
        here.merges.give_back(merge)
        return survivor, desk.found(merge.absorbed)
    if merge.until < now:
        raise TooLate("A merge can be undone for 30 days. 合并仅可在30天内撤销。", "Correct the record by hand.")
    absorbed = desk.found(merge.absorbed)
    again = absorbed.model_copy(update={"merged_into": None, "revision": absorbed.revision + 1})
    theirs = {absorbed.candidate_id, *absorbed.absorbed}
    own = survivor.model_copy(
        update={
            "profile": parted(survivor.profile, before, after),
            "revision": survivor.revision + 1,
            "absorbed": tuple(one for one in survivor.absorbed if one not in theirs),
        }
    )
    more = [
        here.merges.undone(merge.model_copy(update={"undone_at": now})),
        *here.suspicions.reopen(survivor_id, merge.absorbed),
        desk.timeline.put(survivor_id, desk.line("merge_undone", merge.absorbed)),
        desk.timeline.put(merge.absorbed, desk.line("merge_undone", survivor_id)),
    ]
    entry = desk.entry("merge_candidate", survivor_id, change="merge undone", absorbed=merge.absorbed, merge=merge_id)
    if not desk.candidates.change_all([(survivor, own), (absorbed, again)], entry, more):
        raise PreconditionFailed
    here.merges.give_back(merge)
    return desk.found(survivor_id), desk.found(merge.absorbed)


def _merge_of(absorbed: CandidateId, survivor: CandidateId, here: MergeDesk) -> Merge | None:
    found = (one for one in here.merges.of(survivor) if one.absorbed == absorbed and one.undone_at is None)
    return next(found, None)


def _suspected(one: CandidateRecord, other: CandidateRecord, here: MergeDesk) -> Suspicion:
    """Return the pair that nobody suspected before a person merged it."""
    older, newer = sorted((one.candidate_id, other.candidate_id))
    like = likeness(one.profile, other.profile)
    return Suspicion(older=older, newer=newer, likeness=like, found_at=here.desk.clock.now())
