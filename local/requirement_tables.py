"""A requirement analysis, printed for a person at a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from local.terminal import err, out
from shared.kernel.language import Language
from shared.platform.tabular.model import RowError
from shared.recruiting.requirements.evidence import CAUTIONS
from shared.recruiting.requirements.history_reading import ReadHistory

if TYPE_CHECKING:
    from shared.recruiting.requirements.analysis import Analysed

ERRORS_SHOWN = 30
COLOURS = {"supported": "green", "indicated": "yellow", "unsupported": "dim"}


def print_columns(read: ReadHistory, language: Language) -> None:
    """Print how the file was read, and what each column was taken for."""
    for note in read.table.notes:
        out.print(f"[dim]{escape(note.read_in(language))}[/]")
    table = Table("column", "means", "because", box=SIMPLE_HEAD)
    for one in read.columns.mapped:
        table.add_row(escape(one.column), one.field, escape(one.why.read_in(language)))
    for column in read.columns.left_out:
        table.add_row(f"[dim]{escape(column)}[/]", "[dim]left out[/]", "")
    out.print(table)


def print_row_errors(errors: Sequence[RowError], language: Language) -> None:
    """Print the rows that cannot be read, on stderr."""
    table = Table("row", "column", "value", "problem", "remedy", box=SIMPLE_HEAD)
    for one in errors[:ERRORS_SHOWN]:
        words = (one.problem.read_in(language), one.remedy.read_in(language))
        table.add_row(str(one.row), escape(one.column or ""), escape(one.value), *map(escape, words))
    err.print(table)
    if len(errors) > ERRORS_SHOWN:
        err.print(f"and {len(errors) - ERRORS_SHOWN} more")


def print_analysis(result: "Analysed", language: Language, everything: bool) -> None:
    """Print who was looked at, what was found, what it is worth, and what speaks against it."""
    out.print(f"[bold]{result.hires:,} hires[/] of {result.applicants:,} applicants")
    for count in result.outcomes:
        told = f"{count.outcome}: known of {count.known:,}"
        told += "" if count.positives is None else f", {count.positives:,} of them yes"
        told += f", {count.too_recent:,} hired too recently" if count.too_recent else ""
        told += f". {count.why_not.read_in(language)}" if count.why_not else ""
        out.print(f"  {escape(told)}")
    shown = [one for one in result.findings if everything or one.grade != "unsupported"]
    for one in shown:
        colour = COLOURS[one.grade]
        out.print(f"\n[{colour}]{one.grade}[/] {escape(one.sentence.read_in(language))}")
        accuracy = _accuracy(one.sensitivity, one.specificity, one.precision)
        out.print(
            f"  [dim]{one.competency} ≥ {one.cut:g}, {one.outcome}: {one.effect_measure} {one.effect_size:.2f}"
            f"{accuracy}, p {one.p:.2g}, corrected {one.p_adjusted:.2g}, q {one.q:.2g}[/]"
        )
        for caution in one.cautions:
            out.print(f"  [yellow]![/] {escape(CAUTIONS[caution].read_in(language))}")
    if not shown:
        out.print("\nNo pattern: what differs, differs by chance.")
    hidden = len(result.findings) - len(shown)
    out.print(f"\n[dim]{hidden} pairs that chance explains are not shown (--all shows them).[/]" if hidden else "")
    for note in result.notes:
        out.print(f"[dim]{escape(note.read_in(language))}[/]")


def _accuracy(*figures: float | None) -> str:
    named = zip(("sensitivity", "specificity", "precision"), figures, strict=True)
    return "".join(f", {name} {figure:.2f}" for name, figure in named if figure is not None)
