"""``bole replay``: judge stored interviews again, and print what comes out otherwise."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from local.calibrated_weights import in_folder, in_stores
from local.machine import find
from local.options import EndpointOption, HomeOption, home_of
from local.replaying import replay_folder, replay_stored
from local.stores import Stores
from local.terminal import FAILED, errors_in_words, fail, out
from shared.assessment.replay_interview import Replayed
from shared.assessment.replay_judges import ReplayJudges
from shared.kernel.ids import InterviewId, TenantId
from shared.platform.embedder import open_embedder

app = typer.Typer()
LINES = 200
"""Differences that are printed; a file (--json) has them all."""


@app.command()
def replay(
    tenant: Annotated[str | None, typer.Option(help="The interviews of this tenant alone.")] = None,
    interview: Annotated[str | None, typer.Option(help="This interview alone.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Documents of assessment/answer_assessed in place of the local cloud.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write everything that was found here.")] = None,
    llm_weight: Annotated[
        float, typer.Option(min=0, max=1, help="The language model's share where one was asked (BOLE_LLM_WEIGHT).")
    ] = 0.5,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Judge stored interviews again. Ends with 1 where something comes out otherwise, or nothing could be replayed."""
    if folder is not None and not folder.is_dir():
        fail(f"There is no folder {folder}.", "Give a folder of answer_assessed documents.")
    if folder is not None and (tenant or interview):
        fail("A folder is replayed whole.", "Leave --tenant and --interview out, or --folder.")
    with errors_in_words(), out.status("replaying") as status:

        def shown(name: str) -> None:
            status.update(f"replaying {escape(name)}")

        if folder is not None:
            done = replay_folder(folder, ReplayJudges(open_embedder(), llm_weight, in_folder(folder)), shown)
        else:
            machine = find(home_of(home), endpoint)
            if machine is None:
                fail("Nothing runs that could hold interviews.", "Start it: bole up. Or replay documents: --folder DIR")
            stores, only = Stores(machine), InterviewId(interview) if interview else None
            judges = ReplayJudges(open_embedder(), llm_weight, in_stores(stores))
            done = replay_stored(stores, judges, TenantId(tenant) if tenant else None, only, shown)
    if json is not None:
        _write(json, done)
    if not done.answers and not done.not_replayed:
        fail("There is nothing to replay.", "Assess an interview first: bole demo", FAILED)
    print_replay(done)
    if done.differences or not done.answers:
        raise typer.Exit(FAILED)


def _write(path: Path, done: Replayed) -> None:
    try:
        path.write_text(done.model_dump_json(indent=2), encoding="utf-8")
    except OSError as error:
        fail(
            f"What was found cannot be written: {error}.", "Give a path in a folder that exists and is yours to write."
        )


def print_replay(done: Replayed) -> None:
    """Print what was compared, then each difference, then what could not be replayed."""
    counts = Table("interviews", "reports", "answers", "scores", "differences", "not replayed", box=None)
    numbers = (done.interviews, done.reports, done.answers, done.scores, len(done.differences), len(done.not_replayed))
    counts.add_row(*(f"{number:,}" for number in numbers))
    out.print(counts)
    if done.differences:
        table = Table("where", "field", "stored", "now", title="Differences", title_justify="left")
        for difference in done.differences[:LINES]:
            table.add_row(*(escape(text) for text in difference.model_dump().values()))
        out.print(table)
        if (more := len(done.differences) - LINES) > 0:
            out.print(f"and {more:,} more; --json FILE has them all")
    for each in done.not_replayed:
        out.print(f"[yellow]{escape(each.where)} was not replayed.[/] {escape(each.why)}")
