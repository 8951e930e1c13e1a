"""Which judge a deployment has: the local one, or the local one and a language model together."""

from collections.abc import Callable

import boto3

from shared.assessment.fusion import FusedJudge
from shared.assessment.llm.judge import LlmJudge
from shared.assessment.local_judge import LocalJudge, Weights
from shared.assessment.ports import Judge
from shared.platform.embedder import open_embedder
from shared.platform.llm.open import open_chat_model
from shared.platform.llm.open import price_of as price_of
from shared.platform.settings import LlmSettings

_kept: dict[LlmSettings, LlmJudge | None] = {}


def open_judge(
    settings: LlmSettings, chosen: Weights | None = None, session: Callable[[], boto3.Session] = boto3.Session
) -> Judge:
    """Return the judge of the settings; loads the embedder (about half a second the first time).

    ``chosen`` are the local judge's weights, null for the standard ones. They are a tenant's and may change from one
    answer to the next, so they are never kept; the language model is, one for each settings in a process, with its
    connections and its key.

    Raises ``Unavailable`` where the embedder, or the client library of the model, is not installed.
    """
    local = LocalJudge(open_embedder(), chosen)
    if settings not in _kept:
        _kept[settings] = _open_model(settings, session)
    model = _kept[settings]
    return local if model is None else FusedJudge(local, model, settings.llm_weight)


def _open_model(settings: LlmSettings, session: Callable[[], boto3.Session]) -> LlmJudge | None:
    model = open_chat_model(settings, session)
    if model is None:
        return None
    return LlmJudge(
        model,
        samples=settings.llm_samples,
        price=price_of(settings),
        deadline_seconds=settings.llm_deadline_seconds,
    )


def forget() -> None:
    """Forget the models that were opened. For tests."""
    _kept.clear()
