"""What assessment has of a person, for the person's archive: transcripts, scores with their evidence, reports."""

import json

from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.personal_rows import RowKind, read
from shared.platform.sealing import Sealer
from shared.tenancy.rights.parts import FileOf, Section, StagePart
from shared.tenancy.rights.person import Person

KINDS = (
    RowKind(begins="ASSESSMENT", section="assessment", schema_name="assessment/interview_state"),
    RowKind(begins="ASSESSMENT#ANSWER#", section="assessed_answers", schema_name="assessment/answer_state"),
)
DOCUMENTS = {
    "transcript.json": ("transcripts", "assessment/transcript"),
    "vision.json": ("picture_measures", "assessment/vision"),
    "probe.json": ("recordings", "assessment/media_probe"),
    "assessment.json": ("scores", "assessment/answer_assessed v2"),
    "report.json": ("reports", "assessment/report v2"),
}
"""Documents by how their keys end: in which section, in which form."""
PAGES = (".html", ".pdf")


def part_of(person: Person, footprint: Footprint, places: Places, sealer: Sealer, bucket: TenantBucket) -> StagePart:
    """Return assessment's part. Reports that were drawn are files; everything else is data."""
    found = read(places.rows(footprint), KINDS, person.candidate_ids, sealer)
    names = {kind.section: kind.schema_name for kind in KINDS} | dict(DOCUMENTS.values())
    files = []
    for key in (key for folder in footprint.folders for key in bucket.every_key(folder)):
        name = key.rpartition("/")[2]
        if name in DOCUMENTS:
            section, _schema = DOCUMENTS[name]
            found.setdefault(section, []).append(json.loads(bucket.get_bytes(key)))
        elif name.endswith(PAGES):
            files.append(FileOf(key=key, name="reports/" + "-".join(key.split("/")[2:])))
    sections = tuple(Section(name=name, schema_name=names[name], items=items) for name, items in found.items())
    return StagePart(stage="assessment", sections=sections, files=tuple(files))
