"""What the routes of questions work with: a tenant's bank, its rubrics, and the deployment's language model."""

from functools import cache

from functions.recruiting.routes.desk import platform, position_desk, recruitment
from shared.assessment.llm.ports import ChatModel
from shared.assessment.rubrics.model import Rubric
from shared.assessment.service.own_rubrics import ChoosableRubrics
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.platform.identity import Caller
from shared.platform.llm.open import open_chat_model, price_of
from shared.platform.settings import LlmSettings
from shared.recruiting.questions.bank.service import QuestionBank
from shared.recruiting.questions.bank.store import BankStore
from shared.recruiting.questions.drafting.by_model.asking import Asker
from shared.recruiting.questions.drafting.service import DraftingDesk
from shared.recruiting.store import RecruitingStore

PATIENCE_SECONDS = 20.0
"""For all of a model's requests: the gateway waits 30 s for the whole answer."""


class TenantLimits:
    """The limits of a tenant's policy, read when they are first asked for."""

    def __init__(self, tenant: RecruitingStore) -> None:
        self._tenant = tenant

    def longest_answer_seconds(self) -> int:
        """Return the longest answer that the tenant takes. Raises ``Forbidden`` where there is no such tenant."""
        return self._tenant.settings().policy.limits.max_duration_ms // 1000


def question_bank(who: Caller) -> QuestionBank:
    """Return what use cases of the bank work with."""
    here = platform()
    table, trail = here.table(who.tenant_id), here.audit(who.tenant_id)
    return QuestionBank(
        who=who,
        store=BankStore(table, trail, here.clock),
        rubrics=ChoosableRubrics(OwnRubrics(table)),
        limits=TenantLimits(recruitment(who)),
        trail=trail,
        clock=here.clock,
    )


def own_rubrics(who: Caller) -> tuple[Rubric, ...]:
    """Return the tenant's own rubrics that are in use, in their newest versions."""
    return tuple(own.rubric for own in OwnRubrics(platform().table(who.tenant_id)).all() if not own.retired)


def drafting_desk(who: Caller) -> DraftingDesk:
    """Return what drafting works with; a model is opened only where the deployment has one."""
    settings = platform().settings
    model = _model(LlmSettings.model_construct(**{name: getattr(settings, name) for name in LlmSettings.model_fields}))
    asker = None
    if model is not None:
        asker = Asker(model, price_of(settings), min(settings.llm_deadline_seconds, PATIENCE_SECONDS))
    return DraftingDesk(bank=question_bank(who), positions=position_desk(who), own=own_rubrics(who), asker=asker)


@cache
def _model(settings: LlmSettings) -> ChatModel | None:
    """Return the model of these settings: one a process, with its connections and its key."""
    return open_chat_model(settings)
