"""Use case: take template questions into one's own bank, to edit and review them there."""

from collections.abc import Mapping, Sequence

from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.recruiting.questions.bank.model import BankQuestion, BankQuestionDraft
from shared.recruiting.questions.bank.service import COMPARED, QuestionBank, enter, made_before, new_question
from shared.recruiting.questions.templates.catalogue import template
from shared.recruiting.questions.templates.model import QuestionTemplate, Slot


def import_templates(
    template_ids: Sequence[str],
    found: Mapping[Slot, LocalizedText],
    *,
    request: Request | None,
    bank: QuestionBank,
) -> tuple[list[BankQuestion], list[str]]:
    """Enter templates as drafts, each slot with what is ``found`` or with the template's own words.

    Return the questions, and the ids of templates that the bank has with the same words already: those are left out.

    Raises:
        NotFound: there is no such template.
        KeyReused, Unavailable: nothing was entered.
    """
    if (before := made_before(request, bank)) is not None:
        return before, [one for one in dict.fromkeys(template_ids) if one not in {each.template_id for each in before}]
    chosen = [template(template_id) for template_id in dict.fromkeys(template_ids)]
    there = {(one.template_id, one.asks.text) for one in bank.store.newest(COMPARED) if one.template_id}
    new = [one for one in chosen if (one.id, one.filled(found)) not in there]
    already = [one.id for one in chosen if one not in new]
    questions = [_question(one, found, bank) for one in new]
    return (enter(questions, "imported", request=request, bank=bank) if questions else []), already


def _question(one: QuestionTemplate, found: Mapping[Slot, LocalizedText], bank: QuestionBank) -> BankQuestion:
    draft = BankQuestionDraft(
        text=one.filled(found),
        competencies=one.competencies,
        type=one.type,
        thinking_seconds=one.thinking_seconds,
        answer_seconds=one.answer_seconds,
        retakes=one.retakes,
        shows=one.shows,
    )
    return new_question(draft, bank, source="template").model_copy(update={"template_id": one.id})
