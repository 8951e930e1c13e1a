"""Use case: new settings, checked as a whole before they are kept. What was calculated before keeps its version."""

from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.payroll.components.checking import problems
from shared.payroll.month.rules import PayRules
from shared.payroll.settings.errors import WrongRules
from shared.payroll.settings.model import SettingsDraft, SettingsVersion
from shared.payroll.settings.store import SettingsStore
from shared.payroll.storable import must_fit_a_row
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller

MOST_KILOBYTES = 300


def change(
    draft: SettingsDraft,
    versions: frozenset[str] | None,
    who: Caller,
    settings: SettingsStore,
    trail: AuditTrail,
    clock: Clock,
) -> SettingsVersion:
    """Keep the next version. Raises ``WrongRules`` with everything that is wrong, ``PreconditionFailed``."""
    before = settings.current()
    expect(versions, before.version)
    must_fit(draft.rules)
    version = SettingsVersion(
        version=before.version + 1,
        rules=draft.rules,
        unusual=draft.unusual,
        reason=draft.reason,
        changed_by=who.user_id,
        changed_at=clock.now(),
    )
    must_fit_a_row(version, MOST_KILOBYTES)
    entry = trail.entry(who, "manage_payroll_rules", "payroll_settings", detail={"version": version.version})
    if not settings.add(version, entry):
        raise PreconditionFailed
    return version


def must_fit(rules: PayRules) -> None:
    """Raise ``WrongRules`` where components, structures and figures do not fit each other."""
    figures = [figure.name for figure in rules.figures]
    if found := problems(rules.components, rules.structures, figures):
        raise WrongRules(found)
