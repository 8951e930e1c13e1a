"""How the command line speaks: one console for what is asked for, one for what goes wrong, and exit codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from click import ClickException
from rich.console import Console
from rich.markup import escape

from shared.kernel.errors import BoleError

FAILED = 1
"""It ran, and the outcome is not what was asked for: an answer failed, a model is not right."""
IMPOSSIBLE = 2
"""It could not run: something is missing, or the input is of no use."""

_WHERE = "Run it again with --debug to see where it happened, and report that."
out = Console()
err = Console(stderr=True)


def fail(problem: str, remedy: str, code: int = IMPOSSIBLE) -> NoReturn:
    """Say what is wrong and what to do, on stderr, and end with ``code``."""
    err.print(f"[bold red]{escape(problem)}[/]")
    err.print(escape(remedy))
    raise typer.Exit(code)


@contextmanager
def errors_in_words(code: int = IMPOSSIBLE) -> Iterator[None]:
    """End with the words of a kernel error, and with 130 when the person pressed Ctrl-C."""
    try:
        yield
    except BoleError as error:
        fail(error.problem, error.remedy, code)
    except KeyboardInterrupt:
        err.print("Stopped.")
        sys.exit(130)


@contextmanager
def unexpected_in_words(debug: bool = False) -> Iterator[None]:
    """End with one sentence and exit code 1 for an error that nobody foresaw; with its traceback when ``debug``."""
    try:
        yield
    except (typer.Exit, typer.Abort, ClickException):
        raise
    except Exception as error:
        if debug:
            err.print_exception()
        told = str(error).strip() or "no message"
        fail(f"An unexpected error stopped it: {type(error).__name__}: {told}.", _WHERE, FAILED)


def say(text: str) -> None:
    """Print one step of a longer work."""
    out.print(f"[dim]·[/] {escape(text)}")


def seconds(value: float) -> str:
    """Return a duration for people: ``0.4 s``, ``12 s``, ``3 min 05 s``."""
    if value < 10:
        return f"{value:.1f} s"
    if value < 60:
        return f"{value:.0f} s"
    return f"{int(value // 60)} min {int(value % 60):02d} s"
