"""Use cases of staff: read a result, freeze a norm. No other stage reads results: nothing is decided by one."""

from collections.abc import Sequence

from shared.interview.personality.errors import NoResult
from shared.interview.personality.inventory import inventory
from shared.interview.personality.model import PersonalityTest
from shared.interview.personality.norms import Norm, norm_of
from shared.interview.personality.ports import PersonalityTests
from shared.interview.personality.scoring import PersonalityResult
from shared.kernel.clock import Clock
from shared.kernel.ids import new_id
from shared.kernel.language import Language
from shared.platform.audit import AuditTrail, Plain
from shared.platform.identity import Caller


def found_test(subject: str, tests: PersonalityTests) -> PersonalityTest:
    """Return the test of an application, to ask whether its result may be read. Raises ``NoResult``."""
    test = tests.test(subject)
    if test is None:
        raise NoResult(subject)
    return test


def read_result(who: Caller, test: PersonalityTest, tests: PersonalityTests, trail: AuditTrail) -> PersonalityResult:
    """Return the result; that it was read is recorded first. Raises ``NoResult``, ``Unavailable``."""
    result = tests.result(test.subject)
    if result is None:
        raise NoResult(test.subject)
    trail.record(trail.entry(who, "read_personality", test.subject, candidate_id=test.candidate_id))
    return result


def freeze_norm(who: Caller, language: Language, tests: PersonalityTests, trail: AuditTrail, clock: Clock) -> Norm:
    """Freeze a norm from the valid results of today's version. Results from now on are compared with it.

    Raises:
        TooFewForNorm, FlatScale: the results do not make a norm.
        Unavailable: nothing was written.
    """
    version = inventory().version
    answers = tests.answers(version, language)
    norm = norm_of(inventory(), language, answers, new_id("nrm"), who.user_id, clock.now())
    detail: dict[str, Plain] = {"version": version, "language": language, "n": norm.n}
    tests.add_norm(norm, trail.entry(who, "freeze_personality_norm", norm.norm_id, detail=detail))
    return norm


def frozen_norms(language: Language, tests: PersonalityTests) -> Sequence[Norm]:
    """Return the norms of today's version, the newest first."""
    return tests.norms(inventory().version, language)
