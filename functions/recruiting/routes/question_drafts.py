"""Questions drafted from a job description."""

from functions.recruiting.routes.desk import position_desk
from functions.recruiting.routes.question_desk import drafting_desk, question_bank
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, routes, staff
from shared.platform.observability import count
from shared.recruiting.questions.drafting.model import DraftOrder, DraftSet
from shared.recruiting.questions.drafting.service import draft_questions, found_drafts

router = routes()
DRAFTS = "/v1/recruiting/question-drafts"


@router.post(DRAFTS, summary="Draft questions from a job description", status_code=201)
def post_drafts(order: DraftOrder) -> tuple[DraftSet, int]:
    """Draft questions for a position, or for a job description that is sent. They are in the bank as drafts."""
    who = staff(router)
    authorize(who, "manage_question")
    if order.position_id is not None:
        department = position_desk(who).found(order.position_id).snapshot.department
        authorize(who, "read_position", Resource(department=department))
    request = Request.of("draft_questions", idempotency_key(router), order)
    drafts = draft_questions(order, request=request, desk=drafting_desk(who))
    count("recruiting", "QuestionsDrafted")
    return drafts, 201


@router.get(f"{DRAFTS}/<draft_set_id>", summary="Read drafts as they were drafted")
def get_drafts(draft_set_id: str) -> DraftSet:
    """Return what an order gave: the facts that were read, the questions, and why each was drafted."""
    who = staff(router)
    authorize(who, "read_question")
    return found_drafts(draft_set_id, question_bank(who))
