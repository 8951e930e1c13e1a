"""Reads the facts of a job description by rules and lexicons: no model, the same text gives the same facts."""

import hashlib
import re

from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.jd import words
from shared.recruiting.questions.jd.duty import duties_in
from shared.recruiting.questions.jd.industry import lines_of_work
from shared.recruiting.questions.jd.model import Filler, JobFacts
from shared.recruiting.questions.jd.seniority import seniority_of
from shared.recruiting.questions.jd.text import Described, described
from shared.recruiting.questions.templates.model import Slot

MOST_TOOLS, MOST_CUSTOMERS, MOST_SCENES, MOST_LINES = 8, 4, 4, 30
NAME = re.compile(r"[A-Z][A-Za-z0-9+#.-]{1,19}(?: [A-Z][A-Za-z0-9+#.-]{1,19})?")
"""A Latin name of a tool: one or two words with capitals."""
REACH = 40
"""Characters behind a cue in which such names stand."""


def read_job(text: str, title: str | None = None) -> JobFacts:
    """Return the facts of a description. ``title`` is the position's; left out, a short first line is taken for it.

    Raises ``TooShort``, ``TooLong``, ``NoSentences``, ``OtherLanguage``.
    """
    job = described(text, title)
    work = lines_of_work(job)
    keys = frozenset(line.industry for line in work)
    # Where nothing is known of the line of work, nothing is usual in it.
    first = work[0].industry if work[0].words else ""
    duty_lines = job.of("duties") or job.of("intro")
    level, because = seniority_of(job)
    return JobFacts(
        language=job.language,
        sha256=hashlib.sha256(f"{job.title}\0{job.text}".encode()).hexdigest(),
        title=job.title,
        industries=work,
        seniority=level,
        seniority_words=because,
        leads_people=bool(words.seniority()["leads"].search("\n".join(job.of("intro", "duties")))),
        languages=_languages(job),
        duty_lines=duty_lines[:MOST_LINES],
        duties=duties_in(duty_lines, job.language, keys),
        tools=_tools(job),
        customers=_named(job, words.customers(), "customer", keys, MOST_CUSTOMERS) or _usual_customers(first),
        scenes=_named(job, words.scenes(), "scene", keys, MOST_SCENES) or _usual_scenes(first),
    )


def _languages(job: Described) -> tuple[LocalizedText, ...]:
    asked = "\n".join(job.of("intro", "duties", "requirements"))
    return tuple(entry.text for entry in words.languages() if entry.patterns[job.language].search(asked))


def _named(
    job: Described, entries: tuple[words.Entry, ...], slot: Slot, industries: frozenset[str], most: int
) -> tuple[Filler, ...]:
    """Return what the lexicon knows, in the order of the text: duties first, then the rest."""
    text = "\n".join((*job.of("duties"), *job.of("intro", "requirements")))
    found = [
        (match.start(), -len(match[0]), entry, match[0])
        for entry in entries
        if entry.suits(industries) and (match := entry.patterns[job.language].search(text))
    ]
    kept: dict[int, Filler] = {}
    for start, _, entry, said in sorted(found, key=lambda one: one[:2]):
        kept.setdefault(start, Filler(slot=slot, text=entry.text, kinds=entry.kinds, words=said))
    return tuple(kept.values())[:most]


def _tools(job: Described) -> tuple[Filler, ...]:
    text = "\n".join(job.of("intro", "duties", "requirements"))
    found: dict[str, tuple[int, Filler]] = {}
    taken: list[tuple[int, int]] = []
    for entry in words.tools():
        for match in entry.patterns[job.language].finditer(text):
            taken.append(match.span())
            known = found.get(entry.text.en or "")
            if known is None or match.start() < known[0]:
                filler = Filler(slot="tool", text=entry.text, kinds=entry.kinds, words=match[0])
                found[entry.text.en or ""] = match.start(), filler
    for start, name in _unknown(text, job.language, taken):
        filler = Filler(slot="tool", text=LocalizedText(zh=name, en=name), kinds=("named",), words=name)
        found.setdefault(name, (start, filler))
    # A name before what stands for a whole kind: “SAP” rather than “the ERP system”.
    ordered = sorted(found.values(), key=lambda one: ("named" in one[1].kinds, _general(one[1]), one[0]))
    return tuple(filler for _, filler in ordered)[:MOST_TOOLS]


def _general(tool: Filler) -> bool:
    return (tool.text.en or "").startswith("the ")


def _unknown(text: str, language: Language, taken: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return Latin names behind words such as 熟练使用 or “proficient in” that the lexicon does not have."""
    cues, others = words.tool_cues()
    found = []
    for cue in cues.finditer(text):
        reach = text[cue.end() : cue.end() + REACH].split("\n")[0]
        if language == "en" and not reach.startswith(" "):
            continue
        for match in NAME.finditer(reach):
            start = cue.end() + match.start()
            if any(begun < start + len(match[0]) and start < ended for begun, ended in taken):
                continue
            if not {part.lower() for part in re.split(r"[ .-]", match[0])} & others and len(match[0]) > 2:
                found.append((start, match[0].rstrip(".-")))
    return found


def _usual_customers(industry: str) -> tuple[Filler, ...]:
    usual = words.usual_customer(industry)
    return (Filler(slot="customer", text=usual[0], kinds=usual[1], origin="industry"),) if usual else ()


def _usual_scenes(industry: str) -> tuple[Filler, ...]:
    usual = words.usual_scene(industry)
    return (Filler(slot="scene", text=usual, origin="industry"),) if usual else ()
