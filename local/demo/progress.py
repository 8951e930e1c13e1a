"""Watches an interview through the API until its report is there, and shows every state of every answer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from local.demo.api import Api
from local.terminal import seconds
from shared.assessment.model.answer import SETTLED
from shared.assessment.model.progress import STEPS
from shared.kernel.errors import NotFound, Unavailable

_POLL_SECONDS = 0.4
_MEASURED = {"transcribe": "listening", "watch": "watching", "score": "scoring"}
"""What the assessment measures → the step that it is."""
NOTHING = {"answers_settled": 0}


@dataclass(frozen=True)
class AnswerProgress:
    """One answer as the API tells it. ``seconds`` are those of the steps that were measured."""

    name: str
    status: str
    step: str | None
    seconds: Mapping[str, float]
    reason: str | None

    @property
    def settled(self) -> bool:
        return self.status in SETTLED


@dataclass(frozen=True)
class InterviewProgress:
    """All answers, and whether the report is there. ``problem`` says why there will be none."""

    answers: tuple[AnswerProgress, ...]
    reported: bool
    problem: str | None

    @property
    def over(self) -> bool:
        return all(answer.settled for answer in self.answers) and (self.reported or self.problem is not None)


def read_progress(data: Mapping[str, Any], names: Mapping[str, str]) -> InterviewProgress:
    """Read what ``GET /v1/assessment/interviews/{id}`` returns; ``names`` gives each answer id a name to show."""
    return InterviewProgress(
        answers=tuple(
            AnswerProgress(
                name=names.get(answer["answer_id"], answer["answer_id"]),
                status=answer["status"],
                step=answer["step"],
                seconds={
                    step: answer["seconds"][name] for name, step in _MEASURED.items() if name in answer["seconds"]
                },
                reason=_words(answer["reason"]),
            )
            for answer in data["answers"]
        ),
        reported=data["status"] == "reported",
        problem=_words(data["problem"]) if data["status"] == "stuck" else None,
    )


def watch(
    recruiter: Api, interview_id: str, names: Mapping[str, str], console: Console, limit: float
) -> InterviewProgress:
    """Show the states live until the interview is over, and return the last one.

    Raises Unavailable after ``limit`` seconds, with where each answer stands.
    """
    until = time.monotonic() + limit
    running: Mapping[str, Any] | None = None
    with Live(console=console, refresh_per_second=8, transient=False) as live:
        while True:
            progress = _ask(recruiter, interview_id, names)
            if sum(answer.settled for answer in progress.answers) > (running or NOTHING)["answers_settled"]:
                running = recruiter.get(f"/v1/assessment/interviews/{interview_id}/running")
            live.update(Group(table_of(progress), so_far(running)))
            if progress.over:
                return progress
            if time.monotonic() > until:
                standing = ", ".join(f"{answer.name}: {answer.step or answer.status}" for answer in progress.answers)
                raise Unavailable(
                    f"The interview is not done after {seconds(limit)} ({standing}).",
                    "bole status shows the queues; the workers' logs are in .bole/logs.",
                )
            time.sleep(_POLL_SECONDS)


def _ask(recruiter: Api, interview_id: str, names: Mapping[str, str]) -> InterviewProgress:
    """Return the progress; until the event of the opened session has arrived, every answer is awaited."""
    try:
        return read_progress(recruiter.get(f"/v1/assessment/interviews/{interview_id}"), names)
    except NotFound:
        return InterviewProgress(
            tuple(AnswerProgress(name, "awaited", None, {}, None) for name in names.values()), False, None
        )


def so_far(running: Mapping[str, Any] | None) -> Text:
    """Return the running report as one line: the overall score with its interval, then each competency that has one."""
    if running is None or running["overall"] is None:
        return Text("scores so far  none yet", style="dim")
    whole = f"{running['overall']:.0f} ({running['low']:.0f}–{running['high']:.0f})"
    scored = [each for each in running["competencies"] if each["score"] is not None]
    each = "  ".join(f"{each['competency']} {each['score']:.0f}" for each in scored)
    count = f"{running['answers_settled']} of {running['answers_total']} answers"
    return Text.assemble(("scores so far  ", "dim"), (whole, "bold"), f"  {each}", (f"  from {count}", "dim"))


def table_of(progress: InterviewProgress) -> Table:
    """Return one row an answer: each step is to come, under way, or done, with the seconds it took.

    Why something failed stands below the table, where there is room for words.
    """
    table = Table("answer", *STEPS, "state", box=None, pad_edge=False)
    for answer in progress.answers:
        table.add_row(answer.name, *(_cell(answer, step) for step in STEPS), _state(answer))
    table.add_row("report", *("" for _ in STEPS), _report(progress))
    return table


def _cell(answer: AnswerProgress, step: str) -> Text | Spinner:
    order: list[str | None] = [*STEPS]
    reached = order.index(answer.step) if answer.step in order else -1
    place = order.index(step)
    if answer.status == "assessed" or place < reached:
        took = answer.seconds.get(step)
        return Text("✓" if took is None else f"✓ {seconds(took)}", style="green")
    beside = answer.step == "listening" and step == "watching"
    if (place == reached or beside) and not answer.settled:
        return Spinner("dots", style="cyan")
    return Text("·", style="dim")


def _state(answer: AnswerProgress) -> Text:
    style = {"assessed": "green", "failed": "red", "missed": "red"}.get(answer.status, "cyan")
    return Text(answer.status, style=style)


def _report(progress: InterviewProgress) -> Text:
    if progress.reported:
        return Text("there", style="green")
    return Text("failed", style="red") if progress.problem else Text("awaited", style="cyan")


def _words(reason: Any) -> str | None:
    if isinstance(reason, Mapping):
        return f"{reason.get('problem', '')} {reason.get('remedy', '')}".strip()
    return str(reason) if reason else None
