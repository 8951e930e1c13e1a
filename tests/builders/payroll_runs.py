"""A company that pays: employees as people tells of them; payroll as the bus and the state machine call it."""

import base64
import json
from datetime import date
from typing import Any

from functions.payroll.api import handler
from functions.payroll.collect import handler as collect
from functions.payroll.compute_slip import handler as compute_slip
from functions.payroll.list_employees import handler as list_employees
from functions.payroll.on_people import handler as on_people
from functions.payroll.on_vouchers import handler as on_vouchers
from functions.payroll.papers_api import handler as papers_handler
from functions.payroll.record_failure import handler as record_failure
from shared.finance.contracts import Voucher, VoucherDue, VoucherLine, VoucherPosted, voucher_key
from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, EmployeeId, TenantId, VoucherId
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import SalaryLine, SocialBase
from shared.payroll.contracts import PayrollRunApproved, RunIndex, SalarySlip
from shared.payroll.runs.contracts import RunCalculationDue
from shared.people.contracts import EmploymentTerms, Hired, Left, TermsChanged, terms_key
from tests.builders import staff
from tests.builders.aws import NOW, Deployment
from tests.builders.http import Answer
from tests.builders.lambda_context import FakeContext

ACME = TenantId("acme")
PERIOD, NEXT = "2026-09", "2026-10"
LILEI, HANMEI, ZHANG = EmployeeId("emp_1"), EmployeeId("emp_2"), EmployeeId("emp_3")
RUNS = "/v1/payroll/runs"
PAPERS = ("/payslip", "/bank-file", "/payments", "/bank-forms")
DECLARED = ("/certificates/", "/declarations/")


class Clerk(staff.Person):
    """A member of staff at the payroll routes."""

    def handler(self, path: str) -> staff.Handler:
        paper = path.split("?")[0].endswith(PAPERS) or any(one in path for one in DECLARED)
        return papers_handler if paper else handler

    def file(self, path: str, **query: str) -> tuple[bytes, Answer]:
        """Download a paper: its bytes, and the answer that they came with."""
        answer = self.get(path, **query)
        return base64.b64decode(answer.body) if answer.status == 200 else b"", answer


PAM = Clerk("pam", "payroll")
PAUL = Clerk("paul", "payroll")
FIONA = Clerk("fiona", "finance")
RITA = Clerk("rita", "recruiter")


def terms(employee_id: EmployeeId = LILEI, number: int = 1, salary: int = 3_000_000, **changed: Any) -> EmploymentTerms:
    """Terms of somebody in Beijing; ``salary`` in fen a month."""
    values: dict[str, Any] = {
        "tenant_id": ACME,
        "employee_id": employee_id,
        "number": number,
        "effective_from": date(2026, 9, 1),
        "department": "R&D",
        "cost_centre": "CC-RD",
        "title": LocalizedText(zh="后端工程师", en="Backend engineer"),
        "grade": "P5",
        "salary": (
            SalaryLine(
                component="base_salary",
                title=LocalizedText(zh="基本工资", en="Base salary"),
                kind="fixed",
                amount_fen=salary,
            ),
        ),
        "social": SocialBase(city="beijing"),
        "start_date": date(2026, 9, 1),
        "reason": "hired" if number == 1 else "raise",
        "decided_by": "max",
        "decided_at": NOW,
        **changed,
    }
    return EmploymentTerms.model_validate(values)


def hired(deployment: Deployment, made: EmploymentTerms | None = None, candidate: str = "cnd_1") -> Hired:
    """The event that somebody is hired, with its document; not delivered yet."""
    made = made or terms()
    return Hired(
        event_id=f"evt_{made.employee_id}",
        tenant_id=made.tenant_id,
        occurred_at=deployment.clock.now(),
        employee_id=made.employee_id,
        candidate_id=CandidateId(candidate),
        department=made.department,
        start_date=made.start_date,
        terms=_kept(deployment, made),
    )


def changed(deployment: Deployment, made: EmploymentTerms) -> TermsChanged:
    """The event that other terms hold, with its document; not delivered yet."""
    return TermsChanged(
        event_id=f"evt_{made.employee_id}_{made.number}",
        tenant_id=made.tenant_id,
        occurred_at=deployment.clock.now(),
        employee_id=made.employee_id,
        effective_from=made.effective_from,
        reason=made.reason,
        terms=_kept(deployment, made),
    )


def gone(employee_id: EmployeeId, last_day: date) -> Left:
    """The event that somebody leaves."""
    return Left(
        event_id=f"evt_left_{employee_id}",
        tenant_id=ACME,
        occurred_at=NOW,
        employee_id=employee_id,
        last_day=last_day,
        reason="resigned",
    )


def _kept(deployment: Deployment, made: EmploymentTerms) -> Any:
    key = terms_key(made.tenant_id, made.employee_id, made.number, made.model_dump_json().encode())
    return deployment.platform.bucket(made.tenant_id).put_document(key, made)


def tell(event: Event) -> dict[str, Any]:
    """Hand an event of people or finance to payroll's consumer, as the bus does."""
    consumer = on_vouchers if event.stage == "finance" else on_people
    detail = json.loads(event.model_dump_json())
    return consumer({"detail-type": event.detail_type(), "source": event.source(), "detail": detail}, FakeContext())


def told(deployment: Deployment, name: str) -> list[dict[str, Any]]:
    """The events of one name in the outbox, oldest first."""
    rows = [row for row in deployment.rows("", "EVENT#") if row["detail_type"] == f"{name}.v1"]
    return [json.loads(row["detail"]) for row in sorted(rows, key=lambda row: row["SK"])]


def make(clerk: Clerk = PAM, period: str = PERIOD, **more: Any) -> Answer:
    """Make a run."""
    return clerk.post(RUNS, {"period": period, **more})


def read(run_id: str, clerk: Clerk = PAM) -> Answer:
    """Read a run."""
    return clerk.get(f"{RUNS}/{run_id}")


def act(clerk: Clerk, run_id: str, what: str, body: Any = None) -> Answer:
    """Do something to a run as it stands now."""
    return clerk.post(f"{RUNS}/{run_id}/{what}", body, read=read(run_id))


def asked(run_id: str, clerk: Clerk = PAM) -> RunCalculationDue:
    """Ask for a calculation; what its state machine starts with."""
    answer = act(clerk, run_id, "calculate")
    assert answer.status == 202, answer.body
    return due(answer)


def due(answer: Answer) -> RunCalculationDue:
    """The event of a calculation that was asked for."""
    return RunCalculationDue(
        event_id="evt_due",
        tenant_id=ACME,
        occurred_at=NOW,
        run_id=answer.body["run_id"],
        calculation=answer.body["calculation"],
    )


def machine(calculation: RunCalculationDue) -> dict[str, Any]:
    """Do what the state machine does: list, compute each batch, collect; on an error record it."""
    detail = json.loads(calculation.model_dump_json())
    try:
        listed = list_employees(detail, FakeContext())
        for batch in listed["batches"]:
            compute_slip(batch, FakeContext())
        return collect(detail, FakeContext())
    except Exception as error:
        return record_failure({"due": detail, "failure": {"Error": type(error).__name__}}, FakeContext())


def calculated(run_id: str, clerk: Clerk = PAM) -> Answer:
    """Calculate a run to the end and read it."""
    machine(asked(run_id, clerk))
    return read(run_id)


def approved(period: str = PERIOD, **more: Any) -> str:
    """A run that Pam prepared and Paul approved; its id."""
    run_id = str(make(period=period, **more).body["run_id"])
    return approve(run_id)


def approve(run_id: str) -> str:
    """Calculate, review and approve a run that is there."""
    ready = calculated(run_id)
    assert ready.body["state"] == "calculated", ready.body
    assert act(PAM, run_id, "review", {}).status == 200
    done = act(PAUL, run_id, "approve", {})
    assert done.status == 200, done.body
    return run_id


def voucher(run_id: str, kind: str, number: str = "V1") -> Voucher:
    """A voucher that books a run."""
    lines = (
        VoucherLine(number=1, summary="s", account="6602", debit_fen=1),
        VoucherLine(number=2, summary="s", account="2211", credit_fen=1),
    )
    return Voucher.model_validate(
        {
            "tenant_id": ACME,
            "voucher_id": f"{number}-{kind}",
            "kind": kind,
            "book": "001",
            "voucher_date": date(2026, 9, 30),
            "period": PERIOD,
            "summary": "s",
            "lines": lines,
            "books": f"payroll/{run_id}",
            "made_at": NOW,
            "order": run_id,
        }
    )


def voucher_due(deployment: Deployment, made: Voucher) -> VoucherDue:
    """The event that a voucher is ready, with its document."""
    kept = deployment.platform.bucket(ACME).put_document(voucher_key(ACME, VoucherId(made.voucher_id)), made)
    return VoucherDue(
        event_id=f"evt_due_{made.voucher_id}",
        tenant_id=ACME,
        occurred_at=NOW,
        voucher_id=made.voucher_id,
        kind=made.kind,
        period=made.period,
        order=made.order,
        voucher=kept,
    )


def voucher_posted(made: Voucher) -> VoucherPosted:
    """The event that a finance system has a voucher."""
    return VoucherPosted(
        event_id=f"evt_posted_{made.voucher_id}",
        tenant_id=ACME,
        occurred_at=NOW,
        voucher_id=made.voucher_id,
        kind=made.kind,
        books=made.books,
        connector="kingdee",
        number="记-1",
        posted_at=NOW,
    )


def index_of(deployment: Deployment, run_id: str) -> RunIndex:
    """The index that finance reads, its hash checked."""
    [event] = [one for one in told(deployment, "run_approved") if one["run_id"] == run_id]
    approved_event = PayrollRunApproved.model_validate(event)
    return deployment.platform.bucket(ACME).get_document(approved_event.index, RunIndex)


def slips_of(deployment: Deployment, run_id: str) -> dict[str, SalarySlip]:
    """The slips that an index leads to, their hashes checked."""
    bucket = deployment.platform.bucket(ACME)
    return {one.employee_id: bucket.get_document(one.slip, SalarySlip) for one in index_of(deployment, run_id).slips}


def bytes_of(deployment: Deployment, run_id: str) -> dict[str, bytes]:
    """The slips of a run as they lie in the bucket."""
    bucket = deployment.platform.bucket(ACME)
    keys = deployment.objects(f"payroll/{ACME}/runs/{run_id}/slips/")
    return {key: bucket.get_bytes(key) for key in keys}


def off_cycle_line(employee_id: str, amount_fen: int = 500_000, component: str = "commission") -> dict[str, object]:
    """What an off-cycle run pays somebody."""
    return {"employee_id": employee_id, "items": [{"component": component, "amount_fen": amount_fen}]}
