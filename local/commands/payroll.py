"""``bole payroll``: a year's payroll from a file, without any store, and the check of the dated rules behind it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from local.terminal import FAILED, errors_in_words, fail, out, unexpected_in_words

app = typer.Typer(name="payroll", help="Payroll from a file; the dated rules behind it.", no_args_is_help=True)
rules = typer.Typer(name="rules", help="The dated rules of payroll.", no_args_is_help=True)
app.add_typer(rules)
STANDARD = Path("-")


@rules.callback()
def _rules() -> None:
    """Keep ``check`` a command of its own: a group of one would lose its name."""


@app.command()
def compute(
    file: Annotated[Path, typer.Argument(metavar="INPUT.json", help="Employees of a year; - is stdin.")],
    json: Annotated[Path | None, typer.Option(help="Write the figures here instead of a table; - is stdout.")] = None,
    pack: Annotated[Path | None, typer.Option(help="A folder with rules of your own; else those of Bole.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")] = False,
) -> None:
    """Compute a year of each employee: insurance, fund, tax withheld, net pay, employer's cost, and the bonus.

    Input: {"year": 2026, "employees": [{"id", "city"?, "start_month"?, "first_job_in_year"?, "low_income_prior_year"?,
    "months": [{"gross", "social"?, "special"?, "other"?}], "bonus_separate"?}]}, amounts in yuan. Where one thing is
    wrong, all that is wrong is told, and nothing is computed.
    """
    # The tables of rules take a moment to load: they are, once they are needed.
    from local.payroll_tables import print_faults, print_results
    from shared.payroll.compute.errors import FaultyInput
    from shared.payroll.compute.reading import read
    from shared.payroll.compute.writing import as_json
    from shared.payroll.compute.year import compute as computed
    from shared.payroll.packs.loader import china, load

    if json is not None and json != STANDARD and (json.is_dir() or not json.resolve().parent.is_dir()):
        fail(f"The figures cannot be written to {json}.", "Give the path of a file in a folder that exists.")
    data = _bytes(file)
    with unexpected_in_words(debug), errors_in_words():
        held = china() if pack is None else load(_folder(pack))
        try:
            order = read(data, held)
        except FaultyInput as error:
            print_faults(error.faults)
            raise
        results = computed(order, held)
        if json is None:
            print_results(results, order.year)
        elif json == STANDARD:
            sys.stdout.write(as_json(results))
        else:
            _write(json, as_json(results))


@rules.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="Folder of a pack, or one of its files; else China's.")] = None,
) -> None:
    """Find overlaps and gaps in dates, floors above caps, false rates, missing sources; list what is unverified.

    Ends with 1 where there is a fault or a gap.
    """
    from local.payroll_tables import print_findings
    from shared.payroll.packs.checking import check as checked
    from shared.payroll.packs.loader import built_in

    if path is not None and not path.exists():
        fail(f"There is no file or folder {path}.", "Check the path.")
    with errors_in_words():
        findings = checked(built_in("cn") if path is None else path)
    print_findings(findings)
    counts = {severity: sum(one.severity == severity for one in findings) for severity in ("fault", "gap", "note")}
    out.print(f"{counts['fault']} faults, {counts['gap']} gaps, {counts['note']} notes", highlight=False)
    if counts["fault"] or counts["gap"]:
        raise typer.Exit(FAILED)


def _bytes(file: Path) -> bytes:
    if file == STANDARD:
        return sys.stdin.buffer.read()
    if not file.is_file():
        fail(f"There is no file {file}.", "Check the path.")
    try:
        return file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.", "Check its permissions.")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        fail(f"There is no folder {path}.", "Give the folder of a pack.")
    return path


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.", "Give a path in a folder that is yours to write.")
    out.print(f"[dim]wrote {path}[/]", highlight=False)
