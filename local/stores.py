"""What the local cloud keeps of assessments, read through the same adapters as in the cloud, without its API."""

from collections.abc import Iterator
from datetime import timedelta

from local.machine import Machine
from shared.assessment.service.scope import Scope
from shared.decision.fairness.desk import FairnessDesk, desk_on
from shared.interview.keys import plan_key
from shared.kernel.clock import SystemClock
from shared.kernel.errors import NotFound
from shared.kernel.ids import InterviewId, TenantId
from shared.platform.bucket import TenantBucket
from shared.platform.table import PlatformTable, TenantTable
from shared.platform.tenants import tenant_ids


class Stores:
    """The rows and documents of every tenant of a machine, for whoever operates it."""

    def __init__(self, machine: Machine) -> None:
        self._dynamodb = machine.cloud.endpoint.client("dynamodb")
        self._s3 = machine.cloud.endpoint.client("s3")
        self._table, self._bucket = machine.output("TableName"), machine.output("MediaBucketName")

    def tenants(self) -> list[TenantId]:
        """Return every tenant of the deployment."""
        return list(tenant_ids(PlatformTable(self._dynamodb, self._table)))

    def scope(self, tenant_id: TenantId) -> Scope:
        """Return one tenant's part of the assessment stage."""
        return Scope(
            tenant_id=tenant_id,
            table=TenantTable(self._dynamodb, self._table, tenant_id),
            documents=TenantBucket(self._s3, self._bucket, tenant_id),
            clock=SystemClock(),
            overdue=timedelta(0),
        )

    def fairness(self, tenant_id: TenantId) -> FairnessDesk:
        """Return one tenant's facts and self-identifications, to audit. Raises ``NotFound``."""
        table = TenantTable(self._dynamodb, self._table, tenant_id)
        return desk_on(table, TenantBucket(self._s3, self._bucket, tenant_id), SystemClock())

    def interviews(self, tenant_id: TenantId) -> Iterator[InterviewId]:
        """Yield the tenant's interviews that have a plan, oldest id first."""
        prefix = f"plans/{tenant_id}/"
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        for page in pages:
            for found in page.get("Contents", []):
                name = InterviewId(found["Key"].removeprefix(prefix).split("/")[0])
                if found["Key"] == plan_key(tenant_id, name):
                    yield name

    def find(self, interview_id: InterviewId, tenant_id: TenantId | None = None) -> Scope:
        """Return the tenant whose interview it is. Raises ``NotFound`` where it is in assessment nowhere."""
        for candidate in [tenant_id] if tenant_id else self.tenants():
            scope = self.scope(candidate)
            if scope.interviews.get(interview_id) is not None:
                return scope
        raise NotFound(
            f"There is no interview {interview_id} in assessment here.",
            "Check the id; the candidate may not have opened the interview yet.",
        )
