"""The pipeline on one machine: from upload to recorded score, how it scales, and what the idle cloud costs.

``python -m bench pipeline`` prints the table. It runs the deployed template in the local cloud, in a home of its own.
Model time is what the engines say they took: the longer of listening and watching, and then scoring. Everything else
between the completed upload and the recorded score is overhead, or waiting for a worker.
"""

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from bench.recordings import repeated
from bench.table import Row
from local.demo import candidate, recruiter
from local.demo.api import Api
from local.demo.sample import SampleInterview, read_sample
from local.home import CHECKOUT, Home
from local.machine import Machine, Wishes, bring_down, bring_up
from local.process import read_mark
from shared.assessment.model.answer import SETTLED
from shared.kernel.errors import NotFound, Unavailable

LONG_SECONDS = 180
BATCHES = (1, 2, 4, 8, 16, 32)
WORKERS = (1, 2)
LIMIT_SECONDS = 1800
IDLE_SECONDS = 180
"""Longer than a Lambda process lives without work (120 s)."""


@dataclass(frozen=True)
class Assessed:
    """One answer's way. Seconds from the completed upload to the record, and those of them that were model time."""

    uploaded: datetime
    recorded: datetime
    model: float

    @property
    def total(self) -> float:
        return (self.recorded - self.uploaded).total_seconds()

    @property
    def beside(self) -> float:
        """Overhead and waiting together."""
        return self.total - self.model


def run() -> list[Row]:
    """Measure everything; the local cloud of this benchmark is stopped afterwards."""
    home = Home(CHECKOUT / ".bole" / "bench")
    sample = read_sample()
    rows: list[Row] = []
    try:
        for workers in WORKERS:
            hall = Hall(bring_up(home, Wishes(workers=workers), _quiet), sample)
            hall.hold(1, sample.answers[1].recording)  # cold starts
            if workers == WORKERS[0]:
                rows.append(_idle(home, "after one interview"))
                hall.hold(1, sample.answers[1].recording)
                rows += _long_answer(hall, sample)
            rows += [_batch(hall, sample, number, workers) for number in BATCHES]
        rows.append(_idle(home, "after all of these"))
    finally:
        bring_down(home, _quiet)
    return rows


class Hall:
    """Interviews of one question each, as many at once as are wanted."""

    def __init__(self, machine: Machine, sample: SampleInterview) -> None:
        recruiter.create_tenant(machine)
        self._machine = machine
        self._staff = recruiter.sign_in(machine)
        position = sample.position()
        question = position["questions"][1]
        wanted = set(question["competencies"])
        position["questions"] = [question]
        position["competencies"] = [one for one in position["competencies"] if one["name"] in wanted]
        self._position = recruiter.open_position(self._staff, position)

    def hold(self, number: int, recording: Path) -> list[Assessed]:
        """Let ``number`` candidates hand in ``recording`` at the same moment; wait until all are recorded."""
        with ThreadPoolExecutor(max_workers=8) as pool:
            ready = list(pool.map(lambda _: self._send(recording), range(number)))
            list(pool.map(lambda each: candidate.complete(each[1], each[2]), ready))
            return [self._wait(interview_id) for interview_id, _, _ in ready]

    def _send(self, recording: Path) -> tuple[str, Api, candidate.SentRecording]:
        invitation = recruiter.invite(self._staff, self._position)
        person = Api(self._machine.api, invitation.token)
        (answer_id,) = candidate.open_session(person)
        return invitation.interview_id, person, candidate.send(person, answer_id, recording)

    def _wait(self, interview_id: str) -> Assessed:
        until = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < until:
            answer = self._look(interview_id)
            if answer is not None and answer["status"] in SETTLED:
                return _assessed(answer)
            time.sleep(0.5)
        raise Unavailable(f"{interview_id} was not assessed within {LIMIT_SECONDS} s.", "Look into .bole/bench/logs.")

    def _look(self, interview_id: str) -> dict[str, Any] | None:
        try:
            answers: list[dict[str, Any]] = self._staff.get(f"/v1/assessment/interviews/{interview_id}")["answers"]
        except NotFound:
            return None
        return answers[0]


def _assessed(answer: dict[str, Any]) -> Assessed:
    if answer["status"] != "assessed":
        raise Unavailable(f"An answer was not assessed: {answer['reason']}.", "Look into .bole/bench/logs.")
    took, times = answer["seconds"], answer["step_times"]
    return Assessed(
        uploaded=datetime.fromisoformat(times["uploaded"]),
        recorded=datetime.fromisoformat(times["recorded"]),
        model=max(took.get("transcribe", 0.0), took.get("watch", 0.0)) + took.get("score", 0.0),
    )


def _long_answer(hall: Hall, sample: SampleInterview) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder) / "long.webm"
        repeated(sample.answers[1].recording, recording, LONG_SECONDS)
        (found,) = hall.hold(1, recording)
    how = f"{LONG_SECONDS} s, 640×480, warm functions, one worker of each kind"
    return [
        Row("3-minute answer, upload to recorded score", f"{found.total:.1f} s", target="≤ 30 s", how=how),
        Row("of which beside the models", f"{found.beside:.1f} s", target="≤ 2 s", how="total less model time"),
    ]


def _batch(hall: Hall, sample: SampleInterview, number: int, workers: int) -> Row:
    before = psutil.cpu_times()
    found = hall.hold(number, sample.answers[1].recording)
    busy = _busy(before, psutil.cpu_times())
    seconds = (max(one.recorded for one in found) - min(one.uploaded for one in found)).total_seconds()
    beside = [one.beside for one in found]
    return Row(
        f"{number} answers at once, {workers} worker{'s' if workers > 1 else ''} of each kind",
        f"{60 * number / seconds:.1f} answers a minute",
        how=f"all recorded after {seconds:.0f} s; beside the models median {statistics.median(beside):.1f} s, "
        f"longest {max(beside):.1f} s; median model time {statistics.median(one.model for one in found):.1f} s; "
        f"cores busy {busy:.0%}, which is the bound where it nears 100%",
    )


def _busy(before: Any, after: Any) -> float:
    """Return the share of all cores' time that was not idle between two readings."""
    passed = [late - early for early, late in zip(before, after, strict=True)]
    rest = (after.idle - before.idle) + (after.iowait - before.iowait)
    return float(1 - rest / max(sum(passed), 1e-9))


def _idle(home: Home, when: str) -> Row:
    """Weigh the cloud alone, after its functions have gone to rest."""
    time.sleep(IDLE_SECONDS)
    found = read_mark(home.cloud_file)
    if found is None:
        raise Unavailable("The local cloud is gone.", "Look into .bole/bench/logs.")
    leader = psutil.Process(found[0].pid)
    family = [leader, *leader.children(recursive=True)]
    megabytes = sum(process.memory_full_info().pss for process in family) / 1e6
    how = f"proportional set size of {len(family)} process(es), {IDLE_SECONDS} s after the last answer"
    return Row(f"local cloud, idle {when}", f"{megabytes:.0f} MB", target="≤ 150 MB", how=how)


def _quiet(_text: str) -> None:
    """The table is what the benchmark says."""
