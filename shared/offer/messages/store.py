"""Where mails about offers are noted: the only file of the subject that spells table keys."""

from datetime import datetime

from shared.kernel.ids import OfferId
from shared.offer.messages.message import OfferMail
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put


class MailBook:
    """One tenant's mails about offers; each is a row of its offer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def mail(self, offer_id: OfferId, mail_id: str) -> OfferMail | None:
        """Return a mail, or None."""
        item = self._table.get(self._pk(offer_id), f"MAIL#{mail_id}")
        return OfferMail.model_validate_json(item["mail"]) if item else None

    def all(self, offer_id: OfferId) -> list[OfferMail]:
        """Return the mails about an offer. One query."""
        return [
            OfferMail.model_validate_json(item["mail"])
            for item in self._table.query(self._pk(offer_id), begins="MAIL#")
        ]

    def claim(self, mail: OfferMail, before: OfferMail | None) -> bool:
        """Note that this process sends it; False where another one does."""
        free = Attr("PK").not_exists() if before is None else Attr("mail").eq(before.model_dump_json())
        return self._passed(Put(self._item(mail), free))

    def save(self, mail: OfferMail, claimed: OfferMail) -> bool:
        """Note what became of a mail; False where it was claimed anew in the meantime."""
        return self._passed(Put(self._item(mail), Attr("mail").eq(claimed.model_dump_json())))

    def waiting(self, now: datetime, limit: int) -> list[OfferMail]:
        """Return mails that are to be tried again, the longest waiting first."""
        pk = self._table.pk("OFFER_MAILS_WAITING")
        rows = self._table.query(pk, index="GSI1", up_to=f"{now.isoformat()}~", limit=limit)
        return [OfferMail.model_validate_json(item["mail"]) for item in rows]

    def _passed(self, write: Put) -> bool:
        try:
            self._table.transact([write])
        except ConditionFailed:
            return False
        return True

    def _item(self, mail: OfferMail) -> Item:
        keys = {"PK": self._pk(mail.offer_id), "SK": f"MAIL#{mail.mail_id}", "mail": mail.model_dump_json()}
        if mail.state != "waiting" or mail.retry_at is None:
            return keys
        moment = f"{mail.retry_at.isoformat()}#{mail.mail_id}"
        return {**keys, "GSI1PK": self._table.pk("OFFER_MAILS_WAITING"), "GSI1SK": moment}

    def _pk(self, offer_id: OfferId) -> str:
        return self._table.pk(f"OFFER#{offer_id}")
