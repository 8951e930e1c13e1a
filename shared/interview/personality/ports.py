"""What the use cases of the personality test need from stores."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.interview.personality.model import PersonalityTest, Response
from shared.interview.personality.norms import Norm
from shared.interview.personality.scoring import PersonalityResult
from shared.interview.ports import Interviews, Places
from shared.kernel.clock import Clock
from shared.kernel.events import Event
from shared.kernel.language import Language
from shared.platform.audit import AuditEntry


class PersonalityTests(Protocol):
    """Where one tenant's tests, answers, results and norms are kept."""

    def test(self, subject: str) -> PersonalityTest | None: ...

    def begin(self, test: PersonalityTest) -> bool:
        """Record a test; False where one was begun already."""
        ...

    def responses(self, subject: str) -> dict[str, Response]: ...

    def save(self, response: Response, test: PersonalityTest) -> bool:
        """Record an answer, once more where one was there; False where the test is not open."""
        ...

    def complete(
        self,
        test: PersonalityTest,
        result: PersonalityResult,
        answers: Mapping[str, int] | None,
        events: Sequence[Event],
    ) -> bool:
        """Record the result, close the test and tell of it, together; False where it was closed already.

        ``answers`` are kept without a name for norms and reliability; None where they are not to count.
        """
        ...

    def result(self, subject: str) -> PersonalityResult | None: ...

    def answers(self, version: str, language: Language) -> Sequence[Mapping[str, int]]:
        """Return the valid, complete answers of the newest results, up to 4,000."""
        ...

    def norms(self, version: str, language: Language) -> Sequence[Norm]:
        """Return the frozen norms, the newest first."""
        ...

    def add_norm(self, norm: Norm, entry: AuditEntry) -> None:
        """Record a norm together with who froze it."""
        ...


class PersonalityDesk(Protocol):
    """What every use case of the test works with."""

    @property
    def interviews(self) -> Interviews: ...

    @property
    def usage(self) -> Places: ...

    @property
    def tests(self) -> PersonalityTests: ...

    @property
    def clock(self) -> Clock: ...
