"""Audits and twins, printed for a person at a terminal."""

from rich.markup import escape
from rich.table import Table

from local.terminal import out
from shared.decision.fairness.model import BiasAudit
from shared.decision.fairness.twins.judging import OVERALL
from shared.decision.fairness.twins.summary import TwinSummary
from shared.decision.fairness.wording import category_words, headings
from shared.kernel.language import Language

OUTSIDE = 20
"""Twins outside of the error of measurement that are printed; a file (--json) has them all."""


def print_audit(audit: BiasAudit, language: Language) -> None:
    """Print each table of the audit."""
    words = headings(language)
    column = words["column"]
    for table in audit.tables:
        title = f"{words['measure'][table.measure]} · {words['attribute'][table.attribute]}"
        shown = Table(
            column["category"],
            column["applicants"],
            column["selected"],
            column["rate"],
            column["impact_ratio"],
            column["interval"],
            "p",
            column["note"],
            title=escape(title),
            title_justify="left",
        )
        for row in table.rows:
            shown.add_row(
                escape(category_words(row.category, table.attribute, audit.jurisdiction, language)),
                f"{row.n:,}",
                f"{row.selected:,}",
                f"{row.rate:.1%}",
                "–" if row.impact_ratio is None else f"{row.impact_ratio:.3f}",
                "–" if row.low is None or row.high is None else f"{row.low:.2f}–{row.high:.2f}",
                "–" if row.p is None else f"{row.p:.4f}",
                words["note"]["flagged"] if row.flagged else words["note"].get(row.note, ""),
                style="red" if row.flagged else None,
            )
        if table.rows:
            out.print(shown)


def print_twins(summary: TwinSummary) -> None:
    """Print what moved, by what was exchanged; then the shares, and each pair that lies apart."""
    shown = Table(
        "exchanged", "how", "score", "pairs", "moved", "mean Δ", "max |Δ|", "within SEM", title="Counterfactual twins"
    )
    for row in summary.rows:
        shown.add_row(
            row.attribute,
            escape(row.how),
            OVERALL if row.overall else "competencies",
            f"{row.pairs:,}",
            f"{row.moved:,}",
            f"{row.mean_delta:+.2f}",
            f"{row.largest:.1f}",
            f"{row.share:.1%}",
            style="red" if row.share < 0.99 else None,
        )
    out.print(shown)
    for move in summary.outside[:OUTSIDE]:
        out.print(
            f"[yellow]{escape(move.interview)}[/] {move.attribute} ({escape(move.how)}) {move.score}: "
            f"{move.one} → {move.other}, SEM {move.sem}",
            highlight=False,
        )
    if (more := len(summary.outside) - OUTSIDE) > 0:
        out.print(f"and {more:,} more; --json FILE has them all")
    out.print(
        f"|Δ| ≤ SEM: {summary.share_overall:.2%} of overall scores, {summary.share_competencies:.2%} of competencies'",
        highlight=False,
    )
