"""``bole story``: one hire from a new tenant to the candidate's feedback, through the HTTP API alone."""

from typing import Annotated

import typer
from rich.table import Table

from local.machine import bring_down, bring_up
from local.options import EndpointOption, HomeOption, ModelsOption, PortOption, WorkersOption, home_of, wishes_of
from local.story.run import Story, keep, tell
from local.terminal import errors_in_words, out, say

app = typer.Typer()


@app.command()
def story(
    stay: Annotated[bool, typer.Option("--keep/--no-keep", help="Leave the local cloud running afterwards.")] = True,
    port: PortOption = None,
    workers: WorkersOption = 1,
    endpoint: EndpointOption = None,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Hire somebody: history, requirement, position, questions, flow, candidates, interviews, decisions, feedback."""
    here = home_of(home)
    with errors_in_words():
        try:
            machine = bring_up(here, wishes_of(port, endpoint, workers, models), say)
            told = tell(machine, say, here.demo)
            path = keep(told, here.demo)
        finally:
            if not stay:
                bring_down(here, say)
    _show(told)
    out.print(f"Everything that came out: [bold]{path}[/]")


def _show(told: Story) -> None:
    findings = Table("competency", "outcome", "cut", "above", "below", title="What history says", show_edge=False)
    for found in told.analysis["findings"][:2]:
        above, below = (found[side]["rate"]["value"] for side in ("above", "below"))
        findings.add_row(found["competency"], found["outcome"], f"{found['cut']:.0f}", f"{above:.0%}", f"{below:.0%}")
    out.print(findings)
    hires = Table("candidate", "overall", "proposal", "decided", title="Interviews", show_edge=False)
    for report, decision in zip(told.reports, told.decisions, strict=True):
        overall = "–" if report["overall"] is None else f"{report['overall']:.0f}"
        hires.add_row(report["candidate"], overall, report["proposal"]["outcome"], decision["outcome"])
    out.print(hires)
