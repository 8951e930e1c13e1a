"""``bole trace``: from a voucher back to slip, rule, terms, grade, offer, decision, report, evidence, with hashes."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from local.books import books_of
from local.commands.tenants import ByOption, StageOption, deployment
from local.operators import operator_name
from local.options import EndpointOption, HomeOption
from local.terminal import FAILED, out
from shared.finance.tracing.model import Chain, EvidenceSpan, RuleFact, Step, Trace
from shared.finance.tracing.service import operator
from shared.finance.tracing.service import trace as traced
from shared.kernel.ids import VoucherId
from shared.kernel.money import written

app = typer.Typer()


@app.command()
def trace(
    voucher: Annotated[str, typer.Argument(help="Our number of the voucher: vch_…")],
    tenant: Annotated[str, typer.Option(help="The tenant whose voucher it is.")],
    employee: Annotated[str | None, typer.Option(help="Follow this employee's slip alone.")] = None,
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Follow so many slips of a summed voucher.")] = 3,
    json: Annotated[Path | None, typer.Option(help="Write the whole trace here.")] = None,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Walk back from a voucher to what it rests on. Ends with 1 where a document was changed since."""
    with deployment(home, endpoint, stage) as there:
        here = books_of(there, tenant)
        found = traced(VoucherId(voucher), here.tracing(operator), employee=employee, most=most)
        trail = here.vouchers.trail
        actor = f"operator:{operator_name(by)}"
        trail.record(trail.entry(actor, "read_finance", voucher, detail={"traced": len(found.chains)}))
    print_trace(found)
    if json is not None:
        json.write_text(found.model_dump_json(indent=2), encoding="utf-8")
    if not found.holds:
        raise typer.Exit(FAILED)


def print_trace(found: Trace) -> None:
    """Print the voucher with its lines, and a tree of documents for each origin."""
    root = Tree(_headline(found.voucher))
    for line in found.lines:
        side = f"借 {written(line.debit_fen)}" if line.debit_fen else f"贷 {written(line.credit_fen)}"
        origins = f"  [dim]← {line.origins}[/]" if line.origins > 1 else ""
        root.add(f"{line.number}  {escape(line.account)}  {side}  {escape(line.summary)}{origins}")
    for chain in found.chains:
        _add(root, chain)
    if found.more:
        root.add(f"[dim]… {found.more} more: --most, or --employee[/]")
    out.print(root)
    out.print(
        "every document is the one that was referred to" if found.holds else "[bold red]a document was changed[/]"
    )


def _add(root: Tree, chain: Chain) -> None:
    branch = root.add(escape(chain.origin))
    for step in chain.steps:
        branch = branch.add(_headline(step))
        for rule in step.rules:
            branch.add(_rule(rule))
        for span in step.evidence:
            branch.add(_span(span))


def _headline(step: Step) -> str:
    if step.absent:
        return f"[bold]{step.kind}[/]  {escape(step.key)}  [yellow]not there any more[/]"
    mark = "" if step.holds else f"  [bold red]CHANGED[/], expected {step.expected}"
    facts = "  ".join(f"{name} {escape(value)}" for name, value in step.facts.items())
    said = "[dim]withheld[/]" if step.withheld else facts
    return f"[bold]{step.kind}[/]  {said}\n[dim]{escape(step.key)}[/]\n[dim]sha256 {step.sha256}[/]{mark}"


def _rule(rule: RuleFact) -> str:
    parts = [f"{escape(rule.code)} {written(rule.amount_fen)}", f"[cyan]{escape(rule.rule)}[/]"]
    if rule.rate is not None:
        parts.append(f"rate {rule.rate}")
    for name, amount in (("base", rule.base_fen), ("floor", rule.floor_fen), ("cap", rule.cap_fen)):
        if amount is not None:
            parts.append(f"{name} {written(amount)}")
    if rule.formula:
        parts.append(escape(rule.formula))
    if rule.effective_from:
        parts.append(f"from {rule.effective_from}")
    if rule.source:
        parts.append(escape(rule.source))
    return "  ".join(parts)


def _span(span: EvidenceSpan) -> str:
    score = "-" if span.score is None else f"{span.score:.1f}"
    cut = "" if span.cut is None else f" ≥ {span.cut:g}"
    if not span.quote:
        return f"{escape(span.competency)} {score}{cut}"
    seconds = f"{(span.start_ms or 0) / 1000:.1f}–{(span.end_ms or 0) / 1000:.1f} s"
    return f"{escape(span.competency)} {score}{cut}  {escape(span.answer_id)} {seconds}  “{escape(span.quote)}”"
