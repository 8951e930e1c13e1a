"""Use case: walk back from a voucher to what it rests on, over published documents alone."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.contracts import CurrentDecision, decision_key
from shared.finance.contracts import Voucher, voucher_key
from shared.finance.costs.model import Cost
from shared.finance.tracing.facts import of_cost, of_decision, of_offer, of_report, of_slip, of_terms, of_voucher
from shared.finance.tracing.model import Chain, Step, Trace, TracedLine
from shared.finance.tracing.reading import Bytes, May, Reader
from shared.finance.vouchers.errors import NoSuchVoucher
from shared.finance.vouchers.origins import Origins, origins_key
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.ids import EmployeeId, InterviewId, RunId, TenantId, VoucherId
from shared.offer.contracts import AcceptedOffer
from shared.payroll.contracts import SalarySlip, slip_key
from shared.people.contracts import EmploymentTerms
from shared.tenancy.actions import Action

MOST_CHAINS = 20
REVISION = re.compile(r"/r(\d+)/[^/]+/report\.json$")


@dataclass(frozen=True)
class TraceDesk:
    """What a trace is read with."""

    tenant_id: TenantId
    documents: Bytes
    cost: Callable[[str], Cost | None]
    may: May


def operator(_action: Action, _department: str | None) -> bool:
    """An operator sees all: the bucket is open to them anyway."""
    return True


def trace(voucher_id: VoucherId, desk: TraceDesk, *, employee: str | None = None, most: int = MOST_CHAINS) -> Trace:
    """Return the chains behind a voucher; of one employee where one is named, else the first ``most``.

    Raises ``NoSuchVoucher``, ``Unavailable``. A document that is gone is a step that says so, and ends its chain.
    """
    reader = Reader(desk.documents, desk.may)
    step, voucher = reader.read("voucher", voucher_key(desk.tenant_id, voucher_id), Voucher, of_voucher, None)
    if voucher is None:
        raise NoSuchVoucher(voucher_id)
    origins = _origins(voucher, desk)
    components: dict[str, set[str]] = {}
    for line in voucher.lines:
        for origin in line.origin:
            components.setdefault(origin, set()).update(line.components)
    chosen = [
        each for each in sorted(components) if employee is None or _is_of(each, employee, origins, desk.tenant_id)
    ]
    chains = [_chain(origin, components[origin], origins, reader, desk) for origin in chosen[:most]]
    lines = tuple(TracedLine(**line.model_dump(exclude={"origin"}), origins=len(line.origin)) for line in voucher.lines)
    return Trace(voucher=step, lines=lines, chains=tuple(chains), more=len(chosen) - len(chains))


def _origins(voucher: Voucher, desk: TraceDesk) -> Origins:
    """Return where the slips of the run lie that the voucher books, or that the voucher it takes back books."""
    what, _, name = voucher.books.partition("/")
    if what == "voucher":
        body = _bytes(voucher_key(desk.tenant_id, VoucherId(name)), desk)
        if body is not None:
            return _origins(Voucher.model_validate_json(body), desk)
    body = _bytes(origins_key(desk.tenant_id, RunId(name)), desk) if what == "payroll" else None
    return Origins.model_validate_json(body) if body else Origins(run_id=RunId(name), slips={})


def _bytes(key: str, desk: TraceDesk) -> bytes | None:
    try:
        return desk.documents.get_bytes(key)
    except NotFound:
        return None


def _is_of(origin: str, employee: str, origins: Origins, tenant_id: TenantId) -> bool:
    found = origins.slips.get(origin)
    return found is not None and found.key == slip_key(tenant_id, origins.run_id, EmployeeId(employee))


def _chain(origin: str, components: set[str], origins: Origins, reader: Reader, desk: TraceDesk) -> Chain:
    if (cost := desk.cost(origin)) is not None:
        digest = hashlib.sha256(cost.model_dump_json().encode()).hexdigest()
        return Chain(
            origin=origin, steps=(of_cost(cost).model_copy(update={"key": f"cost/{origin}", "sha256": digest}),)
        )
    where = origins.slips.get(origin)
    if where is None:
        return Chain(origin=origin, steps=(Step(kind="slip", key=origin, absent=True),))
    return Chain(origin=origin, steps=tuple(_steps(where, components, reader, desk)))


def _steps(where: DocumentRef, components: set[str], reader: Reader, desk: TraceDesk) -> Iterator[Step]:
    """Each document names the next one; whichever is gone is the last."""
    step, slip = reader.read("slip", where, SalarySlip, lambda one: of_slip(one, components), None)
    yield step
    if slip is None or slip.terms is None:
        return
    step, terms = reader.read("terms", slip.terms, EmploymentTerms, of_terms, slip.department)
    yield step
    if terms is None or terms.offer is None:
        return
    step, offer = reader.read("offer", terms.offer, AcceptedOffer, of_offer, terms.department)
    yield step
    if offer is None:
        return
    where_decided, named = decision_key(desk.tenant_id, offer.application_id), offer.decision_id
    step, decision = reader.read(
        "decision", where_decided, CurrentDecision, lambda one: of_decision(one, named), offer.department
    )
    yield step
    competencies = {each.competency for each in offer.grade_evidence}
    reports: dict[str, str | DocumentRef] = {
        each.report.key: each.report for each in offer.grade_evidence if each.report is not None
    }
    if not reports and decision is not None:
        newest = _newest_report(decision.interview_id, desk)
        reports = {newest: newest} if newest else {}
    for report in reports.values():
        yield _report(report, competencies, offer, reader)


def _report(where: str | DocumentRef, competencies: set[str], offer: AcceptedOffer, reader: Reader) -> Step:
    """Where the grade names no competency, every one of the report is shown."""

    def facts(report: InterviewReport) -> Step:
        return of_report(report, competencies or {each.competency for each in report.competencies})

    return reader.read("report", where, InterviewReport, facts, offer.department)[0]


def _newest_report(interview_id: InterviewId, desk: TraceDesk) -> str | None:
    """An offer that names no report rests on the decision's interview: its newest report."""
    keys = desk.documents.keys(f"reports/{desk.tenant_id}/{interview_id}/")
    found = [(int(match.group(1)), key) for key in keys if (match := REVISION.search(key))]
    return max(found)[1] if found else None
