"""The published audit table as a page and as Markdown, in the layout of the samples of 6 RCNY 5-301."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from shared.decision.fairness.model import SMALL_CELL, AuditRow, AuditTable, BiasAudit, ScoreDifference
from shared.decision.fairness.wording import category_words, headings
from shared.kernel.language import Language

STYLE = (
    "body{font:15px/1.5 system-ui,'Noto Sans SC',sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;font-weight:600;padding:.5rem 0}"
    "th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:right}th:first-child,td:first-child{text-align:left}"
    "tr.flagged td{background:#fde8e8}"
)


@dataclass(frozen=True)
class Grid:
    """A table as text: what both forms show. ``flagged`` are the lines that are marked."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    flagged: frozenset[int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and its tables."""

    title: str
    grids: tuple[Grid, ...]
    text: tuple[str, ...] = ()


def audit_html(audit: BiasAudit, language: Language) -> str:
    """Return a whole page: nothing in it is loaded from elsewhere."""
    words = headings(language)
    parts = [f"<h1>{escape(words['title'])}</h1>", *(f"<p>{escape(line)}</p>" for line in _opening(audit, language))]
    for section in _sections(audit, language):
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts += [f"<p>{escape(line)}</p>" for line in section.text]
        parts += [_html(grid) for grid in section.grids]
    parts += [f"<p>{escape(words[name])}</p>" for name in ("method", "small", "not_independent")]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(words["title"])}'
    shown = "zh-CN" if language == "zh" else "en"
    body = "\n".join(parts)
    head += f"</title><style>{STYLE}</style>"
    return f'<!doctype html><html lang="{shown}"><head>{head}</head><body>{body}</body></html>'


def audit_markdown(audit: BiasAudit, language: Language) -> str:
    """Return the same as Markdown."""
    words = headings(language)
    parts = [f"# {words['title']}", *_opening(audit, language)]
    for section in _sections(audit, language):
        parts += [f"## {section.title}", *section.text]
        for grid in section.grids:
            lines = [grid.columns, ("---", *["---:"] * (len(grid.columns) - 1)), *grid.lines]
            rows = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
            parts += [f"### {grid.caption}", rows, *grid.notes]
    return "\n\n".join([*parts, words["method"], words["small"], words["not_independent"]]) + "\n"


def _html(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.columns)
    lines = ""
    for place, line in enumerate(grid.lines):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in line)
        lines += f'<tr class="flagged">{cells}</tr>' if place in grid.flagged else f"<tr>{cells}</tr>"
    notes = "".join(f"<p>{escape(note)}</p>" for note in grid.notes)
    return f"<table><caption>{escape(grid.caption)}</caption><tr>{head}</tr>{lines}</table>{notes}"


def _opening(audit: BiasAudit, language: Language) -> list[str]:
    words = headings(language)
    last = audit.until - timedelta(days=1)
    whose = words["of_tenant"] if audit.position_id is None else words["of_position"].format(position=audit.position_id)
    return [
        whose,
        words["period"].format(since=audit.since.date().isoformat(), until=last.date().isoformat()),
        words["made"].format(made=audit.made_at.date().isoformat()),
        words["data"].format(assessed=audit.assessed, without_score=audit.without_score),
        words["median"].format(median=_points(audit.median), sem=_points(audit.measurement_error)),
    ]


def _sections(audit: BiasAudit, language: Language) -> list[Section]:
    words = headings(language)
    found = []
    for measure in dict.fromkeys(table.measure for table in audit.tables):
        tables = [table for table in audit.tables if table.measure == measure]
        waiting = (words["waiting"].format(waiting=tables[0].waiting),) if tables[0].waiting else ()
        grids = tuple(_grid(table, audit.jurisdiction, language) for table in tables if table.rows or table.unknown)
        found.append(Section(words["measure"][measure], grids, waiting))
    grids = tuple(
        _score_grid([row for row in audit.differences if row.attribute == attribute], audit.jurisdiction, language)
        for attribute in dict.fromkeys(row.attribute for row in audit.differences)
    )
    return [*found, Section(words["differences"], grids, (words["difference_method"],))] if grids else found


def _grid(table: AuditTable, jurisdiction: str, language: Language) -> Grid:
    words = headings(language)
    column, scoring = words["column"], table.measure == "scored"
    names = ("category", "applicants", "above" if scoring else "selected", "scoring_rate" if scoring else "rate")
    return Grid(
        caption=words["attribute"][table.attribute],
        columns=tuple(column[name] for name in (*names, "impact_ratio", "interval", "p", "p_adjusted", "note")),
        lines=tuple(_line(row, table, jurisdiction, language) for row in table.rows),
        flagged=frozenset(place for place, row in enumerate(table.rows) if row.flagged),
        notes=(words["unknown"].format(unknown=table.unknown, least=SMALL_CELL),),
    )


def _line(row: AuditRow, table: AuditTable, jurisdiction: str, language: Language) -> tuple[str, ...]:
    notes = headings(language)["note"]
    return (
        category_words(row.category, table.attribute, jurisdiction, language),
        f"{row.n:,}",
        f"{row.selected:,}",
        f"{row.rate:.1%}",
        "–" if row.impact_ratio is None else f"{row.impact_ratio:.3f}",
        _interval(row.low, row.high, 2),
        _chance(row.p),
        _chance(row.p_adjusted),
        notes["flagged"] if row.flagged else notes.get(row.note, ""),
    )


def _score_grid(rows: Sequence[ScoreDifference], jurisdiction: str, language: Language) -> Grid:
    words = headings(language)
    notes = words["note"]
    lines = []
    for row in rows:
        error = "" if row.standard_error is None else f" ± {row.standard_error:.1f}"
        within = "" if row.within_measurement is None else notes["yes" if row.within_measurement else "no"]
        lines.append(
            (
                category_words(row.category, row.attribute, jurisdiction, language),
                f"{row.n:,}",
                f"{row.mean:.1f}",
                "–" if row.difference is None else f"{row.difference:+.1f}{error}",
                _interval(row.low, row.high, 1),
                _chance(row.p),
                "–" if row.d is None else f"{row.d:+.2f}",
                within or notes.get(row.note, ""),
            )
        )
    names = ("category", "applicants", "mean", "difference", "interval", "p", "d", "within")
    columns = tuple(words["column"][name] for name in names)
    return Grid(words["attribute"][rows[0].attribute], columns, tuple(lines), frozenset())


def _interval(low: float | None, high: float | None, digits: int) -> str:
    return "–" if low is None or high is None else f"{low:.{digits}f} – {high:.{digits}f}"


def _chance(p: float | None) -> str:
    return "–" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
