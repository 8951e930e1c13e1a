"""What recruiting has of a person, for the person's archive."""

from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.personal_rows import RowKind, read
from shared.platform.sealing import Sealer
from shared.tenancy.rights.parts import FileOf, Section, StagePart
from shared.tenancy.rights.person import Person

KINDS = (
    RowKind(begins="CANDIDATE", section="profile", schema_name="recruiting/profile", sealed={"sealed": "profile"}),
    RowKind(begins="NOTE#", section="notes", schema_name="recruiting/note", sealed={"sealed": "note"}),
    RowKind(begins="RESUME#", section="resumes", schema_name="recruiting/resume", sealed={"sealed": "resume"}),
    RowKind(begins="TIMELINE#", section="timeline", schema_name="recruiting/timeline", plain="entry"),
    RowKind(
        begins="APPLICATION#",
        section="applications",
        schema_name="recruiting/application",
        plain="application",
        sealed={"sealed": "application"},
    ),
    RowKind(
        begins="MOVE#", section="application_log", schema_name="recruiting/log", sealed={"sealed": "application_log"}
    ),
    RowKind(
        begins="INVITATION#", section="invitations", schema_name="recruiting/invitation_record", plain="invitation"
    ),
)


def part_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer, bucket: TenantBucket) -> StagePart:
    """Return recruiting's part: profile, applications, invitations, notes about the person, and résumés.

    Suspicions of duplicates are left out: they are about another person, too.
    """
    found = read(places.rows(footprint), KINDS, person.candidate_ids, sealer)
    names = {kind.section: kind.schema_name for kind in KINDS}
    sections = tuple(Section(name=name, schema_name=names[name], items=items) for name, items in found.items())
    keys = [key for one in person.candidate_ids for key in bucket.every_key(f"resumes/{bucket.tenant_id}/{one}/")]
    files = tuple(FileOf(key=key, name=f"resumes/{key.rpartition('/')[2]}") for key in keys)
    return StagePart(stage="recruiting", sections=sections, files=files)
