"""What an assessed answer used: seconds of machines, storage of the recording, a language model. Pure."""

from decimal import ROUND_HALF_UP, Decimal

from shared.assessment.contracts import AnswerAssessed
from shared.finance.contracts import CostKind
from shared.finance.costs.model import Used
from shared.finance.costs.prices import Unit

STEPS: dict[str, Unit] = {"transcribe": "transcribe_second", "watch": "watch_second", "score": "score_second"}
GIB, DAYS_A_MONTH = Decimal(1024**3), Decimal(30)
EXACT = Decimal("0.00000001")


def used_by(answer: AnswerAssessed, retention_days: int) -> list[Used]:
    """Return what an answer used; nothing of nothing. Recordings are kept for ``retention_days``."""
    used = [_used("interview", unit, _exact(answer.stage_seconds.get(step, 0.0))) for step, unit in STEPS.items()]
    if answer.media is not None:
        stored = Decimal(answer.media.size_bytes) / GIB * Decimal(retention_days) / DAYS_A_MONTH
        used.append(_used("storage", "gib_month", stored.quantize(EXACT, ROUND_HALF_UP)))
    asked = (judgement.cost_usd or 0.0 for score in answer.scores for judgement in score.judgements)
    used.append(_used("model", "model_usd", sum((_exact(cost) for cost in asked), Decimal(0))))
    return [each for each in used if each.quantity > 0]


def _used(kind: CostKind, unit: Unit, quantity: Decimal) -> Used:
    return Used(kind=kind, unit=unit, quantity=quantity)


def _exact(measured: float) -> Decimal:
    """A measured figure is a float; from here on it is a decimal of eight places."""
    return Decimal(repr(measured)).quantize(EXACT, ROUND_HALF_UP)
