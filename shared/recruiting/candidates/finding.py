"""The rows by which candidates are found: digests that say nothing, leading to ids. Spells their keys."""

from collections.abc import Iterable

from shared.kernel.ids import CandidateId
from shared.platform.keys import BlindIndex
from shared.platform.paging import Cursor, Rows
from shared.platform.table import TenantTable
from shared.platform.writes import Delete, Put, Update, Write
from shared.recruiting.candidates import index
from shared.recruiting.candidates.index import CONTACTS, Entry
from shared.recruiting.candidates.model import Profile


class FindingRows:
    """One tenant's index of candidates."""

    def __init__(self, table: TenantTable, blind: BlindIndex) -> None:
        self._table = table
        self._blind = blind

    def ids_of(
        self, entry: Entry, limit: int = 50, cursor: Cursor | None = None
    ) -> tuple[list[CandidateId], Cursor | None]:
        """Return the ids of a page of those who are found by an entry."""
        digest = self._digest(entry)
        if entry.kind in CONTACTS:
            return list(self.known([entry]).get(entry, ()))[:limit], None
        rows: Rows = self._table.page(self._find_pk(digest), limit=limit, cursor=cursor, newest_first=True)
        return [CandidateId(str(item["SK"])) for item in rows.items], rows.next

    def known(self, entries: Iterable[Entry]) -> dict[Entry, tuple[CandidateId, ...]]:
        """Return who is known under each of many phones, mailboxes, births; 100 at a time in one read."""
        digests = {self._contact_pk(self._digest(entry)): entry for entry in dict.fromkeys(entries)}
        pks = list(digests)
        found: dict[Entry, tuple[CandidateId, ...]] = {}
        for start in range(0, len(pks), 100):
            for item in self._table.get_many([(pk, "CONTACT") for pk in pks[start : start + 100]]):
                ids = sorted((CandidateId(str(one)) for one in item.get("ids", ())), reverse=True)
                found[digests[str(item["PK"])]] = tuple(ids)
        return found

    def found_by(self, profile: Profile) -> tuple[str, ...]:
        """Return the index entries of a profile: ``F`` or ``C`` (a row each, or one for all) and the digest."""
        entries = index.entries_of(profile)
        return tuple(self.name_of(entry) for entry in entries)

    def name_of(self, entry: Entry) -> str:
        """Return how an entry is called in ``found_by``."""
        return ("C" if entry.kind in CONTACTS else "F") + self._digest(entry)

    def link(self, name: str, candidate_id: CandidateId) -> Write:
        """Return the write by which an entry leads to a candidate."""
        if name[0] == "C":
            return Update(self._contact_pk(name[1:]), "CONTACT", add={"ids": {candidate_id}})
        return Put({"PK": self._find_pk(name[1:]), "SK": candidate_id})

    def unlink(self, name: str, candidate_id: CandidateId) -> Write:
        """Return the write by which it does not any more."""
        if name[0] == "C":
            return Update(self._contact_pk(name[1:]), "CONTACT", take={"ids": {candidate_id}})
        return Delete(self._find_pk(name[1:]), candidate_id)

    def _digest(self, entry: Entry) -> str:
        return self._blind.digest(entry.kind, entry.value)

    def _find_pk(self, digest: str) -> str:
        return self._table.pk(f"FIND#{digest}")

    def _contact_pk(self, digest: str) -> str:
        return self._table.pk(f"CONTACT#{digest}")
