"""What a job description says, as far as questions are made from it."""

from typing import Literal

from shared.kernel.frozen import Published
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.templates.model import Seniority, Slot

Origin = Literal["jd", "industry"]
"""Whether the job description says it, or whether it is usual in its line of work."""


class Filler(Published):
    """What may stand in a template's slot: a bare noun phrase that says the same in both languages.

    ``kinds`` says what it is, so that it stands only where it reads well; ``words`` are those of the job description
    that it was read from, empty for what is only usual.
    """

    slot: Slot
    text: LocalizedText
    kinds: tuple[str, ...] = ()
    origin: Origin = "jd"
    words: str = ""


class LineOfWork(Published):
    """A pack of rubrics that the job belongs to, its ``share`` of the whole (0–1), and the words that say so."""

    industry: str
    share: float
    words: tuple[str, ...] = ()


class JobFacts(Published):
    """What was read of a job description. ``duty_lines`` are its sentences on duties as they stand.

    ``seniority_words`` are the words that tell the seniority, null where none does: then ``mid`` is supposed.
    ``languages`` are those that the job asks for, by name.
    """

    language: Language
    sha256: str
    """Of the cleaned text: the same description draws the same questions."""
    title: str | None
    industries: tuple[LineOfWork, ...]
    seniority: Seniority
    seniority_words: str | None
    leads_people: bool
    languages: tuple[LocalizedText, ...]
    duty_lines: tuple[str, ...]
    duties: tuple[Filler, ...]
    tools: tuple[Filler, ...]
    customers: tuple[Filler, ...]
    scenes: tuple[Filler, ...]

    def fillers(self, slot: Slot) -> tuple[Filler, ...]:
        """Return what may stand in a slot, what the description says first."""
        found = {"duty": self.duties, "tool": self.tools, "customer": self.customers, "scene": self.scenes}
        return found[slot]
