"""One row of a benchmark, and how rows are printed: on a terminal, and in ``docs/benchmarks.md``."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

HEAD = ("what", "measured", "alternative", "target", "how")


@dataclass(frozen=True)
class Row:
    """``measured`` with its unit; ``alternative`` the same figure of the plain way; ``how`` says what was run."""

    what: str
    measured: str
    alternative: str = ""
    target: str = ""
    how: str = ""

    def cells(self) -> tuple[str, str, str, str, str]:
        return (self.what, self.measured, self.alternative, self.target, self.how)


def terminal(title: str, rows: Sequence[Row]) -> Table:
    """Return the rows as a table for rich."""
    table = Table(title=title, title_justify="left")
    for name in HEAD:
        table.add_column(name)
    for row in rows:
        table.add_row(*row.cells())
    return table


def markdown(title: str, rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table under a heading."""
    lines = [f"## {title}", "", "| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row.cells()) + " |" for row in rows]
    return "\n".join(lines) + "\n"
