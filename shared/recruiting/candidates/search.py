"""Finding candidates: at most three queries a page, and never a scan, however many there are."""

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, PositionId
from shared.platform.paging import Cursor
from shared.recruiting.applications.contracts import Source
from shared.recruiting.candidates import index
from shared.recruiting.candidates.contacts import NotReachable, mail_address, mailbox, phone_number
from shared.recruiting.candidates.index import Entry
from shared.recruiting.candidates.model import CandidateRecord
from shared.recruiting.candidates.service import CandidateDesk, shown
from shared.recruiting.candidates.store import CandidateStore


class Sought(Frozen):
    """What a list of candidates is narrowed by: one of these, or nothing."""

    tag: str | None = None
    source: Source | None = None
    phone: str | None = None
    email: str | None = None
    name: str | None = None
    position_id: PositionId | None = None

    @property
    def by(self) -> str:
        """Which of them it is. Raises ``Invalid`` where there are several."""
        given = [name for name, value in self if value is not None]
        if len(given) > 1:
            raise Invalid(
                f"The list can be narrowed by one thing at a time, not by {' and '.join(given)}.", "Leave one of them."
            )
        return given[0] if given else "all"


def find_candidates(
    sought: Sought, limit: int, cursor: Cursor | None, desk: CandidateDesk
) -> tuple[list[CandidateRecord], Cursor | None]:
    """Return a page of candidates, the newest first. By name it may hold fewer than ``limit``, and more may follow.

    Not for ``position_id``: see ``of_applications``. Raises ``Invalid`` for a phone or address that cannot be one.
    """
    by = sought.by
    records, following = _found(sought, limit, cursor, desk)
    return shown(records, by, desk), following


def of_applications(candidate_ids: list[CandidateId], desk: CandidateDesk) -> list[CandidateRecord]:
    """Return the people of a page of applications."""
    return shown(desk.candidates.many(candidate_ids), "position", desk)


def _found(
    sought: Sought, limit: int, cursor: Cursor | None, desk: CandidateDesk
) -> tuple[list[CandidateRecord], Cursor | None]:
    store = desk.candidates
    if sought.name is not None:
        return _named(sought.name, limit, cursor, store)
    if sought.tag is not None:
        return store.found(Entry("tag", sought.tag.strip().casefold()), limit, cursor)
    try:
        if sought.phone is not None:
            return store.found(Entry("phone", phone_number(sought.phone, desk.region)), limit)
        if sought.email is not None:
            return store.found(Entry("mailbox", mailbox(mail_address(sought.email))), limit)
    except NotReachable as error:
        raise Invalid(str(error), "Correct it and look again. 请更正后重新查询。") from error
    return store.page(limit, cursor, sought.source)


def _named(
    text: str, limit: int, cursor: Cursor | None, store: CandidateStore
) -> tuple[list[CandidateRecord], Cursor | None]:
    entry = index.sought(text)
    if entry is None:
        raise Invalid("The name has no letters.", "Write how the name begins, in Hanzi, pinyin or letters.")
    records, following = store.found(entry, limit, cursor)
    return [record for record in records if index.begins_so(record.profile, text)], following
