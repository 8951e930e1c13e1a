"""What the interview stage has of a person, for the person's archive."""

from shared.interview.person import RECORDINGS
from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.personal_rows import RowKind, read
from shared.platform.sealing import Sealer
from shared.tenancy.rights.parts import FileOf, Section, StagePart
from shared.tenancy.rights.person import Person

KINDS = (
    RowKind(
        begins="SESSION",
        section="session",
        schema_name="interview/interview_plan",
        plain="session",
        sealed={"sealed": "session"},
    ),
    RowKind(begins="CONSENT#", section="consents", schema_name="interview/consent", plain="consent"),
    RowKind(begins="MOMENT#", section="moments", schema_name="interview/moment", plain="moment"),
    RowKind(begins="ANSWER#", section="answers", schema_name="interview/answer", plain="answer"),
    RowKind(
        begins="DEVICES#", section="device_checks", schema_name="interview/devices", sealed={"sealed": "device_check"}
    ),
    RowKind(
        begins="ACCOMMODATION#WHY",
        section="accommodation_reason",
        schema_name="text",
        sealed={"sealed": "accommodation_reason"},
    ),
    RowKind(
        begins="ACCOMMODATION",
        section="accommodation",
        schema_name="interview/accommodation",
        sealed={"sealed": "accommodation"},
    ),
    RowKind(begins="TEST", section="personality_test", schema_name="interview/personality_test", plain="test"),
    RowKind(
        begins="ITEM#",
        section="personality_answers",
        schema_name="interview/personality_answer",
        sealed={"sealed": "personality_answer"},
    ),
    RowKind(
        begins="RESULT",
        section="personality_result",
        schema_name="interview/personality_result",
        sealed={"sealed": "personality_result"},
    ),
)


def part_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer, bucket: TenantBucket) -> StagePart:
    """Return the interview stage's part: sessions, consents, answers, tests, and the recordings themselves."""
    found = read(places.rows(footprint), KINDS, person.candidate_ids, sealer)
    names = {kind.section: kind.schema_name for kind in KINDS}
    sections = tuple(Section(name=name, schema_name=names[name], items=items) for name, items in found.items())
    files = [
        FileOf(key=key, name="media/" + "-".join(key.split("/")[2:]))
        for each in person.interviews
        for kind in RECORDINGS
        for key in bucket.every_key(f"{kind}/{bucket.tenant_id}/{each.interview_id}/")
    ]
    return StagePart(stage="interview", sections=sections, files=tuple(files))
