"""``bole validate``: how well the scores agree with people's ratings, on any labelled corpus."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from local.documents import opened
from local.options import HomeOption, ModelsOption, home_of, models_of
from local.terminal import errors_in_words, fail, out, unexpected_in_words
from shared.assessment.rubrics.packs import DEFAULT, pack
from shared.assessment.validity.corpus import Corpus, read_corpus

app = typer.Typer()


@app.command()
def validate(
    corpus: Annotated[Path, typer.Argument(help="One interview a line, as JSON.", show_default=False)],
    calibrate: Annotated[
        int | None, typer.Option(min=2, max=50, help="Folds: also what a model of all features would reach.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write every figure here.")] = None,
    documents: Annotated[
        Path | None, typer.Option(help="Write each answer's document into this folder, for bole replay --folder.")
    ] = None,
    pack_name: Annotated[str, typer.Option("--pack", help="Whose competencies and weights to score by.")] = DEFAULT,
    language: Annotated[
        Literal["auto", "zh", "en"], typer.Option(help="Of interviews whose line does not say it.")
    ] = "auto",
    workers: Annotated[int, typer.Option(min=1, max=16, help="Processes that score.")] = 2,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Pass over lines that cannot be used.")] = False,
    text_only: Annotated[
        bool, typer.Option("--text-only", help="Score the transcripts even where there are recordings.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")] = False,
    models: ModelsOption = None,
    home: HomeOption = None,
) -> None:
    """Score a labelled corpus and print how the scores agree with its ratings, and what they do to groups.

    A line: {"id", "language", "answers": [{"question", "transcript"}], "ratings": {"name": number}, "groups": {}}.
    """
    if json is not None and (json.is_dir() or not json.resolve().parent.is_dir()):
        fail(f"The figures cannot be written to {json}.", "Give the path of a file in a folder that exists.")
    with unexpected_in_words(debug), errors_in_words():
        weights = pack(pack_name).weights
        read = read_corpus(corpus, skip_bad=skip_bad)
        if language != "auto":
            told = (one if one.language else one.model_copy(update={"language": language}) for one in read.interviews)
            read = read._replace(interviews=tuple(told))
        recordings = not text_only and any(answer.media for one in read.interviews for answer in one.answers)
        folder = models_of(models, home_of(home)) if recordings else None
        _validate(read, weights, calibrate, folder, workers, json, opened(documents) if documents else None)


def _validate(
    read: Corpus,
    weights: dict[str, float],
    folds: int | None,
    models: Path | None,
    workers: int,
    json: Path | None,
    documents: Path | None,
) -> None:
    """Score, print and write. What counts figures takes seconds to load: it is, once the corpus is known to be one."""
    from local.agreement_tables import print_validity
    from local.validation import Wanted, validate_corpus

    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out) as progress:
        task = progress.add_task("scoring", total=len(read.interviews))

        def shown(done: int, total: int) -> None:
            learning = folds is not None and done == total
            progress.update(task, completed=done, description="learning" if learning else "scoring")

        report = validate_corpus(read, Wanted(weights, folds, models, workers, documents), shown)
    print_validity(report)
    if documents is not None:
        out.print(f"[dim]wrote a document an answer into {documents}[/]", highlight=False)
    if json is not None:
        json.write_text(report.model_dump_json(indent=2), encoding="utf-8")
        out.print(f"[dim]wrote {json}[/]")
