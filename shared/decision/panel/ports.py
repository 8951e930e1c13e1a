"""What panels ask of others: who works here, by which rubrics an interview is judged, and its documents."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.assessment.rubrics.model import Rubric
from shared.interview.contracts import InterviewPlan
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

M = TypeVar("M", bound=BaseModel)


class Colleague(Frozen):
    """A member of staff, as far as a panel must know."""

    user_id: str
    name: str
    email: str
    language: Language
    roles: frozenset[str]
    departments: frozenset[str]
    active: bool


class Staff(Protocol):
    """The tenant's staff. Raises ``Unavailable``."""

    def known(self, user_ids: Iterable[str]) -> Mapping[str, Colleague]: ...


class Rubrics(Protocol):
    """The rubrics that hold for an interview which no report names any for. Raises ``Unavailable``."""

    def of(self, plan: InterviewPlan) -> tuple[Rubric, ...]: ...


class Documents(Protocol):
    """The tenant's documents. Raises ``NotFound``, ``Unavailable``."""

    def get_document(self, where: str | DocumentRef, kind: type[M]) -> M: ...
    def head(self, key: str) -> object | None: ...
    def keys(self, prefix: str) -> list[str]: ...
    def address(self, key: str, seconds: int) -> str: ...
