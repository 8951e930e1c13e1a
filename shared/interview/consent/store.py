"""Where choices are kept: the only file of the subject that spells their keys. They are never changed here."""

from collections.abc import Iterable

from shared.interview.consent.model import ConsentEntry
from shared.platform.writes import Attr, Item, Put

PREFIX = "CONSENT#"


def consent_puts(pk: str, entries: Iterable[ConsentEntry]) -> list[Put]:
    """Return the writes that add ``entries`` to the record of the interview at ``pk``, for its transaction."""
    return [
        Put({"PK": pk, "SK": f"{PREFIX}{entry.entry_id}", "consent": entry.model_dump_json()}, Attr("PK").not_exists())
        for entry in entries
    ]


def entry_in(row: Item) -> ConsentEntry:
    """Return the choice that a row holds."""
    return ConsentEntry.model_validate_json(row["consent"])
