"""``bole competencies``: what can be assessed, what each level looks like, and what an industry weighs how much."""

from typing import Annotated

import typer
from rich.table import Table

from local.terminal import errors_in_words, fail, out
from shared.assessment.local_judge.weights import weights
from shared.assessment.rubrics.catalogue import CURRENT, load, rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.assessment.rubrics.packs import Pack, load_packs
from shared.assessment.rubrics.packs import pack as pack_of
from shared.kernel.language import Language

app = typer.Typer()


@app.command()
def competencies(
    key: Annotated[str | None, typer.Argument(help="Show the whole rubric of this one.", show_default=False)] = None,
    language: Annotated[Language, typer.Option(help="Language of titles and rubrics.")] = "en",
    pack: Annotated[
        str | None, typer.Option(help="Show what an industry weighs how much: general, medical, …", show_default=False)
    ] = None,
) -> None:
    """List the competencies that can be assessed, one rubric in full, or the weights of an industry pack."""
    if key is not None and pack is not None:
        fail("A rubric and a pack cannot be shown together.", "Give either a competency or --pack.")
    with errors_in_words():
        if pack is not None:
            _print_pack(pack_of(pack), language)
        elif key is not None:
            _print_rubric(rubrics_of([key])[0], language)
        else:
            _print_catalogue(language)


def _print_catalogue(language: Language) -> None:
    table = Table("competency", "title", "definition", title=f"Catalogue {CURRENT}", title_justify="left")
    _never_wrap(table, 2)
    for rubric in load().values():
        text = rubric.read_in(language)
        table.add_row(rubric.competency, text.title, text.definition)
    out.print(table)
    out.print(f"[dim]packs: {', '.join(load_packs())}[/]", highlight=False)


def _print_rubric(rubric: Rubric, language: Language) -> None:
    text = rubric.read_in(language)
    out.print(f"[bold]{text.title}[/] {rubric.competency}, version {rubric.version}", highlight=False)
    out.print(text.definition, highlight=False)
    table = Table("level", "what is told or heard")
    _never_wrap(table, 1)
    for level, anchor in enumerate(text.anchors, start=1):
        table.add_row(str(level), anchor, end_section=True)
    out.print(table)
    _print_shares(rubric)
    out.print(f"must not bear on it: {', '.join(rubric.must_not)}", highlight=False)
    for source in rubric.sources:
        out.print(f"[dim]{source}[/]", highlight=False)


def _print_shares(rubric: Rubric) -> None:
    """What the score is made of, the greatest share first, and which signals are shown beside it."""
    chosen = weights()
    shares = chosen.of(rubric)
    whole = sum(shares.values())
    ranked = sorted(shares, key=lambda name: (-shares[name], name))
    told = ", ".join(f"{name} {100 * shares[name] / whole:.0f}" for name in ranked)
    out.print(f"shares of the score in % ({chosen.name} {chosen.version}): {told}", highlight=False)
    beside = [name for name in rubric.signals if name not in shares]
    if beside:
        out.print(f"shown, with no weight by themselves: {', '.join(beside)}", highlight=False)
    out.print("[dim]what is not measured in an answer gives its share to the others[/]", highlight=False)


def _print_pack(pack: Pack, language: Language) -> None:
    title = f"{pack.title.read_in(language)} ({pack.key})"
    table = Table("competency", "title", "weight", title=title, title_justify="left")
    _never_wrap(table, 3)
    for rubric in rubrics_of(pack.weights):
        weight = pack.weights[rubric.competency]
        table.add_row(rubric.competency, rubric.read_in(language).title, f"{weight:.0%}")
    out.print(table)
    out.print(pack.reason.read_in(language), highlight=False)


def _never_wrap(table: Table, columns: int) -> None:
    """Keep the first ``columns`` on one line each; the rest folds to the terminal, also Chinese without spaces."""
    for number, column in enumerate(table.columns):
        column.no_wrap = number < columns
        column.overflow = "fold"
