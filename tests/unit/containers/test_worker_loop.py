"""The worker's loop against a queue, tokens and a bucket in memory."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import BaseModel

from containers.worker.loop import Rhythm, Worker
from containers.worker.ports import Finding
from containers.worker.serve import run_threads
from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import WorkerTask
from shared.assessment.ports import Progress
from shared.assessment.refusals import NotMedia
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.ids import TenantId
from shared.platform.queue import LostMessage, Message
from shared.platform.task_tokens import DeadToken

TASK = WorkerTask.model_validate(
    {
        "task_token": "token-1",
        "answer": {"tenant_id": "acme", "interview_id": "int_1", "answer_id": "a1"},
        "media_key": "uploads/acme/int_1/a1/upl_1",
        "result_key": "artifacts/acme/int_1/a1/upl_1/transcript.json",
        "options": {"language": "en"},
    }
)


class Found(BaseModel):
    words: int


@dataclass
class FakeQueue:
    """Gives its messages out one by one; notes what is hidden and deleted."""

    waiting: list[Message] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    on_empty: Callable[[], None] = lambda: None

    def receive(self, *, at_most: int = 1, wait_seconds: int = 20, visible_after_seconds: int = 60) -> list[Message]:
        if not self.waiting:
            self.on_empty()
            return []
        return [self.waiting.pop(0)]

    def extend(self, message: Message, seconds: int) -> None:
        self.hidden.append(seconds)

    def delete(self, message: Message) -> None:
        self.deleted.append(message.message_id)


@dataclass
class FakeTokens:
    """Live tokens take one answer; ``beats_left`` beats and then the token is dead."""

    live: set[str] = field(default_factory=lambda: {"token-1"})
    beats_left: int = 1_000
    beats: int = 0
    answers: list[tuple[str, str]] = field(default_factory=list)

    def heartbeat(self, token: str) -> None:
        self.beats += 1
        self.beats_left -= 1
        if self.beats_left < 0:
            self.live.discard(token)
        self._alive(token)

    def succeed(self, token: str, output: BaseModel) -> None:
        self._answer(token, "success", output.model_dump_json())

    def fail(self, token: str, error: str, cause: str) -> None:
        self._answer(token, error, cause)

    def _answer(self, token: str, kind: str, body: str) -> None:
        self._alive(token)
        self.live.discard(token)
        self.answers.append((kind, body))

    def _alive(self, token: str) -> None:
        if token not in self.live:
            raise DeadToken


@dataclass
class FakeMedia:
    documents: dict[str, BaseModel] = field(default_factory=dict)
    fault: Exception | None = None

    def download(self, key: str, path: Path) -> Path:
        if self.fault is not None:
            raise self.fault
        path.write_bytes(b"recording")
        return path

    def put_document(self, key: str, document: BaseModel) -> DocumentRef:
        self.documents[key] = document
        return DocumentRef(key=key, sha256="0" * 64)


@dataclass
class FakeWork:
    """Counts words, or breaks with what it is given; ``during`` runs in the middle of the work."""

    breaks: Exception | None = None
    during: Callable[[Progress], None] = lambda _progress: None
    done: int = 0
    name: str = "fake"

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        assert media.read_bytes() == b"recording"
        assert options == {"language": "en"}
        self.during(progress)
        if self.breaks is not None:
            raise self.breaks
        self.done += 1
        return Finding(document=Found(words=3), answer=lambda reference: reference)


@dataclass
class Bench:
    """A worker with fakes at its ports."""

    work: FakeWork = field(default_factory=FakeWork)
    queue: FakeQueue = field(default_factory=FakeQueue)
    tokens: FakeTokens = field(default_factory=FakeTokens)
    media: FakeMedia = field(default_factory=FakeMedia)

    @property
    def worker(self) -> Worker:
        def media_of(tenant_id: TenantId) -> FakeMedia:
            assert tenant_id == "acme"
            return self.media

        return Worker(
            work=self.work,
            queue=self.queue,
            tokens=self.tokens,
            media_of=media_of,
            rhythm=Rhythm(beat_seconds=0.01, pause_seconds=0.01),
        )

    def serve(self, receives: int = 1, body: str | None = None) -> None:
        self.worker.serve(message(receives, body))


def message(receives: int = 1, body: str | None = None, name: str = "m1") -> Message:
    return Message(message_id=name, receipt=name, body=body or TASK.model_dump_json(), receives=receives)


def test_a_clip_is_worked_on_its_document_kept_its_token_answered_and_its_message_deleted() -> None:
    bench = Bench()
    bench.serve()
    assert bench.media.documents == {TASK.result_key: Found(words=3)}
    [(kind, body)] = bench.tokens.answers
    assert (kind, json.loads(body)["key"]) == ("success", TASK.result_key)
    assert bench.queue.deleted == ["m1"]


def test_while_the_engine_works_the_token_and_the_message_are_kept_alive() -> None:
    waited = threading.Event()
    bench = Bench(work=FakeWork(during=lambda _progress: (waited.wait(0.1), None)[1]))
    bench.serve()
    assert bench.tokens.beats >= 4
    assert bench.queue.hidden.count(60) >= 3


def test_a_clip_that_was_delivered_again_has_a_document_of_its_own() -> None:
    bench = Bench()
    bench.serve(receives=2)
    second = "artifacts/acme/int_1/a1/upl_1/transcript-2.json"
    assert bench.media.documents == {second: Found(words=3)}
    assert json.loads(bench.tokens.answers[0][1])["key"] == second


@dataclass
class LosesItsMessages(FakeQueue):
    """Every message is held once, on entering, and then in another hand."""

    refused: int = 0

    def extend(self, message: Message, seconds: int) -> None:
        if self.hidden:
            self.refused += 1
            raise LostMessage
        super().extend(message, seconds)


def test_a_worker_that_lost_its_message_goes_on_beating_and_shows_that_it_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touched: list[int] = []
    monkeypatch.setattr("containers.worker.lease.touch", lambda: touched.append(1))
    queue = LosesItsMessages()
    bench = Bench(work=FakeWork(during=lambda _progress: (threading.Event().wait(0.2), None)[1]), queue=queue)
    bench.serve()
    assert queue.refused == 1
    assert len(touched) >= 4
    assert bench.tokens.beats >= 4
    assert [kind for kind, _ in bench.tokens.answers] == ["success"]


def test_a_worker_whose_token_died_shows_that_it_lives_until_the_engine_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[int] = []
    monkeypatch.setattr("containers.worker.lease.touch", lambda: touched.append(1))
    bench = Bench(
        work=FakeWork(during=lambda _progress: (threading.Event().wait(0.2), None)[1]), tokens=FakeTokens(beats_left=1)
    )
    bench.serve()
    assert len(touched) >= 4
    assert bench.tokens.beats == 3  # on entering, the one that found it dead, and the one before writing


def test_a_clip_that_nobody_waits_for_is_dropped_before_any_work() -> None:
    bench = Bench(tokens=FakeTokens(live=set()))
    bench.serve()
    assert (bench.work.done, bench.queue.deleted, bench.tokens.answers) == (0, ["m1"], [])


def test_a_token_that_dies_in_the_middle_stops_the_work_at_its_next_progress() -> None:
    def long_work(progress: Progress) -> None:
        for _ in range(500):
            threading.Event().wait(0.01)
            progress(0.5)

    bench = Bench(work=FakeWork(during=long_work), tokens=FakeTokens(beats_left=2))
    bench.serve()
    assert (bench.work.done, bench.media.documents, bench.queue.deleted) == (0, {}, ["m1"])


def test_a_token_that_died_unseen_keeps_the_worker_from_writing_over_another_s_document() -> None:
    bench = Bench()
    bench.work.during = lambda _progress: bench.tokens.live.clear()
    bench.serve()
    assert (bench.media.documents, bench.queue.deleted) == ({}, ["m1"])


def test_a_recording_that_no_engine_can_read_is_refused_at_the_first_try() -> None:
    bench = Bench(work=FakeWork(breaks=NotMedia("it is text")))
    bench.serve(receives=1)
    [(error, cause)] = bench.tokens.answers
    assert error == "not_media"
    assert Reason.model_validate_json(cause).problem == "The file is no recording that can be read: it is text."
    assert bench.queue.deleted == ["m1"]


@pytest.mark.parametrize("receives", [1, 2])
def test_a_recording_that_cannot_be_had_is_tried_again(receives: int) -> None:
    bench = Bench(media=FakeMedia(fault=NotFound("There is no object x.", "Look.")))
    bench.serve(receives)
    assert (bench.tokens.answers, bench.queue.deleted) == ([], [])
    assert bench.queue.hidden[-1] == 15


def test_a_recording_that_cannot_be_had_at_the_last_try_is_said_to_be_gone_or_out_of_reach() -> None:
    bench = Bench(media=FakeMedia(fault=NotFound("There is no object x.", "Look.")))
    bench.serve(receives=3)
    [(error, cause)] = bench.tokens.answers
    reason = Reason.model_validate_json(cause)
    assert error == "worker_failed"
    assert "There is no object x." in reason.problem
    assert "may read" in reason.remedy
    assert bench.queue.deleted == []


@pytest.mark.parametrize("error", [RuntimeError("broke"), MemoryError(), Unavailable("busy", "later")])
@pytest.mark.parametrize("receives", [1, 2])
def test_a_passing_error_leaves_the_clip_for_another_try(error: Exception, receives: int) -> None:
    bench = Bench(work=FakeWork(breaks=error))
    bench.serve(receives)
    assert (bench.tokens.answers, bench.queue.deleted) == ([], [])
    assert bench.queue.hidden[-1] == 15


def test_the_third_failure_is_told_in_words_and_the_message_left_for_the_dead_letters() -> None:
    bench = Bench(work=FakeWork(breaks=RuntimeError("the engine broke")))
    bench.serve(receives=3)
    [(error, cause)] = bench.tokens.answers
    reason = Reason.model_validate_json(cause)
    assert (error, reason.code) == ("worker_failed", "worker_failed")
    assert "failed 3 times" in reason.problem
    assert "the engine broke" in reason.problem
    assert bench.queue.deleted == []
    assert bench.queue.hidden[-1] == 0


def test_a_message_that_is_no_task_goes_to_the_dead_letters() -> None:
    bench = Bench()
    bench.serve(receives=3, body="{}")
    assert (bench.queue.deleted, bench.queue.hidden, bench.tokens.answers) == ([], [0], [])


def test_a_worker_that_is_asked_to_stop_finishes_the_clip_in_hand_and_takes_no_other() -> None:
    stop = threading.Event()
    bench = Bench(work=FakeWork(during=lambda _progress: stop.set()))
    bench.queue.waiting = [message(name="m1"), message(name="m2")]
    bench.worker.run(stop)
    assert bench.queue.deleted == ["m1"]
    assert [kind for kind, _ in bench.tokens.answers] == ["success"]
    assert [left.message_id for left in bench.queue.waiting] == ["m2"]


def test_a_clip_that_arrives_after_the_request_to_stop_is_given_back_at_once() -> None:
    stop = threading.Event()
    bench = Bench()

    class StopsWhilePolling(FakeQueue):
        def receive(self, **_polling: int) -> list[Message]:
            stop.set()
            return [message()]

    bench.queue = StopsWhilePolling()
    bench.worker.run(stop)
    assert (bench.work.done, bench.queue.hidden, bench.queue.deleted) == (0, [0], [])


def test_a_queue_that_does_not_answer_does_not_end_the_worker() -> None:
    stop = threading.Event()
    bench = Bench()
    calls: list[int] = []

    class Flaky(FakeQueue):
        def receive(self, **_polling: int) -> list[Message]:
            calls.append(1)
            if len(calls) == 1:
                raise Unavailable("The queue is busy.", "later")
            stop.set()
            return []

    bench.queue = Flaky()
    bench.worker.run(stop)
    assert len(calls) == 2


def test_several_clips_are_worked_on_at_once() -> None:
    stop = threading.Event()
    together = threading.Barrier(2, timeout=5)
    bench = Bench(work=FakeWork(during=lambda _progress: (together.wait(), None)[1]))
    bench.tokens.live = {"token-1", "token-2"}
    second = TASK.model_copy(update={"task_token": "token-2"}).model_dump_json()
    bench.queue = FakeQueue(waiting=[message(name="m1"), message(name="m2", body=second)], on_empty=stop.set)
    run_threads(bench.worker, 2, stop)
    assert sorted(bench.queue.deleted) == ["m1", "m2"]


def test_a_loop_that_breaks_ends_the_process_with_its_error() -> None:
    class Broken(FakeQueue):
        def receive(self, **_polling: int) -> list[Message]:
            raise RuntimeError("not what SQS does")

    bench = Bench(queue=Broken())
    with pytest.raises(RuntimeError, match="not what SQS does"):
        run_threads(bench.worker, 2, threading.Event())
