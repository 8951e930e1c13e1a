"""One tenant's part of the stage: what every use case works with."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.assessment.store.answers import Answers
from shared.assessment.store.cohorts import Cohorts
from shared.assessment.store.interviews import Interviews
from shared.assessment.store.orphans import Orphans
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.assessment.store.running import RunningReports
from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.settings import BucketSettings, OverdueSettings, TableSettings
from shared.platform.table import TenantTable

M = TypeVar("M", bound=BaseModel)


class AssessmentSettings(TableSettings, BucketSettings, OverdueSettings):
    """What every use case of the stage needs."""


S = TypeVar("S", bound=OverdueSettings)


class ObjectInfo(Protocol):
    """What is known of an object without reading it."""

    @property
    def size_bytes(self) -> int: ...


class Documents(Protocol):
    """The tenant's objects. Every method raises ``Unavailable``; those that read raise ``NotFound``."""

    @property
    def name(self) -> str: ...

    def get_document(self, where: str | DocumentRef, kind: type[M]) -> M: ...

    def get_bytes(self, where: str | DocumentRef) -> bytes: ...

    def put_document(self, key: str, document: BaseModel) -> DocumentRef: ...

    def put_bytes(self, key: str, body: bytes, content_type: str) -> DocumentRef: ...

    def head(self, key: str) -> ObjectInfo | None: ...

    def download(self, key: str, path: Path) -> Path: ...

    def address(self, key: str, seconds: int, download_as: str | None = None) -> str: ...

    def keys(self, prefix: str) -> list[str]: ...


@dataclass(frozen=True)
class Scope:
    """A tenant's table rows and documents, and the time. ``overdue`` is how long an answer, or a report, may take."""

    tenant_id: TenantId
    table: TenantTable
    documents: Documents
    clock: Clock
    overdue: timedelta

    @property
    def interviews(self) -> Interviews:
        return Interviews(self.table)

    @property
    def answers(self) -> Answers:
        return Answers(self.table)

    @property
    def orphans(self) -> Orphans:
        return Orphans(self.table)

    @property
    def cohorts(self) -> Cohorts:
        return Cohorts(self.table)

    @property
    def running(self) -> RunningReports:
        return RunningReports(self.table)

    @property
    def rubrics(self) -> OwnRubrics:
        return OwnRubrics(self.table)


def scope_of(platform: Platform[S], tenant_id: TenantId) -> Scope:
    """Return the tenant's part of the stage on ``platform``."""
    return Scope(
        tenant_id=tenant_id,
        table=platform.table(tenant_id),
        documents=platform.bucket(tenant_id),
        clock=platform.clock,
        overdue=timedelta(seconds=platform.settings.overdue_seconds),
    )
