"""What the demo leaves: the report as JSON and as a page that plays the recordings, and its scores on the screen."""

import json
import shutil
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from local.demo.api import Api
from local.demo.sample import SampleInterview
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.page import render_interview

Report = dict[str, Any]


def fetch(recruiter: Api, interview_id: str) -> Report:
    """Return the report as the API gives it."""
    report: Report = recruiter.get(f"/v1/assessment/interviews/{interview_id}/report")
    return report


def keep(folder: Path, report: Report, sample: SampleInterview, answer_ids: list[str]) -> Path:
    """Write report and page into ``folder`` and return the page.

    The API's page plays the recordings from the cloud for as long as their signed addresses hold; this one has them
    beside it, and plays them for good.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    recordings: dict[str, str] = {}
    for answer_id, answer in zip(answer_ids, sample.answers, strict=True):
        shutil.copyfile(answer.recording, folder / answer.recording.name)
        recordings[answer_id] = answer.recording.name
    document = InterviewReport.model_validate(report)
    path = folder / "report.html"
    path.write_text(render_interview(document, document.language, recordings), encoding="utf-8")
    return path


def print_scores(report: Report, names: list[str], console: Console) -> None:
    """Print one row a competency: the overall score, and what each answer gave to it."""
    table = Table("competency", "overall", *names, title="Scores, 0–100", title_justify="left")
    for competency in report["competencies"]:
        cells = [_score_in(answer, competency["competency"]) for answer in report["answers"]]
        table.add_row(competency["title"].get("en") or competency["competency"], _number(competency["score"]), *cells)
    table.add_section()
    table.add_row("all together", _number(report["overall"]), *("" for _ in names))
    console.print(table)
    proposal = report["proposal"]
    console.print(f"Proposal: [bold]{proposal['outcome']}[/]. {proposal['basis']} A person decides.", highlight=False)


def _score_in(answer: dict[str, Any], competency: str) -> str:
    scores = (answer.get("assessed") or {}).get("scores", [])
    for score in scores:
        if score["competency"] == competency:
            return _number(score["score"]) if score["score"] is not None else str(score["not_scored"])
    return ""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"
