"""Fills the slots of a template with what a job description says, where it makes sense there."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from shared.recruiting.questions.jd.model import Filler, JobFacts
from shared.recruiting.questions.templates.model import ANY, SLOTS, QuestionTemplate, Slot

MOST_USES: dict[Slot, int] = {"duty": 2, "tool": 2, "customer": 3, "scene": 2}
"""How often one filler may stand in a set of questions: more, and the interview is about one thing."""


@cache
def fits() -> dict[Slot, dict[str, frozenset[str]]]:
    """Return for each slot which kinds of filler each template takes."""
    data = _data()
    return {slot: {key: frozenset(kinds.split()) for key, kinds in data[slot].items()} for slot in SLOTS}


@cache
def not_for(template_id: str) -> frozenset[str]:
    """Return the lines of work in which a template for any of them reads badly."""
    return frozenset(_data()["not_for"].get(template_id, "").split())


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "fits.toml").read_text(encoding="utf-8"))


@dataclass
class Slotting:
    """The fillers of one job, and how often each was used. ``turn`` says with which one it begins."""

    job: JobFacts
    turn: int = 0
    used: dict[tuple[Slot, str], int] = field(default_factory=dict)

    def fill(self, template: QuestionTemplate, more_uses: int = 0) -> dict[Slot, Filler] | None:
        """Return a filler for every slot of a template, the least used first; None where one has none that fits.

        ``more_uses`` lets a filler stand so many times more than ``MOST_USES``.
        """
        chosen: dict[Slot, Filler] = {}
        for slot in template.slots:
            filler = self._next(template, slot, MOST_USES[slot] + more_uses)
            if filler is None:
                return None
            chosen[slot] = filler
        return chosen

    def use(self, fillers: dict[Slot, Filler]) -> None:
        """Count fillers as used."""
        for slot, filler in fillers.items():
            key = slot, filler.text.en or ""
            self.used[key] = self.used.get(key, 0) + 1

    def _next(self, template: QuestionTemplate, slot: Slot, most: int) -> Filler | None:
        takes = fits()[slot].get(template.id, frozenset())
        fitting = [one for one in self.job.fillers(slot) if ANY in takes or takes & set(one.kinds)]
        turned = [fitting[(place + self.turn) % len(fitting)] for place in range(len(fitting))]
        free = [one for one in turned if self._uses(slot, one) < most]
        return min(free, key=lambda one: self._uses(slot, one), default=None)

    def _uses(self, slot: Slot, filler: Filler) -> int:
        return self.used.get((slot, filler.text.en or ""), 0)
