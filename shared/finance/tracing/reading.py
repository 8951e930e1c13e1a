"""Reading a document of the chain: its bytes, their hash, and what stands in it where the reader may see it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.finance.tracing.model import Step, StepKind
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.tenancy.actions import Action

M = TypeVar("M", bound=BaseModel)
NEEDS: dict[StepKind, Action] = {
    "voucher": "read_finance",
    "cost": "read_finance",
    "slip": "read_payroll",
    "terms": "read_employee",
    "offer": "read_offer",
    "decision": "read_decision",
    "report": "read_report",
}
"""What a reader must be permitted to, to see what stands in a document."""
May = Callable[[Action, str | None], bool]
"""Whether somebody may do something in a department."""


class Bytes(Protocol):
    """The tenant's documents as they lie there."""

    def get_bytes(self, where: str | DocumentRef) -> bytes: ...

    def keys(self, prefix: str) -> list[str]: ...


@dataclass(frozen=True)
class Reader:
    """Reads documents for one person, or for an operator who may see all."""

    documents: Bytes
    may: May

    def read(
        self,
        kind: StepKind,
        where: str | DocumentRef,
        model: type[M],
        facts: Callable[[M], Step],
        department: str | None,
    ) -> tuple[Step, M | None]:
        """Return the step of a document, and the document for whoever goes on. ``facts`` fills what may be seen.

        Raises ``Unavailable``.
        """
        key = where if isinstance(where, str) else where.key
        expected = where.sha256 if isinstance(where, DocumentRef) else None
        try:
            body = self.documents.get_bytes(key)
        except NotFound:
            return Step(kind=kind, key=key, expected=expected, absent=True), None
        digest = hashlib.sha256(body).hexdigest()
        document = model.model_validate_json(body)
        known = {"key": key, "sha256": digest, "expected": expected}
        if not self.may(NEEDS[kind], department):
            return Step(kind=kind, withheld=True, key=key, sha256=digest, expected=expected), document
        return facts(document).model_copy(update=known), document
