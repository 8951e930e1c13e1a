"""Begins an erasure, erases what tenancy has itself, and destroys the key. Three steps of ``erase_candidate``."""

from typing import Any, Literal

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.interview.person import recordings
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.platform.settings import LatecomerSettings
from shared.tenancy.jurisdictions.loader import rules_of
from shared.tenancy.rights.erasing import ErasingDesk, begin, forget_keys, sweep
from shared.tenancy.rights.model import Erasure, next_of
from shared.tenancy.rights.orders import ErasureOrder
from shared.whole_person import RightsSettings, erase_stage, erasing_desk, person_of, settings

TIME_TO_END_MS = 15_000


class EraseSettings(RightsSettings, LatecomerSettings):
    """What the steps need."""


class Step(ErasureOrder):
    """``begin`` lays the stones, ``own`` erases archives, ``keys`` destroys the key."""

    step: Literal["begin", "own", "keys"]


@observed("tenancy")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do one step. ``state`` says how the erasure stands: one that is ``restricted`` does not go on.

    Raises ``NoErasure``, ``Unavailable``, ``Overtaken`` (call again).
    """

    def in_time() -> bool:
        return bool(context.get_remaining_time_in_millis() >= TIME_TO_END_MS)

    here = bootstrap.current(EraseSettings)
    order = Step.model_validate(event)
    if order.step == "own":
        return erase_stage(event, "tenancy", in_time)
    desk = erasing_desk(here, order.tenant_id, in_time)
    if order.step == "keys":
        erasure = forget_keys(order.candidate_id, desk)
        count("tenancy", "PersonsErased")
        return {"done": True, "state": erasure.state}
    person = person_of(here, order.tenant_id, order.candidate_id)
    erasure = begin(order.candidate_id, person, desk)
    done = True
    if erasure.state == "restricted":
        days = rules_of(settings(here, order.tenant_id)).retention.recordings_on_request_days
        done = days is None or _recordings_gone(erasure, desk)
    return {"done": done, "state": erasure.state, "latecomers_seconds": here.settings.latecomers_seconds}


def _recordings_gone(erasure: Erasure, desk: ErasingDesk) -> bool:
    """Erase recordings at once, where the law wants that although the records must be kept (820 ILCS 42/15)."""
    if erasure.recordings_gone_at is not None:
        return True
    candidate_id = erasure.person.candidate_id
    done = sweep(candidate_id, "interview", recordings(desk.places.table, erasure.person), desk)
    if done:
        now = desk.clock.now()
        desk.change(candidate_id, lambda there: next_of(there, recordings_gone_at=there.recordings_gone_at or now))
    return done
