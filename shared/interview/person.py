"""A person in the interview stage: where sessions, consents, recordings and personality tests of them lie."""

from shared.platform.person_places import Footprint, Partition
from shared.platform.table import TenantTable
from shared.tenancy.rights.person import Person

ROWS = ("SESSION", "CONSENT#", "MOMENT#", "ANSWER#", "PRACTICE", "DEVICES#", "ACCOMMODATION")
"""What of an interview's partition is this stage's."""
RECORDINGS = ("uploads", "human", "practice")
FOLDERS = ("plans", "receipts", *RECORDINGS)


def footprint(table: TenantTable, person: Person) -> Footprint:
    """Return where the interview stage keeps anything of a person."""
    subjects = [str(each.application_id) for each in person.applications]
    subjects += [str(each.interview_id) for each in person.interviews]
    partitions = [
        Partition(pk=table.pk(f"INTERVIEW#{each.interview_id}"), begins=begins)
        for each in person.interviews
        for begins in ROWS
    ]
    partitions += [Partition(pk=table.pk(f"PERSONALITY#{subject}")) for subject in subjects]
    return Footprint(
        partitions=tuple(partitions),
        rows=tuple((table.pk(f"LEASE#{each.interview_id}"), "LEASE") for each in person.interviews),
        folders=_folders(table, person, FOLDERS),
    )


def recordings(table: TenantTable, person: Person) -> Footprint:
    """Return where the recordings of a person lie: what some laws want gone sooner than the rest."""
    return Footprint(folders=_folders(table, person, RECORDINGS))


def _folders(table: TenantTable, person: Person, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}/{table.tenant_id}/{each.interview_id}/" for each in person.interviews for kind in kinds)
