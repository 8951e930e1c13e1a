"""The story from the first chapter to the last; what came out is what the end-to-end test looks at."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from local.demo.sample import read_sample
from local.deploy import Said
from local.hire.run import as_json, hire
from local.machine import Machine
from local.permissions import document
from local.story.applying import hold_interview, import_candidates, interviewees, invite_all
from local.story.deciding import await_reports, call_panel, decide, forget, rate
from local.story.opening import analyse_history, choose_questions, found_company, open_position

ANSWERED = (3, 2, 1)
"""How many of the questions each candidate answers, with the recordings of ``samples/answers``."""


@dataclass(frozen=True)
class Story:
    """What came of it. ``certificate``: of the last candidate's erasure; ``forgotten``: what is found after it."""

    tenant_id: str
    analysis: dict[str, Any]
    standard: dict[str, Any]
    questions: list[str]
    batch: dict[str, Any]
    reports: list[dict[str, Any]]
    blind_status: int
    agreement: dict[str, Any]
    decisions: list[dict[str, Any]]
    result: dict[str, Any]
    audit: dict[str, Any]
    matrix: str
    certificate: dict[str, Any]
    hire: dict[str, Any]
    forgotten: dict[str, int] = field(default_factory=dict)


def tell(machine: Machine, said: Said, folder: Path) -> Story:
    """Tell the story of one hire on ``machine``, each step as the person whose step it is; papers go to ``folder``.

    Raises the kernel's errors, in the API's own words, where a step is refused or takes too long.
    """
    said("An operator creates the tenant; its administrator invites everybody")
    company = found_company(machine, f"story-{secrets.token_hex(4)}")
    recruiter = company.recruiter.api
    said("Hiring history becomes requirements")
    analysis = analyse_history(recruiter)
    said("A requisition is approved, a position opened by the standard flow, the analysis made its standard")
    position = open_position(company, str(analysis["analysis_id"]))
    standard = recruiter.get(f"/v1/recruiting/positions/{position}/standard")
    sample = read_sample()
    said("Ten questions are drafted from the JD and reviewed")
    questions = choose_questions(recruiter, position, sample)
    said("Three candidates are imported and invited")
    applications = import_candidates(recruiter, position)
    batch = invite_all(recruiter, position, applications)
    people = interviewees(machine, recruiter, applications)
    said("They hold their interviews")
    for person, answers in zip(people, ANSWERED, strict=True):
        hold_interview(person, sample, answers)
    said("Reports are made")
    reports = await_reports(recruiter, people)
    said("Two interviewers rate, blind to each other and to the machine; people decide")
    blind = [call_panel(company, person) for person in people]
    agreement = [rate(company, person, levels) for person, levels in zip(people, ((4, 4), (3, 3), (1, 2)), strict=True)]
    chosen = (("advance", "meets_standard"), ("advance", "meets_standard"), ("reject", "competency_below_standard"))
    decisions = [decide(company, person, *told) for person, told in zip(people, chosen, strict=True)]
    result = people[0].api.get("/v1/interview/result")
    said("The audit table is read; one candidate asks to be forgotten")
    audit = company.auditor.api.get("/v1/decision/fairness/audits")
    certificate = forget(company, people[2])
    report = f"/v1/assessment/interviews/{people[2].interview_id}/report"
    forgotten = {
        "link": people[2].api.status("GET", "/v1/interview/session"),
        "candidate": recruiter.status("GET", f"/v1/recruiting/candidates/{people[2].candidate_id}"),
        "report": recruiter.status("GET", report),
    }
    hired = hire(machine, company, people[0].application_id, folder, said)
    return Story(
        company.tenant_id,
        analysis,
        standard,
        questions,
        batch,
        reports,
        max(blind),
        agreement[0],
        decisions,
        result,
        audit,
        document(),
        certificate,
        as_json(hired),
        forgotten,
    )


def keep(story: Story, folder: Path) -> Path:
    """Write what came out as JSON, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "story.json"
    path.write_text(json.dumps(asdict(story), ensure_ascii=False, indent=1), encoding="utf-8")
    return path
