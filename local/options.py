"""Options that several commands share. The variables in brackets stand for them in scripts."""

from pathlib import Path
from typing import Annotated

import typer

from local.home import Home, default_home
from local.machine import Wishes

HomeOption = Annotated[
    Path | None, typer.Option("--home", envvar="BOLE_HOME", help="Folder for state, logs and reports (.bole).")
]
EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", envvar="BOLE_ENDPOINT", help="Another AWS-compatible endpoint; none is started then."),
]
PortOption = Annotated[int | None, typer.Option(help="Port of the local cloud; else a free one, remembered.")]
WorkersOption = Annotated[int, typer.Option(min=1, max=16, help="Processes of each kind of worker.")]
ModelsOption = Annotated[
    Path | None, typer.Option("--models", envvar="BOLE_MODELS_DIR", help="Folder of the models (.bole/models).")
]


def home_of(chosen: Path | None) -> Home:
    """Return the home that was chosen, or this checkout's. Installed tools are always those of the checkout."""
    return default_home() if chosen is None else Home(chosen.resolve())


def wishes_of(port: int | None, endpoint: str | None, workers: int, models: Path | None) -> Wishes:
    """Return what was chosen, as the machine wants it."""
    return Wishes(port=port, endpoint_url=endpoint, workers=workers, models=models)


def models_of(chosen: Path | None, home: Home) -> Path:
    """Return the folder of the models."""
    return (chosen or home.tools / "models").resolve()
