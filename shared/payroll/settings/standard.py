"""The settings of a company that has written none."""

from functools import cache

from shared.payroll.components.standard import standard_components, standard_structure
from shared.payroll.month.rules import PayRules
from shared.payroll.settings.model import SettingsVersion


@cache
def standard_settings() -> SettingsVersion:
    """Return version 0: the standard components and structure, and the usual choices."""
    rules = PayRules(components=standard_components(), structures=(standard_structure(),))
    return SettingsVersion(version=0, rules=rules)
