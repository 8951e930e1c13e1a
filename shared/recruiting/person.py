"""A person in recruiting: found by the rows of their partition, and where everything of them lies in this stage.

Nothing sealed is opened: an erasure must find its way when the key is gone already. Spells keys of every subject of the
stage, because it knows them all; each subject's ``store`` is the one that writes them.
"""

import json
from collections.abc import Iterator

from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from shared.platform.person_places import Footprint, Partition
from shared.platform.table import TenantTable
from shared.platform.writes import Delete, Item, Update, Write
from shared.recruiting.contracts import invitation_key
from shared.tenancy.rights.person import Applied, Interviewed, Person

APART = 50
"""Index entries that go in one transaction."""


def person_of(table: TenantTable, candidate_id: CandidateId) -> Person | None:
    """Return who ``candidate_id`` is: the record that it was merged into, with all others; None where nobody is.

    Reads the partition of each record. Raises ``Unavailable``.
    """
    row = table.get(table.pk(f"CANDIDATE#{candidate_id}"), "CANDIDATE")
    seen = {candidate_id}
    while row is not None and (into := row.get("merged_into")) and into not in seen:
        candidate_id = CandidateId(str(into))
        seen.add(candidate_id)
        row = table.get(table.pk(f"CANDIDATE#{candidate_id}"), "CANDIDATE")
    if row is None:
        return None
    absorbed = list(_absorbed(table, row))
    items = [
        item
        for one in (candidate_id, *absorbed)
        for begins in ("APPLICATION#", "INVITATION#")
        for item in table.query(table.pk(f"CANDIDATE#{one}"), begins=begins)
    ]
    applications = [_applied(item) for item in items if "application" in item]
    interviews = [_interviewed(item) for item in items if "invitation" in item]
    found = Person(
        candidate_id=candidate_id,
        absorbed=tuple(absorbed),
        applications=tuple(applications),
        interviews=tuple(interviews),
    )
    return found.and_(_of_positions(table, found))


def footprint(table: TenantTable, person: Person) -> Footprint:
    """Return where recruiting keeps anything of a person. Reads which pairs of duplicates name them."""
    tenant = table.tenant_id
    partitions = [Partition(pk=table.pk(f"APPLICATION#{each.application_id}")) for each in person.applications]
    partitions += [Partition(pk=table.pk(f"INVITATION#{each.invitation_id}")) for each in person.interviews]
    partitions += [Partition(pk=table.pk(f"CANDIDATE#{one}")) for one in person.candidate_ids]
    rows = [
        (table.pk(f"POSITION#{each.position_id}"), f"INVITATION#{each.invitation_id}") for each in person.interviews
    ]
    for one in person.candidate_ids:
        for item in table.query(table.pk(f"CANDIDATE#{one}"), begins="DUPLICATE#"):
            rows += _pair(table, str(item["SK"]).partition("#")[2])
    folders = [f"resumes/{tenant}/{one}/" for one in person.candidate_ids]
    folders += [invitation_key(tenant, each.invitation_id) for each in person.interviews]
    return Footprint(partitions=tuple(partitions), rows=tuple(dict.fromkeys(rows)), folders=tuple(folders))


def drop_index(table: TenantTable, person: Person) -> int:
    """Take away the entries by which somebody is found; return how many. Before the rows that list them."""
    gone = 0
    for one in person.candidate_ids:
        row = table.get(table.pk(f"CANDIDATE#{one}"), "CANDIDATE") or {}
        links = [_link(table, str(name), one) for name in row.get("found_by", ())]
        for start in range(0, len(links), APART):
            table.transact(links[start : start + APART])
        gone += len(links)
    return gone


def _absorbed(table: TenantTable, row: Item) -> Iterator[CandidateId]:
    for one in row.get("absorbed", ()):
        candidate_id = CandidateId(str(one))
        yield candidate_id
        below = table.get(table.pk(f"CANDIDATE#{candidate_id}"), "CANDIDATE")
        if below is not None:
            yield from _absorbed(table, below)


def _of_positions(table: TenantTable, person: Person) -> Person:
    """Return the invitations that lie with the positions of the applications, as they did before."""
    found = [
        _interviewed(item)
        for position_id in person.positions
        for item in table.query(table.pk(f"POSITION#{position_id}"), begins="INVITATION#")
        if json.loads(item["invitation"])["candidate_id"] in person.candidate_ids
    ]
    return Person(candidate_id=person.candidate_id, interviews=tuple(found))


def _applied(item: Item) -> Applied:
    told = json.loads(item["application"])
    return Applied(application_id=ApplicationId(told["application_id"]), position_id=PositionId(told["position_id"]))


def _interviewed(item: Item) -> Interviewed:
    told = json.loads(item["invitation"])
    position = told.get("position_id") or told["position"]["position_id"]
    return Interviewed(
        interview_id=InterviewId(told["interview_id"]),
        invitation_id=told["invitation_id"],
        position_id=PositionId(position),
        application_id=told.get("application_id"),
    )


def _pair(table: TenantTable, pair: str) -> list[tuple[str, str]]:
    both = [(table.pk(f"CANDIDATE#{one}"), f"DUPLICATE#{pair}") for one in pair.split(".")]
    return [(table.pk(f"DUPLICATE#{pair}"), "DUPLICATE"), *both]


def _link(table: TenantTable, name: str, candidate_id: CandidateId) -> Write:
    if name[0] == "C":
        return Update(table.pk(f"CONTACT#{name[1:]}"), "CONTACT", take={"ids": {candidate_id}})
    return Delete(table.pk(f"FIND#{name[1:]}"), candidate_id)


def candidates_at(table: TenantTable, position_id: str) -> Iterator[CandidateId]:
    """Yield everybody who applied for a position, each once."""
    seen: set[str] = set()
    for item in table.query(table.pk(f"POSITION#{position_id}#APPLICATIONS"), index="GSI1"):
        candidate_id = str(json.loads(item["application"])["candidate_id"])
        if candidate_id not in seen:
            seen.add(candidate_id)
            yield CandidateId(candidate_id)
