"""The worker's use case: a turn of a batch. It ends when all are done, when the time is over, or when it is paused.

A turn may come twice, and a worker may die in it: each recipient's invitation is made under a request of its own, each
message is claimed before it is sent, and each result is written on the condition that there is none yet.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.ids import ApplicationId
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.keys import Shredded
from shared.platform.observability import logger
from shared.platform.paging import Cursor
from shared.recruiting.invitations.batches.desk import BatchDesk
from shared.recruiting.invitations.batches.model import Batch, Recipient, Status
from shared.recruiting.invitations.batches.store import AT_ONCE
from shared.recruiting.invitations.errors import AlreadyInvited, NotAtInterview
from shared.recruiting.invitations.messages.message import Message, words_of
from shared.recruiting.invitations.messages.messenger import Envelope
from shared.recruiting.invitations.model import InvitationOrder
from shared.recruiting.invitations.service import invite_application

CHUNK = 25
MOST_IDLE = 10
"""After so many turns in a row that settled nobody, the batch is paused: a person must look."""
BACKOFF_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0)
SKIPPED: dict[str, LocalizedText] = {
    "duplicate": LocalizedText(zh="名单中重复，已跳过。", en="It is in the list twice, and is invited once."),
    "other_position": LocalizedText(zh="该应聘不属于此职位。", en="The application is to another position."),
    "erased": LocalizedText(zh="候选人资料已删除。", en="The candidate's data was erased."),
}


def take_turn(
    batch_id: str,
    turn: int,
    here: BatchDesk,
    time_left: Callable[[], bool],
    at_once: int,
    sleep: Callable[[float], None] = time.sleep,
) -> Batch:
    """Work at a batch; a turn that is not its next one does nothing. Raises ``NoSuchBatch``, ``Unavailable``."""
    batch = here.found(batch_id)
    if batch.turn != turn:
        return batch
    before = batch.counts.get("queued", 0) + (0 if batch.state == "running" else 1)
    steps = 0  # one step a turn, whatever the time: so that it ends
    while batch.state == "expanding" and batch.turn == turn and (not steps or time_left()):
        batch, steps = _expanded(batch, here), steps + 1
    while batch.state == "running" and batch.turn == turn and (not steps or time_left()):
        steps += 1
        queued, _ = here.batches.recipients(batch_id, CHUNK, None, "queued")
        held_up = _invited(queued, batch, here, at_once)
        if held_up:
            sleep(BACKOFF_SECONDS[min(held_up, len(BACKOFF_SECONDS)) - 1])
        batch = here.found(batch_id)
        if not queued or held_up == len(queued):
            break
    return _ended(batch, turn, before, here)


def _expanded(batch: Batch, here: BatchDesk) -> Batch:
    """Enter some more recipients; return the batch as it is now."""
    named = here.batches.named(batch.batch_id)
    if batch.terms.filter is None:
        found: Sequence[ApplicationId] = named[batch.total : batch.total + AT_ONCE]
        following, ended = None, batch.total + len(found) >= len(named)
    else:
        applications = here.desk.applying.applications
        terms = batch.terms
        several, cursor = applications.of_position(
            terms.position_id, terms.filter.node if terms.filter else None, AT_ONCE, Cursor.read(batch.cursor), "active"
        )
        found = [one.application_id for one in several if one.status == "active"]
        following, ended = cursor.spelled() if cursor else None, cursor is None
    first = {application_id: place for place, application_id in reversed(list(enumerate(named)))}
    now = here.desk.clock.now()
    recipients = []
    for number, application_id in enumerate(found, batch.total + 1):
        twice = batch.terms.filter is None and first[application_id] != number - 1
        told: dict[str, object] = {"status": "skipped", "reason": "duplicate", "words": SKIPPED["duplicate"]}
        one = Recipient(number=number, application_id=application_id, at=now)
        recipients.append(one.model_copy(update=told) if twice else one)
    after = batch.model_copy(
        update={
            "total": batch.total + len(recipients),
            "cursor": following,
            "state": "running" if ended else "expanding",
            "revision": batch.revision + 1,
        }
    )
    here.batches.change(after, recipients)  # where it moved on, another worker or a person was quicker
    return here.found(batch.batch_id)


def _invited(queued: Sequence[Recipient], batch: Batch, here: BatchDesk, at_once: int) -> int:
    """Invite some; return how many could not be settled because a service takes nothing more at this moment."""
    if at_once == 1:
        return sum(not _settled(one, batch, here) for one in queued)
    with ThreadPoolExecutor(at_once) as pool:
        return sum(not done for done in pool.map(lambda one: _settled(one, batch, here), queued))


def _settled(one: Recipient, batch: Batch, here: BatchDesk) -> bool:
    """Invite a recipient and write the result; False where it is to be tried again."""
    try:
        after = _result(one, batch, here)
    except Unavailable:
        logger("recruiting").warning("A recipient waits.", extra={"batch": batch.batch_id, "number": one.number})
        return False
    except Shredded:
        after = _told(one, "skipped", "erased", SKIPPED["erased"], here)
    except (AlreadyInvited, NotAtInterview) as error:
        after = _told(one, "skipped", error.code, _in_words(error), here)
    except BoleError as error:  # whatever else stands in the way of this one does not hold up the others
        after = _told(one, "failed", error.code, _in_words(error), here)
    if after is None:
        return False
    here.batches.settle(batch.batch_id, after, one.status)
    return True


def _result(one: Recipient, batch: Batch, here: BatchDesk) -> Recipient | None:
    """Return the recipient with what became of the invitation, None while a message waits."""
    desk, terms = here.desk, batch.terms
    application = desk.application(one.application_id)
    one = one.model_copy(update={"candidate_id": application.candidate_id})
    if application.position_id != terms.position_id:
        return _told(one, "failed", "other_position", SKIPPED["other_position"], here)
    profile = desk.candidates.followed(application.candidate_id).profile
    order = InvitationOrder(
        application_id=one.application_id,
        channel=terms.channel,
        language=terms.language,
        valid_days=terms.valid_days,
        deadline=terms.deadline,
    )
    request = Request.of("invite_in_batch", f"{batch.batch_id}/{one.number}", one.application_id)
    if one.invitation_id is None and (why := desk.messenger.why_not(terms.channel, profile)):
        return _told(one, "skipped", why, words_of(why), here)
    invite = invite_application(order, request, desk, (batch.batch_id, one.number))
    record = invite.record
    message = invite.message
    if message is None or one.again:
        envelope = Envelope(kind="invitation", by_hand=one.again)
        message = desk.told(envelope, record, desk.invitations.document(record.invitation_id))
    one = one.model_copy(update={"invitation_id": record.invitation_id, "message_id": message.message_id})
    if message.state in ("waiting", "sending"):
        return None
    return _told(one, status_of(message), message.reason, message.words, here)


def status_of(message: Message) -> Status:
    """Return what became of a recipient, by their message."""
    if message.state in ("sent", "delivered"):
        return message.state
    if message.state in ("bounced", "complained"):
        return "bounced"
    return "skipped" if message.state == "not_sent" else "failed"


def _told(
    one: Recipient, status: Status, reason: str | None, words: LocalizedText | None, here: BatchDesk
) -> Recipient:
    told = {"status": status, "reason": reason, "words": words, "again": False, "at": here.desk.clock.now()}
    return one.model_copy(update=told)


def _ended(batch: Batch, turn: int, before: int, here: BatchDesk) -> Batch:
    """Write that a turn is over: the batch is done, or another turn is due."""
    if batch.state not in ("expanding", "running") or batch.turn != turn:
        return batch
    left = batch.counts.get("queued", 0)
    if batch.state == "running" and not left:
        told: dict[str, object] = {"state": "done", "finished_at": here.desk.clock.now()}
    else:
        idle = batch.idle + 1 if left >= before else 0
        told = {"idle": idle, **({"state": "paused", "halted": True} if idle >= MOST_IDLE else {})}
    after = batch.model_copy(update={**told, "turn": turn + 1, "revision": batch.revision + 1})
    events = [here.due(after)] if after.state in ("expanding", "running") else []
    here.batches.change(after, events=events)
    return here.found(batch.batch_id)


def _in_words(error: BoleError) -> LocalizedText:
    said = f"{error.problem} {error.remedy}"
    return LocalizedText(zh=said, en=said)
