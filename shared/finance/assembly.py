"""A tenant's finance desks, put together from the platform: for handlers, jobs and the command line."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.finance.accounts.service import AccountDesk, account_desk
from shared.finance.accounts.store import DatedStore
from shared.finance.budgets.service import BudgetDesk
from shared.finance.budgets.store import BudgetStore
from shared.finance.connections.service import ConnectionDesk, opened
from shared.finance.connections.store import ConnectionStore
from shared.finance.connectors.addresses import AddressRule
from shared.finance.costs.prices import PriceList, standard_prices
from shared.finance.costs.service import CostDesk
from shared.finance.costs.store import CostStore
from shared.finance.notices.messengers import ConnectionMessengers
from shared.finance.notices.store import NoticeStore
from shared.finance.notices.telling import NoticeDesk
from shared.finance.reconciliation.service import ReconciliationDesk
from shared.finance.reconciliation.store import ReconciliationStore
from shared.finance.tracing.reading import May
from shared.finance.tracing.service import TraceDesk
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.posting import PostingDesk
from shared.finance.vouchers.store import VoucherStore
from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.settings import BucketSettings, KeySettings, TableSettings, VendorSettings


class FinanceSettings(TableSettings, BucketSettings, KeySettings, VendorSettings):
    """What the finance stage's handlers need."""


@dataclass(frozen=True)
class Finance:
    """One tenant's finance stage. The platform's settings include ``FinanceSettings``."""

    platform: Platform[Any]
    tenant_id: TenantId

    @cached_property
    def accounts(self) -> AccountDesk:
        """Chart, mapping and settings."""
        return account_desk(
            self.platform.table(self.tenant_id), self.platform.audit(self.tenant_id), self.platform.clock
        )

    @cached_property
    def connections(self) -> ConnectionDesk:
        """The finance systems."""
        here, trail = self.platform, self.platform.audit(self.tenant_id)
        return ConnectionDesk(
            connections=ConnectionStore(here.table(self.tenant_id), trail),
            sealer=here.sealer(self.tenant_id),
            secrets=lambda: here.wiring.secrets,
            objects=here.bucket(self.tenant_id),
            opener=opened,
            addresses=AddressRule(private=here.settings.finance_private_addresses),
            trail=trail,
            clock=here.clock,
        )

    @cached_property
    def vouchers(self) -> VoucherDesk:
        """Booking."""
        here, trail = self.platform, self.platform.audit(self.tenant_id)
        return VoucherDesk(
            tenant_id=self.tenant_id,
            accounts=self.accounts,
            documents=here.bucket(self.tenant_id),
            vouchers=VoucherStore(here.table(self.tenant_id), trail),
            connectors=self.connections,
            trail=trail,
            clock=here.clock,
        )

    @cached_property
    def costs(self) -> CostDesk:
        """Costs and price lists."""
        here, table, trail = self.platform, self.platform.table(self.tenant_id), self.platform.audit(self.tenant_id)
        return CostDesk(
            costs=CostStore(table, trail),
            prices=DatedStore(table, trail, "PRICES", PriceList, standard_prices),
            documents=here.bucket(self.tenant_id),
            trail=trail,
            clock=here.clock,
        )

    @cached_property
    def budgets(self) -> BudgetDesk:
        """Recruiting budgets."""
        here, trail = self.platform, self.platform.audit(self.tenant_id)
        return BudgetDesk(BudgetStore(here.table(self.tenant_id), trail), self.costs.costs, trail, here.clock)

    @cached_property
    def reconciliations(self) -> ReconciliationDesk:
        """Comparisons with the finance systems."""
        here, trail = self.platform, self.platform.audit(self.tenant_id)
        return ReconciliationDesk(
            reconciliations=ReconciliationStore(here.table(self.tenant_id), trail),
            vouchers=self.vouchers.vouchers,
            connectors=self.connections,
            trail=trail,
            clock=here.clock,
        )

    @cached_property
    def notices(self) -> NoticeDesk:
        """What is told besides vouchers."""
        here, trail = self.platform, self.platform.audit(self.tenant_id)
        store = NoticeStore(here.table(self.tenant_id), trail)
        return NoticeDesk(store, ConnectionMessengers(self.connections), trail, here.clock)

    def tracing(self, may: May) -> TraceDesk:
        """Traces, for somebody who may see what ``may`` says."""
        return TraceDesk(self.tenant_id, self.platform.bucket(self.tenant_id), self.costs.costs.cost, may)

    @property
    def posting(self) -> PostingDesk:
        """Posting."""
        desk = self.vouchers
        return PostingDesk(desk.vouchers, desk.documents, desk.connectors, desk.clock)
