"""``bole models``: which models are on this machine, and whether they are the right ones."""

import typer
from rich.table import Table

from containers.modelstore.manifest import load
from containers.modelstore.verify import verify
from local.options import HomeOption, ModelsOption, home_of, models_of
from local.terminal import FAILED, err, errors_in_words, out

app = typer.Typer()


@app.command()
def models(models: ModelsOption = None, home: HomeOption = None) -> None:
    """List the models of the manifest and check every byte of those that are here."""
    folder = models_of(models, home_of(home))
    with errors_in_words():
        states = verify(folder)
    needed = {model.name for model in load().defaults("cpu")}
    table = Table("model", "for", "licence", "default on", "size", "state")
    for column in table.columns:
        column.no_wrap = True
    for state in states:
        word = "[green]right[/]" if state.right else "[red]wrong[/]" if state.present else "[dim]not here[/]"
        size = f"{state.size_bytes / 1e6:.1f} MB" if state.right else ""
        table.add_row(state.name, state.purpose, state.licence, ", ".join(state.default_on), size, word)
    out.print(table)
    out.print(f"[dim]in {folder}[/]")
    bad = [state for state in states if not state.right and (state.present or state.name in needed)]
    for state in bad:
        err.print(f"[red]{state.name}: {state.problem}[/]")
    if bad:
        err.print("Assemble them again: make models")
        raise typer.Exit(FAILED)
