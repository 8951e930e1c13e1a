"""A tenant's books: slips and runs as payroll publishes them, a finance system in memory, and who works with them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from functions.finance.api import handler
from shared.finance.assembly import Finance
from shared.finance.connectors.port import Checked, Connector, ConnectorKind, Posted
from shared.finance.contracts import Voucher
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, RunId, TenantId, VoucherId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import (
    LineBasis,
    LineKind,
    PayLine,
    PayrollRunApproved,
    PayrollRunPaid,
    RunIndex,
    RunKind,
    SalarySlip,
    SlipEntry,
    index_key,
    slip_key,
)
from shared.platform.identity import Caller
from tests.builders import staff
from tests.builders.aws import Deployment

ACME = TenantId("acme")
RUN = RunId("run_1")
PERIOD = "2026-11"
APPROVED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAID_ON = date(2026, 11, 21)
LineSpec = tuple[str, LineKind, int]

THIRTY_THOUSAND: tuple[LineSpec, ...] = (
    ("base_salary", "earning", 3_000_000),
    ("pension", "employee_insurance", 240_000),
    ("medical", "employee_insurance", 60_000),
    ("housing_fund", "employee_fund", 150_000),
    ("income_tax", "tax", 55_500),
    ("pension_employer", "employer_insurance", 480_000),
    ("housing_fund_employer", "employer_fund", 150_000),
)
"""30,000 = 4,500 insurance and fund + 555 tax + 24,945 net."""


def line(code: str, kind: LineKind, amount: int) -> PayLine:
    title = LocalizedText(zh=code, en=code)
    return PayLine(code=code, title=title, kind=kind, amount_fen=amount, basis=LineBasis(rule=f"test.{code}"))


def slip(
    employee: str = "emp_1",
    lines: tuple[LineSpec, ...] = THIRTY_THOUSAND,
    *,
    run: RunId = RUN,
    cost_centre: str = "ADMIN",
    department: str = "R&D",
    kind: RunKind = "regular",
    reverses: str | None = None,
    **changed: Any,
) -> SalarySlip:
    """A slip whose totals follow from its lines."""

    def total(*kinds: LineKind) -> int:
        return sum(amount for _code, which, amount in lines if which in kinds)

    gross, insurance, fund = total("earning"), total("employee_insurance"), total("employee_fund")
    tax, other = total("tax"), total("deduction")
    values: dict[str, Any] = {
        "tenant_id": ACME,
        "slip_id": f"slp_{run}_{employee}",
        "run_id": run,
        "run_kind": kind,
        "employee_id": EmployeeId(employee),
        "period": PERIOD,
        "city": "beijing",
        "department": department,
        "cost_centre": cost_centre,
        "lines": tuple(line(*each) for each in lines),
        "gross_fen": gross,
        "insurance_fen": insurance,
        "fund_fen": fund,
        "tax_fen": tax,
        "other_fen": other,
        "net_fen": gross - insurance - fund - tax - other,
        "employer_fen": total("employer_insurance", "employer_fund", "employer_cost"),
        "reverses": reverses,
        "computed_at": APPROVED_AT,
        "engine": "test",
    }
    return SalarySlip(**{**values, **changed})


def negated(lines: tuple[LineSpec, ...]) -> tuple[LineSpec, ...]:
    return tuple((code, kind, -amount) for code, kind, amount in lines)


def publish_run(
    deployment: Deployment, *slips: SalarySlip, kind: RunKind = "regular", reverses: RunId | None = None
) -> DocumentRef:
    """Put the slips and the index of a run where payroll puts them; return the reference of the index."""
    bucket, run = deployment.platform.bucket(ACME), slips[0].run_id
    entries = []
    for one in sorted(slips, key=lambda each: each.employee_id):
        ref = bucket.put_document(slip_key(ACME, run, one.employee_id), one)
        entries.append(
            SlipEntry(
                employee_id=one.employee_id,
                slip=ref,
                department=one.department,
                cost_centre=one.cost_centre,
                gross_fen=one.gross_fen,
                net_fen=one.net_fen,
            )
        )
    index = RunIndex(
        tenant_id=ACME, run_id=run, period=slips[0].period, kind=kind, reverses=reverses, slips=tuple(entries)
    )
    return bucket.put_document(index_key(ACME, run), index)


def approved(
    index: DocumentRef, run: RunId = RUN, *, kind: RunKind = "regular", reverses: RunId | None = None, **changed: Any
) -> PayrollRunApproved:
    values: dict[str, Any] = {
        "event_id": f"evt_{run}_approved",
        "tenant_id": ACME,
        "occurred_at": APPROVED_AT,
        "run_id": run,
        "period": PERIOD,
        "kind": kind,
        "reverses": reverses,
        "employees": 1,
        "gross_fen": 0,
        "net_fen": 0,
        "employer_fen": 0,
        "prepared_by": "pia",
        "approved_by": "paul",
        "index": index,
    }
    return PayrollRunApproved(**{**values, **changed})


def paid(index: DocumentRef, run: RunId = RUN, *, kind: RunKind = "regular", **changed: Any) -> PayrollRunPaid:
    values: dict[str, Any] = {
        "event_id": f"evt_{run}_paid",
        "tenant_id": ACME,
        "occurred_at": datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        "run_id": run,
        "period": PERIOD,
        "kind": kind,
        "paid_on": PAID_ON,
        "net_fen": 0,
        "paid_by": "fay",
        "index": index,
    }
    return PayrollRunPaid(**{**values, **changed})


def on_bus(event: PayrollRunApproved | PayrollRunPaid | Any) -> dict[str, Any]:
    """An event as a rule hands it to a function."""
    return {
        "source": event.source(),
        "detail-type": event.detail_type(),
        "detail": event.model_dump(mode="json"),
    }


@dataclass
class FinanceSystem:
    """A finance system that keeps what it was sent, and misbehaves on order.

    ``trouble`` is asked before each call with our number: an error that is raised before anything happens, or
    ``("after", error)`` for one that is raised once the voucher is in.
    """

    vouchers: dict[VoucherId, Posted] = field(default_factory=dict)
    in_order: list[Voucher] = field(default_factory=list)
    sent: list[VoucherId] = field(default_factory=list)
    trouble: list[Any] = field(default_factory=list)
    kind: ConnectorKind = "kingdee_cloud"
    lists: bool = True

    def find(self, voucher_id: VoucherId) -> Posted | None:
        return self.vouchers.get(voucher_id)

    def post(self, voucher: Voucher) -> Posted:
        trouble = self.trouble.pop(0) if self.trouble else None
        if isinstance(trouble, Exception):
            raise trouble
        if voucher.voucher_id not in self.vouchers:
            self._take(voucher)
        if trouble is not None:
            raise trouble[1]
        return self.vouchers[voucher.voucher_id]

    def list_posted(self, period: str) -> Iterator[Posted]:
        known = {one.voucher_id: one for one in self.in_order}
        for voucher_id, posted in self.vouchers.items():
            if voucher_id not in known or known[voucher_id].period == period:
                yield posted

    def check(self) -> Checked:
        return Checked(True, LocalizedText(zh="好", en="well"))

    def _take(self, voucher: Voucher) -> None:
        self.sent.append(voucher.voucher_id)
        self.in_order.append(voucher)
        self.vouchers[voucher.voucher_id] = Posted(
            number=f"记-{len(self.in_order)}",
            voucher_id=voucher.voucher_id,
            total_fen=sum(one.debit_fen for one in voucher.lines),
            posted_at=datetime(2026, 11, 30, 10, 0, tzinfo=UTC),
        )


def as_connector(system: FinanceSystem) -> Connector:
    return system


KINGDEE = {
    "kind": "kingdee_cloud",
    "name": "kingdee",
    "url": "https://erp.acme.example/k3cloud",
    "acct_id": "1",
    "user_name": "bole",
    "app_id": "app",
}


def connect(deployment: Deployment, name: str = "kingdee", **changed: Any) -> None:
    """Enter a connection to a Kingdee, as somebody of finance does."""
    from shared.finance.connections.model import ConnectionDraft
    from shared.finance.connections.service import put_connection

    draft = ConnectionDraft.model_validate(
        {"settings": {**KINGDEE, "name": name}, "secrets": {"app_secret": {"value": "s3cret"}}, **changed}
    )
    put_connection(draft, None, FAY, finance(deployment).connections)


def finance(deployment: Deployment, tenant: TenantId = ACME) -> Finance:
    return Finance(deployment.platform, tenant)


def caller(user_id: str, *roles: str, tenant: TenantId = ACME) -> Caller:
    return Caller(tenant_id=tenant, user_id=user_id, groups=frozenset(roles))


FAY = caller("fay", "finance")


def told(deployment: Deployment, name: str) -> list[dict[str, Any]]:
    """The events of a name (``voucher_due.v1``) in the outbox, in the order of their ids."""
    rows = [row for row in deployment.rows("", "EVENT#") if row["detail_type"] == name]
    return [json.loads(row["detail"]) for row in sorted(rows, key=lambda row: str(row["SK"]))]


class Person(staff.Person):
    """A member of staff at the finance routes."""

    below = "/v1/finance/"

    def handler(self, path: str) -> staff.Handler:
        return handler


FIONA = Person("fiona", "finance")
MAX = Person("max", "manager", "R&D")
RITA = Person("rita", "recruiter")
OTHER = Person("olga", "finance", tenant="other")


def audited(deployment: Deployment, action: str) -> list[dict[str, Any]]:
    """Entries of the audit log about an action."""
    links = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    return [link for link in links if link["action"] == action]
