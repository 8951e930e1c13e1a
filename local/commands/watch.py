"""``bole watch``: see an interview's scores as its answers come in, until the report is there."""

import time
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from local.machine import find
from local.options import EndpointOption, HomeOption, home_of
from local.stores import Stores
from local.terminal import FAILED, errors_in_words, fail, out
from shared.assessment.running import RunningReport
from shared.assessment.service import read
from shared.assessment.service.running import read_running
from shared.assessment.service.scope import Scope
from shared.kernel.ids import InterviewId, TenantId

app = typer.Typer()
POLL_SECONDS = 0.5
OVER = ("reported", "stuck", "people_only")


@app.command()
def watch(
    interview: Annotated[str, typer.Argument(help="The interview's id (int_…).", show_default=False)],
    tenant: Annotated[str | None, typer.Option(help="Whose interview it is; else it is looked for.")] = None,
    limit: Annotated[float, typer.Option(help="Seconds until watching ends.")] = 3600.0,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Watch the running report of an interview of the local cloud."""
    with errors_in_words():
        machine = find(home_of(home), endpoint)
        if machine is None:
            fail("Nothing runs that could hold interviews.", "Start it: bole up")
        interview_id = InterviewId(interview)
        scope = Stores(machine).find(interview_id, TenantId(tenant) if tenant else None)
        progress = _until_over(scope, interview_id, limit)
    if progress.status == "reported":
        out.print("The report is there.")
        return
    reason = progress.problem
    told = f"{reason.problem} {reason.remedy}" if reason else f"{progress.settled} of {progress.expected} answers."
    fail("There is no report yet.", told, FAILED)


def _until_over(scope: Scope, interview_id: InterviewId, limit: float) -> read.InterviewProgress:
    until = time.monotonic() + limit
    with Live(console=out, refresh_per_second=4) as live:
        while True:
            progress = read.progress(scope, interview_id)
            live.update(running_view(read_running(scope, interview_id), progress.status))
            if progress.status in OVER or time.monotonic() > until:
                return progress
            time.sleep(POLL_SECONDS)


def running_view(report: RunningReport, status: str) -> Group:
    """Return the running report as a table: each competency with its score, interval and number of answers."""
    table = Table("competency", "so far", "95 %", "answers", box=None, pad_edge=False)
    for each in report.competencies:
        table.add_row(each.competency, score(each.score), interval(each.low, each.high), str(each.answers))
    table.add_section()
    table.add_row("all together", score(report.overall), interval(report.low, report.high), str(report.answers_scored))
    settled = f"{report.answers_settled} of {report.answers_total} answers settled"
    head = Text(f"{report.interview_id} · {status} · {settled} · revision {report.revision}", style="bold")
    return Group(head, table, Text("Provisional: answers that are still to come may move it either way.", style="dim"))


def score(value: float | None) -> str:
    """Return a score for people; a dash where there is none yet."""
    return "–" if value is None else f"{value:.0f}"


def interval(low: float | None, high: float | None) -> str:
    """Return an interval for people."""
    return "" if low is None or high is None else f"{low:.0f}–{high:.0f}"
