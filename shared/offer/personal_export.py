"""What offers have of a person, for the person's archive: offers, why which grade was proposed, questions, letters."""

from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.personal_rows import RowKind, read
from shared.platform.sealing import Sealer
from shared.tenancy.rights.parts import FileOf, Section, StagePart
from shared.tenancy.rights.person import Person

KINDS = (
    RowKind(begins="OFFER", section="offers", schema_name="offer/offer", plain="offer", sealed={"words": "offer"}),
    RowKind(
        begins="PROPOSAL#",
        section="grade_proposals",
        schema_name="offer/grade_proposal",
        sealed={"sealed": "offer_grade_proposal"},
    ),
    RowKind(begins="LETTER#", section="letters", schema_name="offer/sent_letter", plain="letter"),
    RowKind(begins="ASK#", section="questions", schema_name="offer/ask", sealed={"sealed": "offer_ask"}),
    RowKind(begins="ACCEPTANCE#", section="acceptances", schema_name="offer/acceptance", plain="acceptance"),
    RowKind(begins="LOG#", section="history", schema_name="offer/history_line", plain="line"),
    RowKind(begins="MAIL#", section="mails", schema_name="offer/mail", plain="mail"),
)


def part_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer, bucket: TenantBucket) -> StagePart:
    """Return the stage's part, with the letters as files."""
    files = tuple(
        FileOf(key=key, name="/".join(("offers", *key.split("/")[2:])))
        for folder in footprint.folders
        for key in bucket.every_key(folder)
        if "/preview/" not in key
    )
    return StagePart(stage="offer", sections=sections_of(person, footprint, places, sealer), files=files)


def sections_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer) -> tuple[Section, ...]:
    """Return what rows say of the person, opened. Raises ``Shredded`` where the person was erased."""
    found = read(places.rows(footprint), KINDS, person.candidate_ids, sealer)
    names = {kind.section: kind.schema_name for kind in KINDS}
    return tuple(Section(name=name, schema_name=names[name], items=items) for name, items in found.items())
