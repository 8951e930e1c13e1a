"""``bole permissions``: who may do what, printed from the policies."""

from typing import Annotated

import typer

from local.home import CHECKOUT
from local.permissions import document
from local.terminal import errors_in_words, out

app = typer.Typer()
WHERE = CHECKOUT / "docs" / "permissions.md"


@app.command()
def permissions(
    write: Annotated[bool, typer.Option("--write", help="Write docs/permissions.md in place of printing it.")] = False,
) -> None:
    """Print who may do what: every role, every action, asked of the Cedar policies."""
    with errors_in_words():
        text = document()
    if write:
        WHERE.write_text(text, encoding="utf-8")
        out.print(f"wrote {WHERE.relative_to(CHECKOUT)}")
    else:
        out.print(text, markup=False, highlight=False)
