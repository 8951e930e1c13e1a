"""``bole requirements``: what a hiring history says that a job requires, from a file, without any cloud."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from local.requirement_tables import print_analysis, print_columns, print_row_errors
from local.terminal import IMPOSSIBLE, errors_in_words, fail, out, unexpected_in_words
from shared.assessment.rubrics.catalogue import load
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.requirements.contracts import AnalysisOrder
from shared.recruiting.requirements.history_fields import fields_of
from shared.recruiting.requirements.history_reading import HistoryReading, ReadHistory, read_history

app = typer.Typer(name="requirements", help="What a hiring history says that a job requires.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep ``analyse`` a command of its own: a group of one would lose its name."""


@app.command()
def analyse(
    file: Annotated[Path, typer.Argument(help="The history, as CSV or XLSX.", show_default=False)],
    job: Annotated[
        list[str] | None, typer.Option("--job", help="Job title to analyse; again for one that means the same.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a column means: COLUMN=FIELD; COLUMN= leaves it out. Else it is guessed."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the workbook; else the first.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a CSV file; else it is found.")] = None,
    grades: Annotated[
        str | None, typer.Option(help="Ratings from worst to best where they are no numbers: D,C,B,A.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Up to when outcomes are known; else today.")
    ] = None,
    promotion_months: Annotated[int, typer.Option(min=1, max=60, help="Promoted within so many months.")] = 12,
    stay_months: Annotated[int, typer.Option(min=1, max=60, help="Stayed for so many months.")] = 12,
    good_performance: Annotated[float | None, typer.Option(help="Rating from which performance is good.")] = None,
    cut_step: Annotated[Literal["1", "5", "10"], typer.Option(help="Cuts are tried at multiples of this.")] = "5",
    language: Annotated[Language, typer.Option(help="Of the sentences.")] = "zh",
    everything: Annotated[bool, typer.Option("--all", help="Also what chance explains.")] = False,
    json: Annotated[Path | None, typer.Option(help="Write every figure here.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")] = False,
) -> None:
    """Analyse a history of hiring: cuts, differences, how sure they are, and what is only chance.

    It needs a number for each person, a job title, scores by competency and outcomes: promotion, target, performance,
    leaving, with dates. Nothing leaves this machine.
    """
    if json is not None and (json.is_dir() or not json.resolve().parent.is_dir()):
        fail(f"The figures cannot be written to {json}.", "Give the path of a file in a folder that exists.")
    if not file.is_file():
        fail(f"There is no file {file}.", "Check the path.")
    titles = {name: _title(name) for name in load()}
    with unexpected_in_words(debug), errors_in_words():
        how = HistoryReading(
            columns=_columns(column or []),
            sheet=sheet,
            encoding=encoding,
            performance_grades=tuple(grade.strip() for grade in grades.split(",")) if grades else (),
            as_of=(as_of or datetime.now(UTC)).date(),
        )
        read = read_history(file.read_bytes(), file.name, how, fields_of(titles))
        print_columns(read, language)
        _refuse_unreadable(read, titles, language)
        jobs = job or _only_job(read)
        order = AnalysisOrder.model_validate(
            {
                "job_titles": jobs,
                "promotion_months": promotion_months,
                "stay_months": stay_months,
                "good_performance": good_performance,
                "cut_step": int(cut_step),
            }
        )
        # NumPy and SciPy take a second to load: they are, once there is something to count.
        from shared.recruiting.requirements.analysis import analyse as analysed

        result = analysed(read.records, order, titles)
        print_analysis(result, language, everything)
        if json is not None:
            json.write_text(result.model_dump_json(indent=2), encoding="utf-8")
            out.print(f"[dim]wrote {escape(str(json))}[/]")


def _columns(told: list[str]) -> dict[str, str]:
    columns = {}
    for one in told:
        name, separator, field = one.rpartition("=")
        if not separator:
            fail(f"--column {one} says nothing of what the column means.", "Write it as COLUMN=FIELD.")
        columns[name.strip()] = field.strip()
    return columns


def _refuse_unreadable(read: ReadHistory, titles: dict[str, LocalizedText], language: Language) -> None:
    read.columns.complete(fields_of(titles))
    if read.errors:
        print_row_errors(read.errors, language)
        fail(f"{len(read.errors)} errors in the rows; nothing was analysed.", "Correct them, and run it again.")
    if not read.records:
        fail("The table has no rows.", "Choose the right sheet, or another file.")


def _only_job(read: ReadHistory) -> list[str]:
    jobs = read.jobs
    if len(jobs) == 1:
        return list(jobs)
    told = ", ".join(f"{title} ({count})" for title, count in list(jobs.items())[:20])
    fail(f"The history has several jobs: {told}.", "Choose with --job.", IMPOSSIBLE)


def _title(name: str) -> LocalizedText:
    rubric = load()[name]
    return LocalizedText(zh=rubric.zh.title if rubric.zh else None, en=rubric.en.title if rubric.en else None)
