"""However large a company is, the references to its batches fit into the payload of a state machine."""

import json

import pytest

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.payroll.runs.documents import BatchRef, folder, parted
from shared.payroll.runs.listing import A_BATCH, MOST_BATCHES, Listed

PAYLOAD = 256 * 1024


@pytest.mark.parametrize("employees", [0, 1, 99, 100, 101, 250])
def test_batches_have_everybody_once_in_their_order(employees: int) -> None:
    ids = [EmployeeId(f"emp_{number}") for number in range(employees)]
    batches = parted(ids, A_BATCH)
    assert [one for batch in batches for one in batch] == ids
    assert all(0 < len(batch) <= A_BATCH for batch in batches)


def test_the_most_references_fit_into_the_payload_of_a_state() -> None:
    tenant, run = TenantId("t" * 40), RunId("run_01M88EVGFNF61MNSHQXP6WNDWE")
    refs = tuple(
        BatchRef(
            tenant_id=tenant,
            run_id=run,
            calculation=9999,
            number=number,
            batch=DocumentRef(key=f"{folder(tenant, run, 9999)}/batches/{number:05d}-{'0' * 16}.json", sha256="0" * 64),
        )
        for number in range(MOST_BATCHES)
    )
    listed = Listed(run_id=run, calculation=9999, batches=refs)
    assert len(json.dumps(listed.model_dump(mode="json"))) < PAYLOAD * 0.8
