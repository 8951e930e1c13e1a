"""What decision has of a person, for the person's archive: decisions with their reasons, ratings, requests.

What interviewers wrote is an opinion about the person and therefore the person's data (CJEU C-434/16, Nowak); who wrote
it is another person's, and stands there as a pseudonym.
"""

from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.personal_rows import RowKind, read
from shared.platform.sealing import Sealer
from shared.tenancy.rights.parts import Section, StagePart
from shared.tenancy.rights.person import Person

KINDS = (
    RowKind(
        begins="DECISION#",
        section="decisions",
        schema_name="decision/decision",
        plain="decision",
        sealed={"words": "decision"},
    ),
    RowKind(begins="RATED#", section="ratings", schema_name="decision/rating", sealed={"sealed": "rating"}),
    RowKind(
        begins="REQUEST#",
        section="requests",
        schema_name="decision/candidate_request",
        plain="request",
        sealed={"words": "candidate_request"},
    ),
    RowKind(
        begins="CORRECTION#",
        section="corrections",
        schema_name="decision/correction",
        sealed={"sealed": "transcript_correction"},
    ),
    RowKind(begins="FACT#", section="fairness_facts", schema_name="decision/fact", plain="fact"),
)
TOLD = RowKind(
    begins="CANDIDATE#", section="self_identification", schema_name="decision/self_identification", plain="told"
)


def part_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer, _bucket: TenantBucket) -> StagePart:
    """Return decision's part."""
    kinds = (*KINDS, TOLD)
    found = read(places.rows(footprint), kinds, person.candidate_ids, sealer)
    names = {kind.section: kind.schema_name for kind in kinds}
    sections = tuple(Section(name=name, schema_name=names[name], items=items) for name, items in found.items())
    return StagePart(stage="decision", sections=sections)
