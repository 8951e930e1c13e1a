"""What the state machines hand to each step."""

from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from shared.kernel.frozen import Published
from shared.kernel.ids import TENANT_ID, CandidateId, TenantId


class ErasureOrder(Published):
    """Whose erasure a step works on: the detail of ``tenancy/erasure_requested``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tenant_id: Annotated[TenantId, StringConstraints(pattern=TENANT_ID.pattern)]
    candidate_id: CandidateId
    erasure_id: str


class ExportOrder(Published):
    """Which archive a step works on: the detail of ``tenancy/export_requested``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tenant_id: Annotated[TenantId, StringConstraints(pattern=TENANT_ID.pattern)]
    candidate_id: CandidateId
    export_id: str
