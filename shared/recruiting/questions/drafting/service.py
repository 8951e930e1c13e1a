"""Use case: draft questions from a job description, and keep them in the bank for a person's review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.assessment.rubrics.catalogue import own_rubric, rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.kernel.errors import NotFound
from shared.kernel.ids import BankQuestionId, PositionId, new_id
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.recruiting.contracts import Competency
from shared.recruiting.model import Position
from shared.recruiting.questions.bank.model import DRAFTS_KEPT, BankQuestion, BankQuestionDraft
from shared.recruiting.questions.bank.service import COMPARED, QuestionBank
from shared.recruiting.questions.drafting.by_model.asking import PROMPT, Asker
from shared.recruiting.questions.drafting.making import Made, Making, make
from shared.recruiting.questions.drafting.model import Anchored, Drafted, DraftedQuestion, DraftOrder, DraftSet
from shared.recruiting.questions.drafting.reasons import competency_reason
from shared.recruiting.questions.drafting.spread import inferred_weights, spread
from shared.recruiting.questions.jd.errors import NoJobDescription
from shared.recruiting.questions.jd.reading import read_job
from shared.recruiting.questions.jd.text import HAN


class Positions(Protocol):
    """Where positions are found."""

    def found(self, position_id: PositionId) -> Position:
        """Return a position. Raises ``NoSuchPosition``."""
        ...


@dataclass(frozen=True)
class DraftingDesk:
    """What drafting works with. ``own``: the tenant's own rubrics in use; ``asker`` null: there is no model."""

    bank: QuestionBank
    positions: Positions
    own: tuple[Rubric, ...]
    asker: Asker | None


def draft_questions(order: DraftOrder, *, request: Request | None, desk: DraftingDesk) -> DraftSet:
    """Draft questions and keep them in the bank. The same request again returns the same ones.

    Raises:
        NoJobDescription, TooShort, TooLong, NoSentences, OtherLanguage: the job description cannot be read.
        NoSuchPosition, NotFound: there is no such position; a competency that is asked for has no rubric.
        KeyReused, Unavailable: nothing was kept.
    """
    bank = desk.bank
    if request is not None and (known := bank.store.remembered(request)):
        return found_drafts(known, bank)
    position = desk.positions.found(order.position_id) if order.position_id else None
    jd = order.jd if order.jd is not None else position.jd if position else None
    if not (jd or "").strip():
        raise NoJobDescription
    job = read_job(jd or "", order.title or _title_of(position, jd or ""))
    weights = dict(order.competencies or {}) or _weights_of(position) or inferred_weights(job)
    wanted = spread(weights, order.count)
    rubrics = {one.competency: one for one in rubrics_of(wanted, _worded(position, desk.own))}
    made = make(
        Making(
            job=job,
            jd=jd or "",
            wanted=wanted,
            rubrics=rubrics,
            types=order.types,
            offset=order.offset,
            there=tuple(one.asks.text for one in bank.store.newest(COMPARED)),
        ),
        desk.asker if order.by == "any" else None,
    )
    now = bank.clock.now()
    drafts = DraftSet(
        draft_set_id=new_id("qds"),
        position_id=order.position_id,
        job=job,
        weights=weights,
        offset=order.offset,
        made_by="model" if any(one.made_by == "model" for one in made.questions) else "templates",
        model=made.model,
        prompt=PROMPT if made.model else None,
        cost_usd=made.cost_usd,
        note=made.note,
        questions=_numbered(made, rubrics, desk.own),
        made_for=bank.who.user_id,
        made_at=now,
        expires_at=now + DRAFTS_KEPT,
    )
    entry = bank.entry(drafts.draft_set_id, "drafted", count=len(drafts.questions), made_by=drafts.made_by)
    kept = [_kept(one, drafts) for one in drafts.questions]
    if not bank.store.add(kept, entry, request, drafts.draft_set_id, drafts) and request is not None:
        return found_drafts(bank.store.remembered(request) or "", bank)
    return drafts


def found_drafts(draft_set_id: str, bank: QuestionBank) -> DraftSet:
    """Return what an order gave, as it was drafted. Raises ``NotFound``."""
    drafts = bank.store.drafts(draft_set_id)
    if drafts is None:
        raise NotFound(
            f"There are no drafts {draft_set_id}. 没有该批草稿。",
            "Drafts are kept for 90 days; have new ones drafted. 草稿保留 90 天，请重新生成。",
        )
    return drafts


def _title_of(position: Position | None, jd: str) -> str | None:
    """Return the position's title in the language of its description."""
    return position.snapshot.title.read_in("zh" if len(HAN.findall(jd)) > len(jd) / 5 else "en") if position else None


def _weights_of(position: Position | None) -> dict[str, float]:
    return {one.name: one.weight for one in position.snapshot.competencies} if position else {}


def _worded(position: Position | None, own: Sequence[Rubric]) -> list[Rubric]:
    """Return the tenant's own rubrics, and before them those that the position worded itself."""
    worded = [_rubric(one, position) for one in position.snapshot.competencies if one.rubric] if position else []
    return [*own, *worded]


def _rubric(competency: Competency, position: Position) -> Rubric:
    return own_rubric(
        competency.name,
        competency.title or LocalizedText(en=competency.name),
        competency.rubric or LocalizedText(en=competency.name),
        position.snapshot.position_id,
    )


def _numbered(made: Made, rubrics: Mapping[str, Rubric], own: Sequence[Rubric]) -> tuple[DraftedQuestion, ...]:
    numbered = []
    for number, one in enumerate(made.questions, start=1):
        known = {**{rubric.competency: rubric for rubric in rubrics_of(one.competencies, own)}, **rubrics}
        of = [known[competency] for competency in one.competencies]
        why = (competency_reason(_title(of[0])), *one.why)
        numbered.append(
            DraftedQuestion(
                **_fields(one, why=why),
                number=number,
                question_id=BankQuestionId(new_id("qst")),
                rubrics=tuple(Anchored.of(rubric) for rubric in of),
            )
        )
    return tuple(numbered)


def _fields(one: Drafted, **changed: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in Drafted.model_fields} | changed


def _title(rubric: Rubric) -> LocalizedText:
    return LocalizedText(
        zh=rubric.zh.title if rubric.zh else rubric.read_in("zh").title,
        en=rubric.en.title if rubric.en else rubric.read_in("en").title,
    )


def _kept(one: DraftedQuestion, drafts: DraftSet) -> BankQuestion:
    return BankQuestion(
        question_id=one.question_id,
        asks=BankQuestionDraft(
            text=one.text,
            competencies=one.competencies,
            type=one.type,
            thinking_seconds=one.thinking_seconds,
            answer_seconds=one.answer_seconds,
            retakes=one.retakes,
            shows=one.shows,
        ),
        source="llm" if one.made_by == "model" else "jd",
        template_id=one.template_id,
        draft_set_id=drafts.draft_set_id,
        why=one.why,
        author=drafts.made_for,
        created_at=drafts.made_at,
        expires_at=drafts.expires_at,
    )
