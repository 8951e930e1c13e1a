"""Use cases: write, edit, review, retire and delete questions, import templates, hand questions to a position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from shared.kernel.clock import Clock
from shared.kernel.errors import Invalid, PreconditionFailed
from shared.kernel.ids import BankQuestionId, new_id
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.platform.writes import Write
from shared.recruiting.model import QuestionDraft
from shared.recruiting.ports import KnownRubrics
from shared.recruiting.questions.bank.errors import (
    AlreadyAsked,
    AlreadyThere,
    NeedsReason,
    NoSuchQuestion,
    NotInThisStatus,
    NotReviewed,
    Retired,
)
from shared.recruiting.questions.bank.lawful import warnings_of
from shared.recruiting.questions.bank.model import BankQuestion, BankQuestionDraft, Source
from shared.recruiting.questions.bank.store import MOST_AT_ONCE, BankStore

COMPARED = 1000
"""So many of the newest questions of the bank another one is compared with."""
THE_SAME = 95
"""From so much likeness on (rapidfuzz ratio, 0–100) a question that somebody writes is there already."""


class Limits(Protocol):
    """What a tenant allows."""

    def longest_answer_seconds(self) -> int:
        """Return the longest answer that is taken."""
        ...


@dataclass(frozen=True)
class QuestionBank:
    """What the use cases work with; for a position it is ``ReviewedQuestions``."""

    who: Caller
    store: BankStore
    rubrics: KnownRubrics
    limits: Limits
    trail: AuditTrail
    clock: Clock

    def found(self, question_id: BankQuestionId) -> BankQuestion:
        """Return a question. Raises ``NoSuchQuestion``."""
        question = self.store.one(question_id)
        if question is None:
            raise NoSuchQuestion([question_id])
        return question

    def all_of(self, question_ids: Sequence[BankQuestionId]) -> list[BankQuestion]:
        """Return these questions in their order. Raises ``NoSuchQuestion`` with those that are not there."""
        found = self.store.some(question_ids)
        if missing := [question_id for question_id in question_ids if question_id not in found]:
            raise NoSuchQuestion(missing)
        return [found[question_id] for question_id in question_ids]

    def for_position(self, question_ids: tuple[BankQuestionId, ...]) -> tuple[QuestionDraft, ...]:
        """Return these questions as a position asks them.

        Raises:
            NoSuchQuestion, Retired, NotReviewed: each with the ids that it is about.
        """
        questions = self.all_of(question_ids)
        if retired := [one.question_id for one in questions if one.status == "retired"]:
            raise Retired(retired)
        if drafts := [one.question_id for one in questions if one.status == "draft"]:
            raise NotReviewed(drafts)
        return tuple(one.for_position() for one in questions)

    def exposure_writes(self, question_ids: Iterable[BankQuestionId]) -> list[Write]:
        """Return the writes that count a candidate for each question, for the transaction of an invitation."""
        return self.store.exposure_writes(question_ids)

    def entry(self, subject: str, what: str, **detail: str | int) -> AuditEntry:
        """Return the entry that tells of a change."""
        return self.trail.entry(self.who, "manage_question", subject, detail={"change": what, **detail})

    def saved(self, question: BankQuestion, before: BankQuestion, what: str) -> BankQuestion:
        """Write the next revision. Raises ``PreconditionFailed`` where another one was quicker."""
        if not self.store.change(question, before, self.entry(question.question_id, what)):
            raise PreconditionFailed
        return question


def write_question(
    draft: BankQuestionDraft,
    *,
    request: Request | None,
    bank: QuestionBank,
    source: Source = "own",
) -> BankQuestion:
    """Enter a question of one's own. The same request again returns the same question.

    Raises:
        AlreadyThere: the bank has it, word for word or nearly.
        Invalid: it names a competency without a rubric, or gives longer to answer than the tenant takes.
        KeyReused, Unavailable: nothing was changed.
    """
    if request is not None and (known := bank.store.remembered(request)):
        return bank.found(BankQuestionId(known))
    _check(draft, bank)
    if same := _same(draft.text, bank.store.newest(COMPARED)):
        raise AlreadyThere(same.question_id)
    question = new_question(draft, bank, source=source)
    entry = bank.entry(question.question_id, "written")
    if bank.store.add([question], entry, request, question.question_id) or request is None:
        return question
    return bank.found(BankQuestionId(bank.store.remembered(request) or ""))


def new_question(draft: BankQuestionDraft, bank: QuestionBank, *, source: Source) -> BankQuestion:
    """Return a question that was not entered yet."""
    return BankQuestion(
        question_id=BankQuestionId(new_id("qst")),
        asks=draft,
        source=source,
        author=bank.who.user_id,
        created_at=bank.clock.now(),
    )


def enter(
    questions: Sequence[BankQuestion], what: str, *, request: Request | None, bank: QuestionBank
) -> list[BankQuestion]:
    """Enter several questions together, once a request. Raises ``KeyReused``, ``Unavailable``."""
    result = ",".join(one.question_id for one in questions)
    if len(questions) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} questions are entered at once.", "Send them in several requests.")
    entry = bank.entry(questions[0].question_id, what, count=len(questions))
    if bank.store.add(questions, entry, request, result) or request is None:
        return list(questions)
    return made_before(request, bank) or []


def made_before(request: Request | None, bank: QuestionBank) -> list[BankQuestion] | None:
    """Return the questions that the same request entered, those that are still there; None where it is a new one."""
    known = bank.store.remembered(request) if request is not None else None
    if known is None:
        return None
    ids = [BankQuestionId(question_id) for question_id in known.split(",") if question_id]
    found = bank.store.some(ids)
    return [found[question_id] for question_id in ids if question_id in found]


def edit_question(
    question_id: BankQuestionId, draft: BankQuestionDraft, named: frozenset[str] | None, bank: QuestionBank
) -> BankQuestion:
    """Write a question anew; it must be reviewed again. Positions that took it before keep its older words.

    Raises:
        NotInThisStatus: it is retired.
        Invalid, NoSuchQuestion, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    question = bank.found(question_id)
    expect(named, question.revision)
    if question.status == "retired":
        raise NotInThisStatus(question.status, "a question in use", "未停用的题目")
    _check(draft, bank)
    return bank.saved(question.edited(draft), question, "edited")


def review_question(
    question_id: BankQuestionId,
    draft: BankQuestionDraft | None,
    note: str | None,
    named: frozenset[str] | None,
    bank: QuestionBank,
) -> BankQuestion:
    """Accept a question by name, as it stands or with edits: from now on positions may ask it.

    Raises:
        NeedsReason: it may touch what must not be asked, and no ``note`` says why it may.
        NotInThisStatus: it is reviewed already, or retired.
        Invalid, NoSuchQuestion, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    question = bank.found(question_id)
    expect(named, question.revision)
    if question.status != "draft":
        raise NotInThisStatus(question.status, "a draft", "草稿")
    _check(draft or question.asks, bank)
    warned = warnings_of((draft or question.asks).text)
    if warned and note is None:
        raise NeedsReason(warned)
    return bank.saved(question.reviewed(bank.who.user_id, bank.clock.now(), draft, note), question, "reviewed")


def retire_question(question_id: BankQuestionId, named: frozenset[str] | None, bank: QuestionBank) -> BankQuestion:
    """Let nobody choose a question any more; positions that took it keep it. The same again changes nothing.

    Raises ``NoSuchQuestion``, ``PreconditionRequired``, ``PreconditionFailed``.
    """
    question = bank.found(question_id)
    expect(named, question.revision)
    return question if question.status == "retired" else bank.saved(question.retired(), question, "retired")


def restore_question(question_id: BankQuestionId, named: frozenset[str] | None, bank: QuestionBank) -> BankQuestion:
    """Make a retired question a draft again, to be reviewed anew.

    Raises ``NotInThisStatus`` where it is not retired; else as ``retire_question``.
    """
    question = bank.found(question_id)
    expect(named, question.revision)
    if question.status != "retired":
        raise NotInThisStatus(question.status, "a retired question", "已停用的题目")
    return bank.saved(question.restored(), question, "restored")


def delete_question(question_id: BankQuestionId, named: frozenset[str] | None, bank: QuestionBank) -> None:
    """Take away a draft that no candidate was ever asked.

    Raises:
        NotInThisStatus: it is reviewed or retired.
        AlreadyAsked: an earlier revision was put before candidates.
        NoSuchQuestion, PreconditionRequired, PreconditionFailed: as they say.
    """
    question = bank.found(question_id)
    expect(named, question.revision)
    if question.status != "draft":
        raise NotInThisStatus(question.status, "a draft", "草稿")
    if bank.store.exposures([question_id])[question_id]:
        raise AlreadyAsked
    if not bank.store.delete(question, bank.entry(question_id, "deleted")):
        raise PreconditionFailed


def _check(draft: BankQuestionDraft, bank: QuestionBank) -> None:
    if missing := bank.rubrics.missing(draft.competencies):
        raise Invalid(
            f"There is no rubric for {', '.join(missing)}. 没有该能力的评分标准:{', '.join(missing)}。",
            "Choose competencies of the catalogue or of your company's own rubrics. 请选用目录中或贵公司自定义的能力。",
        )
    longest = bank.limits.longest_answer_seconds()
    if draft.answer_seconds > longest:
        raise Invalid(f"A question gives more than {longest} seconds to answer.", "Give it less time, or split it.")


def _same(text: LocalizedText, questions: Iterable[BankQuestion]) -> BankQuestion | None:
    for question in questions:
        pairs = [(text.zh, question.asks.text.zh), (text.en, question.asks.text.en)]
        if any(one and other and fuzz.ratio(one, other) >= THE_SAME for one, other in pairs):
            return question
    return None
