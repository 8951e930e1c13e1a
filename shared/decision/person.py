"""A person in decision: where ratings, decisions, requests, and what fairness keeps of them lie."""

import json

from shared.decision.outcomes.contracts import decision_key
from shared.platform.person_places import Footprint, Partition
from shared.platform.table import TenantTable
from shared.tenancy.rights.person import Person


def footprint(table: TenantTable, person: Person) -> Footprint:
    """Return where decision keeps anything of a person: whatever is left of an interview's partition is here.

    Reads the facts of the person's positions, and which requests were made.
    """
    partitions = [Partition(pk=table.pk(f"INTERVIEW#{each.interview_id}")) for each in person.interviews]
    rows = [
        (table.pk(f"SELF_IDENTIFICATION#{position}"), f"CANDIDATE#{one}")
        for position in person.positions
        for one in person.candidate_ids
    ]
    rows += [
        (str(item["PK"]), str(item["SK"]))
        for position in person.positions
        for item in table.query(table.pk(f"FAIRNESS#{position}"))
        if item.get("candidate_id") in person.candidate_ids
    ]
    for each in person.interviews:
        for item in table.query(table.pk(f"INTERVIEW#{each.interview_id}"), begins="REQUEST#"):
            request_id = json.loads(item["request"])["request_id"]
            rows.append((table.pk(f"CANDIDATE_REQUEST#{request_id}"), "POINTER"))
    told = [decision_key(table.tenant_id, each.interview_id) for each in person.interviews]
    told += [decision_key(table.tenant_id, each.application_id) for each in person.applications]
    return Footprint(partitions=tuple(partitions), rows=tuple(dict.fromkeys(rows)), folders=tuple(told))
