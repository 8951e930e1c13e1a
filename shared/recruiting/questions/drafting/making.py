"""Makes questions: a model's first, where there is one, and templates in the place of what does not pass."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.assessment.rubrics.model import Rubric
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.drafting.by_model.asking import Asker, Wish, ask
from shared.recruiting.questions.drafting.by_model.checking import drafted_of, fault_of
from shared.recruiting.questions.drafting.choosing import choose
from shared.recruiting.questions.drafting.likeness import Asked
from shared.recruiting.questions.drafting.model import Drafted
from shared.recruiting.questions.drafting.notes import fewer_types, lacking, model_failed, partly_templates
from shared.recruiting.questions.jd.model import JobFacts
from shared.recruiting.questions.templates.model import QuestionType

IN_ORDER: tuple[QuestionType, ...] = ("situational", "behavioural", "technical")


@dataclass(frozen=True)
class Making:
    """What is to be made. ``there``: texts that the bank has."""

    job: JobFacts
    jd: str
    wanted: Mapping[str, int]
    rubrics: Mapping[str, Rubric]
    types: Sequence[QuestionType]
    offset: int
    there: tuple[LocalizedText, ...]


@dataclass(frozen=True)
class Made:
    """What was made. ``model`` null: none was asked."""

    questions: tuple[Drafted, ...]
    note: tuple[LocalizedText, ...] = ()
    model: str | None = None
    cost_usd: float | None = None


def make(making: Making, asker: Asker | None) -> Made:
    """Return as many questions as are wanted, or as many as there are, and in words what is otherwise than ordered."""
    asked = Asked(making.there)
    if asker is None:
        questions, note = _templates(making, making.wanted, asked)
        return Made(_in_order(questions, making.wanted), note)
    wish = Wish(
        job=making.job,
        jd=making.jd,
        wanted=making.wanted,
        rubrics=making.rubrics,
        types=making.types,
        asked=[text.read_in(making.job.language) for text in making.there],
    )
    heard = ask(asker, wish)
    left, faults = dict(making.wanted), Counter[str]()
    passed: list[Drafted] = []
    for written in heard.questions:
        if fault := fault_of(written, left, making.types, making.jd, asked):
            faults[fault] += 1
            continue
        passed.append(drafted_of(written))
        asked.add(passed[-1].text)
        left[written.competency] -= 1
    open_ = {name: number for name, number in left.items() if number}
    others, note = _templates(making, open_, asked) if open_ else ([], ())
    told = (*faults, *heard.failed)
    if not passed:
        note = (model_failed(told), *note)
    elif open_:
        note = (partly_templates(len(others), told), *note)
    return Made(_in_order([*passed, *others], making.wanted), note, asker.model.model, heard.cost_usd)


def _templates(
    making: Making, wanted: Mapping[str, int], asked: Asked
) -> tuple[list[Drafted], tuple[LocalizedText, ...]]:
    """Choose templates of the types that are wanted, then of others, then of the other competencies."""
    first = choose(making.job, wanted, types=making.types, asked=asked, offset=making.offset)
    questions, note, missing = list(first.questions), [], first.lacking
    if missing:
        rest = [kind for kind in IN_ORDER if kind not in making.types]
        more = choose(making.job, missing, types=rest, asked=asked, offset=making.offset)
        questions += more.questions
        if more.questions:
            note.append(fewer_types(len(more.questions)))
        missing = more.lacking
    if missing:
        note.append(lacking(sum(missing.values()), [making.rubrics[name] for name in missing]))
        given = {name: sum(missing.values()) for name in making.wanted if name not in missing}
        spare = choose(making.job, given, types=IN_ORDER, asked=asked, offset=making.offset + 1)
        questions += spare.questions[: sum(missing.values())]
    return questions, tuple(note)


def _in_order(questions: Sequence[Drafted], wanted: Mapping[str, int]) -> tuple[Drafted, ...]:
    """Return them in the order of the competencies, the weightiest first."""
    place = {name: number for number, name in enumerate(wanted)}
    return tuple(sorted(questions, key=lambda one: place.get(one.competencies[0], len(place))))
