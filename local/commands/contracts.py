"""``bole contracts``: write the published contracts from the catalogue, after a change of one."""

import typer

from local import openapi
from local.contracts import write
from local.home import CHECKOUT
from local.terminal import out

app = typer.Typer()


@app.command()
def contracts() -> None:
    """Write the JSON Schemas and the AsyncAPI document below events/, and api/openapi.json; examples by hand."""
    for path in [*write(CHECKOUT / "events"), openapi.write(CHECKOUT)]:
        out.print(str(path.relative_to(CHECKOUT)))
