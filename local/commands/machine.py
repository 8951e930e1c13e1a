"""``bole up``, ``bole down``, ``bole status``, ``bole synth``: the deployment on this machine."""

import time

import psutil
import typer
from rich.table import Table

from local.home import CHECKOUT
from local.machine import Machine, bring_down, bring_up, find
from local.options import EndpointOption, HomeOption, ModelsOption, PortOption, WorkersOption, home_of, wishes_of
from local.process import read_mark
from local.synth import synthesize
from local.terminal import FAILED, errors_in_words, out, say, seconds

app = typer.Typer()


@app.command()
def up(
    port: PortOption = None,
    workers: WorkersOption = 1,
    endpoint: EndpointOption = None,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Start the local cloud, deploy the template into it, start the workers."""
    began = time.monotonic()
    with errors_in_words():
        machine = bring_up(home_of(home), wishes_of(port, endpoint, workers, models), say)
    _left_out(machine)
    out.print(f"\nUp in {seconds(time.monotonic() - began)}. API {machine.api}  ·  cloud {machine.cloud.endpoint.url}")
    out.print(f"Workers: {', '.join(machine.workers)}. Its data is kept; [bold]bole down[/] stops it.")


@app.command()
def down(home: HomeOption = None) -> None:
    """Stop the workers and the local cloud; its data stays."""
    with errors_in_words():
        stopped = bring_down(home_of(home), say)
    out.print("Stopped; the data stays." if stopped else "Nothing was running.")


@app.command()
def status(home: HomeOption = None, endpoint: EndpointOption = None) -> None:
    """Say what runs, where it answers, and what waits in the queues."""
    here = home_of(home)
    with errors_in_words():
        machine = find(here, endpoint)
        if machine is None:
            out.print("Nothing runs. Start it: [bold]bole up[/]")
            raise typer.Exit(FAILED)
        table = Table(show_header=False, box=None)
        table.add_row("cloud", f"{machine.cloud.endpoint.url}  ({_memory(machine.cloud.pid)})")
        table.add_row("API", machine.api)
        supervisor = read_mark(here.workers_file)
        if supervisor is not None and machine.workers:
            table.add_row("workers", f"{', '.join(machine.workers)}  ({_memory(supervisor[0].pid)})")
        else:
            table.add_row("workers", "none run; start them: bole up")
        for name, waiting in _queues(machine).items():
            table.add_row(name, waiting)
        table.add_row("logs", str(here.logs))
        out.print(table)


@app.command()
def synth(home: HomeOption = None) -> None:
    """Synthesize the CDK app for this machine (make synth does it for AWS)."""
    here = home_of(home)
    began = time.monotonic()
    with errors_in_words():
        synthesize(here)
    folder = here.assembly.relative_to(CHECKOUT) if here.assembly.is_relative_to(CHECKOUT) else here.assembly
    out.print(f"{folder} holds the app as it is now ({seconds(time.monotonic() - began)}).")


def _left_out(machine: Machine) -> None:
    count = len(machine.deployment.left_out)
    out.print(f"[dim]{count} resources that only AWS has a use for are left out; local/template.py says why[/]")


def _memory(pid: int | None) -> str:
    if pid is None:
        return "started by somebody else"
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        used = sum(process.memory_info().rss for process in family)
    except psutil.NoSuchProcess:
        return "ending"
    return f"process {pid}, {used / 1e6:.0f} MB with its {len(family) - 1} children"


def _queues(machine: Machine) -> dict[str, str]:
    sqs = machine.cloud.endpoint.client("sqs")
    names = {
        "transcribe": "TranscribeQueueUrl",
        "watch": "WatchQueueUrl",
        "transcribe, given up": "TranscribeDeadLetterUrl",
        "watch, given up": "WatchDeadLetterUrl",
    }
    waiting = {}
    for label, output in names.items():
        found = sqs.get_queue_attributes(
            QueueUrl=machine.output(output),
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        )["Attributes"]
        ready, taken = found["ApproximateNumberOfMessages"], found["ApproximateNumberOfMessagesNotVisible"]
        waiting[label] = f"{ready} waiting, {taken} in work"
    return waiting
