"""Template questions that come with the system, by competency, line of work, type and seniority."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.question_desk import question_bank
from functions.recruiting.routes.question_views import QuestionView, views
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.authorization import authorize
from shared.platform.http import idempotency_key, routes, staff
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.contracts import Name
from shared.recruiting.questions.bank.importing import import_templates
from shared.recruiting.questions.templates.catalogue import template, templates
from shared.recruiting.questions.templates.model import QuestionTemplate, QuestionType, Seniority, Slot

router = routes()
TEMPLATES = "/v1/recruiting/question-templates"


class TemplateView(BaseModel):
    """A template, and the question as it is asked with its own words in its slots."""

    template: QuestionTemplate
    question: LocalizedText


class TemplateImport(Frozen):
    """Templates to take into the bank. ``found`` fills slots of all of them; others keep the template's own words."""

    template_ids: list[str] = Field(min_length=1, max_length=20)
    found: dict[Slot, LocalizedText] = Field(default_factory=dict)


class Imported(BaseModel):
    """The questions as they are in the bank now. ``already``: templates that it has in the same words."""

    items: list[QuestionView]
    already: list[str]


@router.get(TEMPLATES, summary="List template questions")
def get_templates(
    competency: Annotated[Name | None, Query()] = None,
    industry: Annotated[Name | None, Query()] = None,
    type: Annotated[QuestionType | None, Query()] = None,
    seniority: Annotated[Seniority | None, Query()] = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[TemplateView]:
    """List templates by competency and number. ``industry`` is the key of a pack; what suits any line of work is in."""
    authorize(staff(router), "read_question")
    chosen = [
        one
        for one in templates()
        if (competency is None or competency in one.competencies)
        and (industry is None or one.suits_industry(industry))
        and (type is None or one.type == type)
        and (seniority is None or one.suits_seniority(seniority))
    ]
    listed = f"QUESTION_TEMPLATES#{competency}#{industry}#{type}#{seniority}"
    begun = Cursor.read(cursor)
    after = begun.start_of(listed, None)["SK"] if begun else ""
    rest = [one for one in chosen if one.id > after]
    page = rest[:limit]
    following = Cursor.after(listed, None, {"PK": listed, "SK": page[-1].id}) if len(rest) > limit else None
    items = [TemplateView(template=one, question=one.filled()) for one in page]
    return Page(items=items, next=following.spelled() if following else None)


@router.get(f"{TEMPLATES}/<template_id>", summary="Read a template question")
def get_template(template_id: str) -> TemplateView:
    """Return a template with what a good answer shows."""
    authorize(staff(router), "read_question")
    one = template(template_id)
    return TemplateView(template=one, question=one.filled())


@router.post(f"{TEMPLATES}/import", summary="Take templates into the bank", status_code=201)
def post_import(order: TemplateImport) -> tuple[Imported, int]:
    """Enter templates in the bank as drafts, to edit and review them there."""
    who = staff(router)
    authorize(who, "manage_question")
    bank = question_bank(who)
    request = Request.of("import_templates", idempotency_key(router), order)
    questions, already = import_templates(order.template_ids, order.found, request=request, bank=bank)
    return Imported(items=views(questions, bank), already=already), 201
