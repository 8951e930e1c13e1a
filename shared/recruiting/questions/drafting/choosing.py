"""Chooses templates for a job: by competency, fit and chance, the chance being the job description's own hash."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.recruiting.questions.drafting.likeness import Asked
from shared.recruiting.questions.drafting.model import Drafted
from shared.recruiting.questions.drafting.reasons import reasons_for
from shared.recruiting.questions.drafting.slotting import Slotting, not_for
from shared.recruiting.questions.jd.model import Filler, JobFacts
from shared.recruiting.questions.templates.catalogue import templates_of_competency
from shared.recruiting.questions.templates.model import QuestionTemplate, QuestionType, Slot

FILLED, USUAL, WRITTEN_FOR, PLAIN = 2.7, 1.4, 2.4, 1.0
"""Points: all slots from the description; a slot with what is usual in the trade; written for the trade; for any."""


AGAIN = 2
"""How many times more a filler is taken before a template's own words are."""
EASES = ("strict", "again", "own words")
"""A template's own words only where none is left that the description fills, or that needs nothing."""


@dataclass(frozen=True)
class Chosen:
    """Drafted questions, and how many each competency still lacks."""

    questions: tuple[Drafted, ...]
    lacking: dict[str, int]


def choose(
    job: JobFacts,
    wanted: Mapping[str, int],
    *,
    types: Sequence[QuestionType],
    asked: Asked,
    offset: int,
    without: frozenset[str] = frozenset(),
) -> Chosen:
    """Return as many questions a competency as are ``wanted``, none of them like those that were ``asked``.

    The same job and ``offset`` give the same questions; the next offset begins behind those of this one, and from the
    beginning again where a competency has no more. ``without`` are ids of templates that are left out. ``asked`` grows
    by what is chosen.
    """
    slotting = Slotting(job, turn=offset)
    taken = set(without)
    questions: list[Drafted] = []
    lacking: dict[str, int] = {}
    for competency, number in wanted.items():
        ranked = _ranked(job, competency, types)
        start = offset * number % len(ranked) if ranked else 0
        found = 0
        turned = [*ranked[start:], *ranked[:start]]
        for ease, template in [(ease, one) for ease in EASES for one in turned]:
            if found == number:
                break
            fillers = slotting.fill(template, more_uses=AGAIN if ease != "strict" else 0)
            if template.id in taken or (fillers is None and ease != "own words"):
                continue
            drafted = _drafted(template, fillers or {}, job)
            if asked.has_like(drafted.text):
                continue
            taken.add(template.id)
            asked.add(drafted.text)
            slotting.use(fillers or {})
            questions.append(drafted)
            found += 1
        if found < number:
            lacking[competency] = number - found
    return Chosen(tuple(questions), lacking)


def _ranked(job: JobFacts, competency: str, types: Sequence[QuestionType]) -> list[QuestionTemplate]:
    """Return the templates of a competency that suit the job: types in their order, in each the best fit first."""
    order = {kind: place for place, kind in enumerate(types)}
    suiting = [
        one
        for one in templates_of_competency(competency)
        if one.type in order and one.suits_seniority(job.seniority) and _suits(one, job)
    ]
    return sorted(suiting, key=lambda one: (order[one.type], -_points(one, job), one.id))


def _suits(template: QuestionTemplate, job: JobFacts) -> bool:
    if not_for(template.id) & {line.industry for line in job.industries}:
        return False
    return any(template.suits_industry(industry) for industry in _industries(job))


def _industries(job: JobFacts) -> frozenset[str]:
    return frozenset({line.industry for line in job.industries} | ({"management"} if job.leads_people else set()))


def _points(template: QuestionTemplate, job: JobFacts) -> float:
    fresh = Slotting(job).fill(template)
    if template.slots:
        points = 0.0 if fresh is None else FILLED if _all_said(fresh) else USUAL
    else:
        points = WRITTEN_FOR if _industries(job) & set(template.industries) else PLAIN
    return points + _chance(job.sha256, template.id)


def _all_said(fillers: Mapping[Slot, Filler]) -> bool:
    return all(filler.origin == "jd" for filler in fillers.values())


def _chance(seed: str, template_id: str) -> float:
    """Return a number from 0 to 1 that is always the same for a description and a template."""
    return int.from_bytes(hashlib.sha256(f"{seed}\0{template_id}".encode()).digest()[:4], "big") / 2**32


def _drafted(template: QuestionTemplate, fillers: Mapping[Slot, Filler], job: JobFacts) -> Drafted:
    return Drafted(
        text=template.filled({slot: filler.text for slot, filler in fillers.items()}),
        competencies=template.competencies,
        type=template.type,
        thinking_seconds=template.thinking_seconds,
        answer_seconds=template.answer_seconds,
        retakes=template.retakes,
        shows=template.shows,
        why=reasons_for(template, fillers, job),
        template_id=template.id,
    )
