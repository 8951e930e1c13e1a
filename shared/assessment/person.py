"""A person in assessment: where transcripts, scores and reports of them lie.

A score in a frozen comparison group stays: it stands under an interview's id that leads to nobody any more, and goes
after 400 days.
"""

from shared.assessment.store.keys import INTERVIEW, interview_pk, orphans_pk
from shared.platform.person_places import Footprint, Partition
from shared.platform.table import TenantTable
from shared.tenancy.rights.person import Person

FOLDERS = ("artifacts", "reports")


def footprint(table: TenantTable, person: Person) -> Footprint:
    """Return where assessment keeps anything of a person."""
    tenant = table.tenant_id
    own = [Partition(pk=interview_pk(tenant, each.interview_id), begins=INTERVIEW) for each in person.interviews]
    strays = [
        Partition(pk=orphans_pk(tenant), begins=f"{kind}/{tenant}/{each.interview_id}/")
        for each in person.interviews
        for kind in ("uploads", "human")
    ]
    folders = [f"{kind}/{tenant}/{each.interview_id}/" for each in person.interviews for kind in FOLDERS]
    return Footprint(partitions=(*own, *strays), folders=tuple(folders))
