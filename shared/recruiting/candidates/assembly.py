"""Puts together what use cases of candidates work with, for one tenant: for routes and workers alike."""

from dataclasses import dataclass
from typing import Any

from shared.kernel.errors import Forbidden, NotFound
from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.applying import Applying
from shared.recruiting.candidates.contacts import region_of
from shared.recruiting.candidates.duplicates.merge_service import MergeDesk
from shared.recruiting.candidates.duplicates.merges import MergeStore
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.imports.service import ImportDesk
from shared.recruiting.candidates.imports.store import ImportStore
from shared.recruiting.candidates.links.receiving import ReceivingDesk
from shared.recruiting.candidates.links.service import LinkDesk
from shared.recruiting.candidates.notes import NoteBook
from shared.recruiting.candidates.resumes import ResumeShelf
from shared.recruiting.candidates.service import CandidateDesk
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.candidates.timeline import Timeline
from shared.recruiting.flows.store import FlowStore
from shared.recruiting.positions.store import PositionStore
from shared.tenancy.contracts import TenantSettings, settings_key


class CandidateSettings(TableSettings, BucketSettings, KeySettings):
    """What whoever works with candidates needs."""


@dataclass(frozen=True)
class Assembly:
    """One tenant's candidates, for ``who``: a member of staff, or a worker (``worker``)."""

    platform: Platform[Any]
    who: Caller

    @property
    def tenant_id(self) -> TenantId:
        """The tenant."""
        return self.who.tenant_id

    def desk(self) -> CandidateDesk:
        """Return what use cases of candidates work with. Raises ``Forbidden`` where the tenant does not exist."""
        here, tenant = self.platform, self.tenant_id
        table, trail, sealer = here.table(tenant), here.audit(tenant), here.sealer(tenant)
        return CandidateDesk(
            who=self.who,
            candidates=CandidateStore(table, sealer, here.blind_index(tenant), trail),
            notes=NoteBook(table, sealer),
            timeline=Timeline(table),
            applications=ApplicationStore(table, trail, sealer),
            trail=trail,
            clock=here.clock,
            region=region_of(self.settings().jurisdiction),
        )

    def suspicions(self) -> SuspicionStore:
        """Return the suspicions of duplicates."""
        return SuspicionStore(self.platform.table(self.tenant_id))

    def merge_desk(self) -> MergeDesk:
        """Return what use cases of merging work with."""
        merges = MergeStore(self.platform.table(self.tenant_id), self.platform.sealer(self.tenant_id))
        return MergeDesk(desk=self.desk(), merges=merges, suspicions=self.suspicions())

    def resumes(self) -> ResumeShelf:
        """Return the résumés."""
        here, tenant = self.platform, self.tenant_id
        return ResumeShelf(here.table(tenant), here.bucket(tenant), here.sealer(tenant))

    def applying(self) -> Applying:
        """Return what lets candidates apply."""
        here, tenant = self.platform, self.tenant_id
        table, trail, sealer = here.table(tenant), here.audit(tenant), here.sealer(tenant)
        return Applying(
            table=table,
            positions=PositionStore(table, trail),
            flows=FlowStore(table, trail),
            applications=ApplicationStore(table, trail, sealer),
        )

    def settings(self) -> TenantSettings:
        """Return the tenant's settings. Raises ``Forbidden`` where the tenant does not exist."""
        bucket = self.platform.bucket(self.tenant_id)
        try:
            return bucket.get_document(settings_key(self.tenant_id), TenantSettings)
        except NotFound as error:
            raise Forbidden(
                f"There is no tenant {self.tenant_id} here.", "Ask the operator of this deployment to create it."
            ) from error

    def link_desk(self) -> LinkDesk:
        """Return what use cases of public links work with."""
        here, tenant = self.platform, self.tenant_id
        return LinkDesk(
            who=self.who,
            table=here.table(tenant),
            trail=here.audit(tenant),
            clock=here.clock,
            settings=self.settings(),
        )

    def receiving_desk(self) -> ReceivingDesk:
        """Return what takes applications in."""
        here, tenant = self.platform, self.tenant_id
        return ReceivingDesk(
            desk=self.desk(),
            table=here.table(tenant),
            bucket=here.bucket(tenant),
            sealer=here.sealer(tenant),
            applying=self.applying(),
            suspicions=self.suspicions(),
            shelf=self.resumes(),
            jurisdiction=self.settings().jurisdiction,
        )

    def import_desk(self) -> ImportDesk:
        """Return what use cases of imports work with."""
        here, tenant = self.platform, self.tenant_id
        return ImportDesk(
            desk=self.desk(),
            imports=ImportStore(here.table(tenant), here.blind_index(tenant)),
            bucket=here.bucket(tenant),
            applying=self.applying(),
            suspicions=self.suspicions(),
        )


def worker(tenant_id: TenantId, name: str) -> Caller:
    """Return who a worker is in logs and timelines: ``system:<name>``, with no role."""
    return Caller(tenant_id=tenant_id, user_id=f"system:{name}", groups=frozenset())
