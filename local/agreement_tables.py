"""The agreement of scores with people's ratings, printed for a person at a terminal."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from local.terminal import out, seconds
from shared.assessment.validity.agreement import Agreement
from shared.assessment.validity.groups import GroupEffect
from shared.assessment.validity.report import RatingAgreement, ValidityReport
from shared.assessment.validity.scored import FAILED

FEATURES = 12
"""Shown of each rating, those that agree most; the JSON has all."""
PROBLEMS = 10


def print_validity(report: ValidityReport) -> None:
    """Print every rating's table, the groups, what was not scored and why, and how long it took."""
    for rating in report.ratings:
        out.print(_rating_table(rating))
    if not report.ratings:
        out.print("[yellow]No interview with a score has a rating: there is nothing to agree with.[/]")
    if report.groups:
        out.print(_group_table(report.groups))
    if len(report.ratings) > 1:
        out.print(_summary(report.ratings))
    _print_counts(report)


def _rating_table(rating: RatingAgreement) -> Table:
    title = f"{escape(rating.rating)} (mean {rating.mean:.2f}, SD {rating.sd:.2f})"
    table = _table(title, "what", "n", "Pearson r", "95 %", "Spearman", "QWK", "MAE", "note")
    _add(table, "[bold]overall[/]", rating.overall)
    for name, agreed in rating.competencies.items():
        _add(table, f"  {escape(name)}", agreed)
    table.add_section()
    main = {name: feature.main for name, feature in rating.features.items()}
    order = sorted(main, key=lambda name: (-abs(main[name].pearson or 0.0), name))
    for name in order[:FEATURES]:
        _add(table, f"  {name}", main[name])
    if len(order) > FEATURES:
        table.add_row(f"  [dim]and {len(order) - FEATURES} features more[/]")
    if rating.calibrated is not None:
        table.add_section()
        told = rating.calibrated
        _add(table, f"[bold]calibrated, {told.folds} folds × {told.repeats}[/]", told.agreement)
    return table


def _summary(ratings: Iterable[RatingAgreement]) -> Table:
    table = _table("Every rating: Pearson's r", "rating", "n", "zero-shot", "95 %", "calibrated", "95 %")
    for rating in ratings:
        learnt = rating.calibrated.agreement if rating.calibrated else Agreement(n=0)
        cells = (_number(rating.overall.pearson), _interval(rating.overall), _number(learnt.pearson), _interval(learnt))
        table.add_row(escape(rating.rating), str(rating.overall.n), *cells)
    return table


def _group_table(groups: Iterable[GroupEffect]) -> Table:
    table = _table("Groups, overall score", "group", "n", "mean", "diff. in SD", "above median", "impact ratio", "note")
    for group in groups:
        ratio = _number(group.impact_ratio)
        table.add_row(
            escape(f"{group.attribute}: {group.value}"),
            str(group.n),
            _number(group.mean, 1),
            _number(group.difference_sd),
            "–" if group.selection_rate is None else f"{group.selection_rate:.0%}",
            f"[bold red]{ratio} < 0.80[/]" if group.flagged else ratio,
            escape(group.note),
        )
    return table


def _print_counts(report: ValidityReport) -> None:
    counted = report.counted
    out.print(
        f"{counted.interviews_scored} of {counted.interviews} interviews scored, {counted.answers_scored} of "
        f"{counted.answers} answers, {counted.words} words, by {escape(report.judge)}.",
        highlight=False,
    )
    for reason, count in counted.not_scored.items():
        colour = "bold red" if reason == FAILED else "yellow"
        out.print(f"[{colour}]not scored[/] {count} answers: {reason.replace('_', ' ')}", highlight=False)
    if counted.without_score:
        named = ", ".join(counted.without_score[:PROBLEMS]) + (" …" if len(counted.without_score) > PROBLEMS else "")
        out.print(
            f"[yellow]in no figure[/] {len(counted.without_score)} interviews without any score: {escape(named)}",
            highlight=False,
        )
    for kind, told in (("passed over", report.bad_lines), ("problem", report.problems)):
        for problem in told[:PROBLEMS]:
            out.print(f"[yellow]{kind}[/] {escape(problem)}", highlight=False)
        if len(told) > PROBLEMS:
            out.print(f"[yellow]{kind}[/] and {len(told) - PROBLEMS} more; the JSON has all", highlight=False)
    took = ", ".join(f"{name} {seconds(value)}" for name, value in report.seconds.items())
    out.print(f"[dim]{took}[/]", highlight=False)


def _add(table: Table, name: str, agreed: Agreement) -> None:
    figures = (agreed.spearman, agreed.qwk, agreed.mae)
    table.add_row(
        name,
        str(agreed.n),
        _number(agreed.pearson),
        _interval(agreed),
        *(_number(figure) for figure in figures),
        escape(agreed.note),
    )


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for place, column in enumerate(columns):
        words = place == 0 or column == "note"
        table.add_column(column, justify="left" if words else "right", no_wrap=column != "note")
    return table


def _interval(agreed: Agreement) -> str:
    return "–" if agreed.low is None or agreed.high is None else f"{agreed.low:.2f}…{agreed.high:.2f}"


def _number(value: float | None, places: int = 2) -> str:
    return "–" if value is None else f"{value:.{places}f}"
