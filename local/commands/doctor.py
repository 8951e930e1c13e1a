"""``bole doctor``: what is missing on this machine, in words."""

import typer
from rich.table import Table

from local.doctor import examine
from local.options import HomeOption, ModelsOption, home_of, models_of
from local.terminal import FAILED, err, errors_in_words, out

app = typer.Typer()
_MARKS = {"good": "[green]✓[/]", "missing": "[red]✗[/]", "optional": "[yellow]–[/]"}


@app.command()
def doctor(models: ModelsOption = None, home: HomeOption = None) -> None:
    """Look at this machine; exit with an error when something that Bole needs is missing."""
    here = home_of(home)
    with errors_in_words():
        findings = examine(here, models_of(models, here))
    table = Table(show_header=False, box=None)
    for finding in findings:
        mend = finding.remedy if finding.verdict != "good" else ""
        table.add_row(_MARKS[finding.verdict], finding.name, finding.words, mend)
    out.print(table)
    missing = [finding for finding in findings if finding.verdict == "missing"]
    if missing:
        err.print(f"\n[bold red]{len(missing)} things are missing.[/] What mends each stands beside it.")
        raise typer.Exit(FAILED)
    out.print("\nNothing is missing.")
