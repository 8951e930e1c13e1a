"""Versions of one rule in the order of their days, and which of them holds in a month."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Generic, TypeVar

from shared.payroll.packs.errors import NoRulesForPeriod
from shared.payroll.packs.version import Version

V = TypeVar("V", bound=Version)


class Timeline(Generic[V]):
    """The versions of one rule. ``subject`` names the rule in errors."""

    def __init__(self, subject: str, versions: Iterable[V] = ()) -> None:
        self.subject = subject
        self.versions = tuple(sorted(versions, key=lambda version: version.effective_from))
        self._known: dict[str, V] = {}

    def __iter__(self) -> Iterator[V]:
        return iter(self.versions)

    def at(self, period: str) -> V:
        """Return the version that holds on the first day of ``period``. Raises ``NoRulesForPeriod``."""
        found = self._known.get(period) or self.find(first_day(period))
        if found is None:
            raise NoRulesForPeriod(self.subject, period, [held(version) for version in self.versions])
        self._known[period] = found
        return found

    def find(self, day: date) -> V | None:
        for version in self.versions:
            if version.effective_from <= day and (version.effective_to is None or day <= version.effective_to):
                return version
        return None


def first_day(period: str) -> date:
    """Return the first day of a month: the day whose rules the month is reckoned by."""
    return date(int(period[:4]), int(period[5:7]), 1)


def held(version: Version) -> str:
    """Return in words from when to when a version holds."""
    return f"from {version.effective_from}" + (f" to {version.effective_to}" if version.effective_to else " on")
