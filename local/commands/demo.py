"""``bole demo``: from three recordings to a report, on this machine."""

from typing import Annotated

import typer
from rich.table import Table

from local.demo.result import print_scores
from local.demo.run import DemoOutcome, run_demo
from local.demo.sample import read_sample
from local.hire.run import print_hire
from local.machine import Machine, bring_down, bring_up
from local.options import EndpointOption, HomeOption, ModelsOption, PortOption, WorkersOption, home_of, wishes_of
from local.terminal import FAILED, err, errors_in_words, out, say, seconds

app = typer.Typer()


@app.command()
def demo(
    keep: Annotated[bool, typer.Option(help="Leave the local cloud running afterwards.")] = True,
    limit: Annotated[float, typer.Option(help="Seconds until the interview must be assessed.")] = 600.0,
    port: PortOption = None,
    workers: WorkersOption = 1,
    endpoint: EndpointOption = None,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Hold a sample interview of three answers, and show its report."""
    here = home_of(home)
    with errors_in_words():
        sample = read_sample()
        try:
            machine = bring_up(here, wishes_of(port, endpoint, workers, models), say)
            outcome = run_demo(machine, here, sample, out, say, limit)
            _show(machine, outcome, [answer.name for answer in sample.answers])
        finally:
            if not keep:
                bring_down(here, say)
    out.print(
        "The local cloud is left running in the background; [bold]make down[/] stops it."
        if keep
        else "Nothing is left running."
    )
    if outcome.failures or outcome.report is None:
        for failure in outcome.failures or [outcome.progress.problem or "There is no report."]:
            err.print(f"[bold red]{failure}[/]")
        raise typer.Exit(FAILED)


def _show(machine: Machine, outcome: DemoOutcome, names: list[str]) -> None:
    if outcome.report is not None:
        print_scores(outcome.report, names, out)
    if outcome.hire is not None:
        print_hire(outcome.hire, out)
    times = Table("stage", "took", show_edge=False)
    for name, took in {**machine.seconds, **outcome.seconds}.items():
        times.add_row(name, seconds(took))
    out.print(times)
    if outcome.page is not None:
        out.print(f"Report  [bold]{outcome.page}[/]")
    out.print(f"API     {machine.api}")
