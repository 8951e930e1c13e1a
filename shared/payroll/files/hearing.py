"""Use cases: what people tell of employees becomes payroll's file. At least once, in any order."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Unavailable
from shared.kernel.ids import CandidateId, EmployeeId
from shared.payroll.files.errors import FileAwaited
from shared.payroll.files.model import EmployeeFile, HeldTerms, salary_change, with_terms
from shared.payroll.files.store import FileStore
from shared.people.contracts import EmploymentTerms
from shared.platform.bucket import TenantBucket

ATTEMPTS = 5


@dataclass(frozen=True)
class HearingDesk:
    """One tenant's files, documents and time."""

    files: FileStore
    bucket: TenantBucket
    clock: Clock


def terms_came(document: DocumentRef, candidate_id: CandidateId | None, desk: HearingDesk) -> bool:
    """Take terms into the file, which is made where there is none; return whether they said anything new.

    ``payroll/salary_changed`` goes out with them where the monthly amount differs. Raises ``NotFound`` and
    ``DamagedDocument`` for a document that is not what was told, ``Unavailable``.
    """
    terms = desk.bucket.get_document(document, EmploymentTerms)
    held = HeldTerms(terms=terms, document=document)
    for _attempt in range(ATTEMPTS):
        before = desk.files.file(terms.employee_id)
        if before is not None and before.knows(terms.number):
            return _linked(before, candidate_id, desk)
        now = desk.clock.now()
        after = with_terms(before, held, now)
        if candidate_id is not None:
            after = after.model_copy(update={"candidate_id": candidate_id})
        event = salary_change(before.terms if before else (), held, desk.files.tenant_id, now)
        if desk.files.keep(before, after, [event] if event else []):
            return True
    raise _contended()


def left(employee_id: EmployeeId, last_day: date, desk: HearingDesk) -> bool:
    """Note the last day; return whether it was new. Raises ``FileAwaited`` where no terms came yet, ``Unavailable``."""
    for _attempt in range(ATTEMPTS):
        before = desk.files.file(employee_id)
        if before is None:
            raise FileAwaited
        if before.last_day == last_day:
            return False
        if desk.files.keep(
            before, before.repaid(desk.clock.now(), min(last_day, before.ends or last_day), last_day=last_day)
        ):
            return True
    raise _contended()


def _linked(before: EmployeeFile, candidate_id: CandidateId | None, desk: HearingDesk) -> bool:
    """Terms may come by ``terms_changed`` before ``hired`` says who the candidate was."""
    if candidate_id is None or before.candidate_id == candidate_id:
        return False
    after = before.changed(candidate_id=candidate_id)
    if not desk.files.keep(before, after):
        raise _contended()
    return True


def _contended() -> Unavailable:
    return Unavailable("The file is being changed at this moment. 档案正在被修改。", "Try again. 请稍后重试。")
