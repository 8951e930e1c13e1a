"""``bole fairness``: the bias audit of a tenant, and counterfactual twins of a corpus."""

from pathlib import Path
from typing import Annotated

import typer

from local.machine import find
from local.options import EndpointOption, HomeOption, home_of
from local.stores import Stores
from local.terminal import FAILED, errors_in_words, fail, out
from shared.assessment.rubrics.packs import DEFAULT, pack
from shared.kernel.ids import PositionId, TenantId
from shared.kernel.language import Language

app = typer.Typer(name="fairness", help="Bias audits, and counterfactual twins.", no_args_is_help=True)


@app.command()
def audit(
    tenant: Annotated[str, typer.Option(help="Whose applications.")],
    position: Annotated[str | None, typer.Option(help="Of this position alone.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="The first month (2026-01); else twelve back.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last month; else this one.")] = None,
    language: Annotated[Language, typer.Option(help="Of the tables.")] = "en",
    json: Annotated[Path | None, typer.Option(help="Write every figure here.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the table for spreadsheets here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the published page here.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the same as Markdown here.")] = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Audit a tenant's proposals, scores and decisions as 6 RCNY 5-301 prescribes."""
    # What counts figures takes a second to load: it is, once it is needed.
    from local.fairness_tables import print_audit
    from shared.decision.fairness.auditing import Period
    from shared.decision.fairness.auditing import audit as audited
    from shared.decision.fairness.page import audit_html, audit_markdown
    from shared.decision.fairness.table_csv import audit_csv

    machine = find(home_of(home), endpoint)
    if machine is None:
        fail("Nothing runs that could hold applications.", "Start it: bole up")
    with errors_in_words():
        desk = Stores(machine).fairness(TenantId(tenant))
        period = Period.of(first, last, desk.clock.now())
        entry = desk.trail.entry("operator:bole", "read_fairness", position or "all_positions")
        desk.trail.record(entry)
        found = audited(PositionId(position) if position else None, period, desk)
    print_audit(found, language)
    _write(json, found.model_dump_json(indent=2))
    _write(csv, audit_csv(found, language))
    _write(html, audit_html(found, language))
    _write(markdown, audit_markdown(found, language))


@app.command()
def twins(
    corpus: Annotated[Path, typer.Argument(help="One interview a line, as JSON, as for bole validate.")],
    pack_name: Annotated[str, typer.Option("--pack", help="Whose competencies and weights to score by.")] = DEFAULT,
    every: Annotated[int, typer.Option(min=1, help="Only every so many-eth interview: quicker.")] = 1,
    json: Annotated[Path | None, typer.Option(help="Write the summary, and every pair that lies apart, here.")] = None,
) -> None:
    """Exchange name, gender, age, school and dialect, score again, and compare. Ends with 1 where under 99 % hold."""
    from local.fairness_tables import print_twins
    from shared.assessment.local_judge import LocalJudge
    from shared.assessment.validity.corpus import read_corpus
    from shared.decision.fairness.twins.judging import judge_twins
    from shared.decision.fairness.twins.summary import summarise
    from shared.platform.embedder import open_embedder

    with errors_in_words(), out.status("scoring twins"):
        interviews = read_corpus(corpus).interviews[::every]
        summary = summarise(judge_twins(interviews, LocalJudge(open_embedder()), pack(pack_name).weights))
    print_twins(summary)
    _write(json, summary.model_dump_json(indent=2))
    if not summary.holds:
        raise typer.Exit(FAILED)


def _write(path: Path | None, text: str) -> None:
    if path is None:
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.", "Give a path in a folder that is yours to write.")
    out.print(f"[dim]wrote {path}[/]", highlight=False)
