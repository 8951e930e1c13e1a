"""Where messages, templates and the company's choice are kept: the only file of the subject that spells table keys.

A message's row holds no address; an address that takes nothing more is kept as a digest (``BlindIndex``).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from shared.kernel.ids import CandidateId
from shared.kernel.language import Language
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.keys import BlindIndex
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Item, Put, Update, Write
from shared.recruiting.candidates.contacts import mailbox
from shared.recruiting.invitations.messages.choice import MessagingChoice
from shared.recruiting.invitations.messages.message import LEASE, Message, MessageState
from shared.recruiting.invitations.messages.model import Kind, TemplateVersion

MORE = "message"
"""The purpose that what a message says besides is sealed for."""
DIGEST_KEPT = timedelta(days=8)
_values = TypeAdapter(dict[str, str])


class MessageStore:
    """One tenant's messages."""

    def __init__(self, table: TenantTable, sealer: Sealer, blind: BlindIndex, trail: AuditTrail) -> None:
        self._table = table
        self._sealer = sealer
        self._blind = blind
        self._trail = trail

    def message(self, candidate_id: CandidateId, message_id: str) -> Message | None:
        """Return a message, or None."""
        item = self._table.get(self._pk(candidate_id), f"MESSAGE#{message_id}")
        return Message.model_validate_json(item["message"]) if item else None

    def of_candidate(self, candidate_id: CandidateId) -> list[Message]:
        """Return all messages to a candidate, in no order of time."""
        rows = self._table.query(self._pk(candidate_id), begins="MESSAGE#")
        return [Message.model_validate_json(item["message"]) for item in rows]

    def values(self, message: Message) -> dict[str, str]:
        """Return what the message says besides what its invitation says. Raises ``Shredded``."""
        item = self._table.get(self._pk(message.candidate_id), f"MESSAGE#{message.message_id}")
        if item is None or "sealed" not in item:
            return {}
        return _values.validate_json(self._sealer.open(message.candidate_id, str(item["sealed"]), MORE))

    def claim(self, message: Message, more: dict[str, str], from_states: tuple[MessageState, ...]) -> bool:
        """Note that this process is sending it now; False where another one is, or did.

        ``from_states``: in which states it may be sent once more. The claim is written before the provider is asked,
        so that nobody asks twice; what it said is written after.
        """
        free: ConditionBase = Attr("PK").not_exists()
        if from_states:
            free = free | Attr("state").is_in(list(from_states))
        item = self._item(message)
        if more:
            item["sealed"] = self._sealer.seal(message.candidate_id, _values.dump_json(more), MORE)
        try:
            self._table.put(item, free)
        except ConditionFailed:
            return False
        return True

    def save(self, message: Message, was: MessageState, attempts: int, more: tuple[Write, ...] = ()) -> bool:
        """Write what became of a message that was in state ``was``; False where something else became of it."""
        item = self._item(message)
        change = Update(
            item.pop("PK"),
            item.pop("SK"),
            set=item,
            remove=() if "GSI2PK" in item else ("GSI2PK", "GSI2SK"),
            condition=Attr("state").eq(was) & Attr("attempts").eq(attempts),
        )
        try:
            self._table.transact([change, *more])
        except ConditionFailed:
            return False
        return True

    def to_send_again(self, now: datetime) -> Iterator[Message]:
        """Yield what is to be tried again now."""
        rows = self._table.query(self._table.pk("RESEND"), up_to=f"{now.isoformat()}~", index="GSI2")
        yield from (Message.model_validate_json(item["message"]) for item in rows)

    def give_up(self, message: Message) -> None:
        """Try a message not again that is not wanted any more."""
        ended = message.model_copy(update={"state": "failed", "retry_at": None})
        self.save(ended, message.state, message.attempts)

    def suppress(self, address: str, why: str, now: datetime) -> None:
        """Write nothing more to a mailbox."""
        self._table.put({"PK": self._address_pk(address), "SK": "ADDRESS", "why": why, "at": now.isoformat()})

    def suppressed(self, address: str) -> bool:
        """Return whether nothing is written to a mailbox any more."""
        return self._table.get(self._address_pk(address), "ADDRESS") is not None

    def choice(self) -> tuple[MessagingChoice, int]:
        """Return what the company chose, and its revision; 0: nobody chose anything."""
        item = self._table.get(self._table.pk("MESSAGING"), "CHOICE")
        if item is None:
            return MessagingChoice(), 0
        return MessagingChoice.model_validate_json(item["choice"]), int(item["revision"])

    def choose(self, choice: MessagingChoice, revision: int, entry: AuditEntry) -> bool:
        """Write the next revision of the company's choice; False where another one was quicker."""
        item = {
            "PK": self._table.pk("MESSAGING"),
            "SK": "CHOICE",
            "choice": choice.model_dump_json(),
            "revision": revision,
        }
        return self._passed([Put(item, _follows("revision", revision))], entry)

    def newest(self) -> dict[tuple[Kind, Language], TemplateVersion]:
        """Return the newest version of each template that the company wrote. One query."""
        rows = self._table.query(self._table.pk("MESSAGING"), begins="NEWEST#")
        found = (TemplateVersion.model_validate_json(item["version"]) for item in rows)
        return {(one.kind, one.language): one for one in found}

    def versions(
        self, kind: Kind, language: Language, limit: int, cursor: Cursor | None
    ) -> tuple[list[TemplateVersion], Cursor | None]:
        """Return a page of a template's versions, the newest first."""
        begins = f"VERSION#{kind}#{language}#"
        rows = self._table.page(
            self._table.pk("MESSAGING"), begins=begins, limit=limit, cursor=cursor, newest_first=True
        )
        return [TemplateVersion.model_validate_json(item["version"]) for item in rows.items], rows.next

    def add_version(self, version: TemplateVersion, entry: AuditEntry) -> bool:
        """Write the next version; False where another one was quicker."""
        pk, name = self._table.pk("MESSAGING"), f"{version.kind}#{version.language}"
        kept = {"PK": pk, "version": version.model_dump_json(), "number": version.number}
        writes: list[Write] = [
            Put(kept | {"SK": f"NEWEST#{name}"}, _follows("number", version.number)),
            Put(kept | {"SK": f"VERSION#{name}#{version.number:06d}"}, Attr("PK").not_exists()),
        ]
        return self._passed(writes, entry)

    def first_digest(self, day: str, address: str, now: datetime) -> bool:
        """Note that somebody gets the letter of a day; False where they got it."""
        item = {
            "PK": self._table.pk(f"DIGEST#{day}"),
            "SK": f"TO#{self._blind.digest('digest', mailbox(address))}",
            "expires_at": int((now + DIGEST_KEPT).timestamp()),
        }
        try:
            self._table.put(item, Attr("PK").not_exists())
        except ConditionFailed:
            return False
        return True

    def _item(self, message: Message) -> Item:
        item: Item = {
            "PK": self._pk(message.candidate_id),
            "SK": f"MESSAGE#{message.message_id}",
            "message": message.model_dump_json(),
            "state": message.state,
            "attempts": message.attempts,
        }
        # What a dead process left half sent is looked at, too: it is noted as uncertain.
        due = message.retry_at if message.state in ("waiting", "bounced") else None
        due = message.claimed_at + LEASE if message.state == "sending" else due
        if due is not None:
            item |= {"GSI2PK": self._table.pk("RESEND"), "GSI2SK": f"{due.isoformat()}#{message.message_id}"}
        return item

    def _address_pk(self, address: str) -> str:
        return self._table.pk(f"SUPPRESSED#{self._blind.digest('suppressed', mailbox(address))}")

    def _pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")

    def _passed(self, writes: list[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True


def _follows(name: str, number: int) -> ConditionBase:
    return Attr(name).eq(number - 1) if number > 1 else Attr("PK").not_exists()
