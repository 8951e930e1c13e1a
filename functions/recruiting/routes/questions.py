"""A tenant's question bank: write, read, edit, review, retire; and what a position asks of it."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field, ValidationError

from functions.recruiting.routes.desk import position_desk
from functions.recruiting.routes.positions import POSITIONS, PositionView, tagged_position
from functions.recruiting.routes.question_desk import own_rubrics, question_bank
from functions.recruiting.routes.question_views import QuestionDetail, QuestionView, detail, views
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import BankQuestionId, PositionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.contracts import Name
from shared.recruiting.positions.service import choose_questions
from shared.recruiting.questions.bank import service
from shared.recruiting.questions.bank.model import BankQuestion, BankQuestionDraft, Note, Status

router = routes()
QUESTIONS = "/v1/recruiting/questions"


class ChosenQuestions(BaseModel):
    """Questions of the bank, in the order in which they are asked."""

    question_ids: list[BankQuestionId] = Field(min_length=1, max_length=20)


class PositionQuestions(BaseModel):
    """The questions of a position that come from the bank. ``over_exposed``: those that should make way for others.

    ``not_in_bank``: those that were written for the position alone, by their numbers.
    """

    items: list[QuestionView]
    over_exposed: list[BankQuestionId]
    not_in_bank: list[str]


class Review(Frozen):
    """A person's acceptance. ``edits``: the question as it is accepted, left out: as it stands.

    ``note`` says why a question may be asked that a warning stands at.
    """

    edits: BankQuestionDraft | None = None
    note: Note | None = None


@router.post(QUESTIONS, summary="Write a question", status_code=201)
def post_question(draft: BankQuestionDraft) -> Response[QuestionDetail]:
    """Enter a question of one's own. A person reviews it before a position can ask it."""
    who = staff(router)
    authorize(who, "manage_question")
    request = Request.of("write_question", idempotency_key(router), draft)
    return _tagged(service.write_question(draft, request=request, bank=question_bank(who)), who, 201)


@router.get(QUESTIONS, summary="List questions")
def get_questions(
    status: Annotated[Status | None, Query()] = None,
    competency: Annotated[Name | None, Query()] = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[QuestionView]:
    """List the bank, the newest first, with how often each question was asked."""
    who = staff(router)
    authorize(who, "read_question")
    bank = question_bank(who)
    found, following = bank.store.page(status, competency, limit, Cursor.read(cursor))
    return Page(items=views(found, bank), next=following.spelled() if following else None)


@router.get(f"{QUESTIONS}/<question_id>", summary="Read a question")
def get_question(question_id: str) -> Response[QuestionDetail]:
    """Return a question with its exposure, warnings and rubrics, and its ETag."""
    who = staff(router)
    authorize(who, "read_question")
    return _tagged(question_bank(who).found(BankQuestionId(question_id)), who)


@router.put(f"{QUESTIONS}/<question_id>", summary="Edit a question")
def put_question(question_id: str, draft: BankQuestionDraft) -> Response[QuestionDetail]:
    """Write a question anew; it must be reviewed again. Positions that took it before keep its older words."""
    who = _manager()
    question = service.edit_question(BankQuestionId(question_id), draft, if_match(router), question_bank(who))
    return _tagged(question, who)


@router.post(f"{QUESTIONS}/<question_id>/review", summary="Accept a question")
def post_review(question_id: str, review: Review) -> Response[QuestionDetail]:
    """Accept a draft by one's name, as it stands or with edits: from now on positions may ask it."""
    who = _manager()
    question = service.review_question(
        BankQuestionId(question_id), review.edits, review.note, if_match(router), question_bank(who)
    )
    return _tagged(question, who)


@router.post(f"{QUESTIONS}/<question_id>/retire", summary="Retire a question")
def post_retire(question_id: str) -> Response[QuestionDetail]:
    """Let nobody choose a question any more."""
    who = _manager()
    return _tagged(service.retire_question(BankQuestionId(question_id), if_match(router), question_bank(who)), who)


@router.post(f"{QUESTIONS}/<question_id>/restore", summary="Restore a retired question")
def post_restore(question_id: str) -> Response[QuestionDetail]:
    """Make a retired question a draft again, to be reviewed anew."""
    who = _manager()
    return _tagged(service.restore_question(BankQuestionId(question_id), if_match(router), question_bank(who)), who)


@router.delete(f"{QUESTIONS}/<question_id>", summary="Delete a draft", status_code=204)
def delete_question(question_id: str) -> Response[None]:
    """Take away a draft that no candidate was ever asked."""
    service.delete_question(BankQuestionId(question_id), if_match(router), question_bank(_manager()))
    return Response(status_code=204, content_type="application/json")


@router.put(f"{POSITIONS}/<position_id>/questions", summary="Choose a position's questions from the bank")
def put_questions(position_id: str, chosen: ChosenQuestions) -> Response[PositionView]:
    """Ask these questions of the bank, in place of those that the position asked so far."""
    desk = position_desk(staff(router))
    department = desk.found(PositionId(position_id)).snapshot.department
    authorize(desk.who, "manage_position", Resource(department=department))
    ids = tuple(chosen.question_ids)
    try:
        changed = choose_questions(PositionId(position_id), ids, if_match(router), question_bank(desk.who), desk)
    except ValidationError as error:  # a rule of positions: each competency is asked for, and they are not too many
        raise Invalid(
            "; ".join(fault["msg"].removeprefix("Value error, ") for fault in error.errors()),
            "Choose questions for each competency of the position, or change its competencies. "
            "请为岗位的每项能力选题，或调整岗位的能力要求。",
        ) from error
    return tagged_position(changed)


@router.get(f"{POSITIONS}/<position_id>/questions", summary="Read a position's questions of the bank")
def get_position_questions(position_id: str) -> PositionQuestions:
    """Return what the position asks of the bank, as the bank has it now, and which are over-exposed."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "read_position", Resource(department=position.snapshot.department))
    authorize(who, "read_question")
    bank = question_bank(who)
    ids = [one.bank_id for one in position.snapshot.questions if one.bank_id is not None]
    there = bank.store.some(ids)
    shown = views([there[question_id] for question_id in ids if question_id in there], bank)
    return PositionQuestions(
        items=shown,
        over_exposed=[one.question.question_id for one in shown if one.exposed == "over"],
        not_in_bank=[one.question_id for one in position.snapshot.questions if one.bank_id not in there],
    )


def _manager() -> Caller:
    who = staff(router)
    authorize(who, "manage_question")
    return who


def _tagged(question: BankQuestion, who: Caller, status: int = 200) -> Response[QuestionDetail]:
    return tagged(detail(question, question_bank(who), own_rubrics(who)), question.revision, status)
