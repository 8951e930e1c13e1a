"""The last chapters: people rate blindly, decide and release; a candidate reads the result, and is forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

from local.demo.api import Api
from local.story.applying import Interviewee, awaited
from local.story.opening import Company

ASSESSED = 900.0
"""Seconds for the reports of three interviews on two busy cores."""


def await_reports(recruiter: Api, people: list[Interviewee]) -> list[dict[str, Any]]:
    """Wait until every interview has its report, and return the reports."""
    for person in people:
        path = f"/v1/assessment/interviews/{person.interview_id}"
        awaited("a report", lambda path=path: recruiter.get(path)["status"] == "reported", ASSESSED)
    return [recruiter.get(f"/v1/assessment/interviews/{person.interview_id}/report") for person in people]


def call_panel(company: Company, person: Interviewee) -> int:
    """Call both interviewers to a panel; return the status with which one asks for the report before rating."""
    due = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    members = {"user_ids": [member.user_id for member in company.interviewers], "due_at": due, "required": 2}
    company.recruiter.api.post(f"/v1/decision/interviews/{person.interview_id}/panel/members", members)
    blind = company.interviewers[0].api
    return blind.status("GET", f"/v1/assessment/interviews/{person.interview_id}/report")


def rate(company: Company, person: Interviewee, levels: tuple[int, int]) -> dict[str, Any]:
    """Have each interviewer rate every competency, blind to the other and to the machine; return their agreement."""
    path = f"/v1/decision/interviews/{person.interview_id}"
    for member, level in zip(company.interviewers, levels, strict=True):
        form = member.api.get(f"{path}/panel/form")
        member.api.post(f"{path}/evidence-time", {"beat_id": member.user_id, "what": "recording", "seconds": 60})
        ratings = [
            {"competency": each["competency"], "level": level, "note": "依据回答中的具体事例评定。"}
            for each in form["form"]["competencies"]
        ]
        recommendation = "advance" if level >= 3 else "reject"
        draft = {"ratings": ratings, "recommendation": recommendation}
        own = member.api.put(f"{path}/ratings/own", draft, version=0)["rating"]
        member.api.post(f"{path}/ratings/own/submit", version=own["revision"])
    agreement: dict[str, Any] = company.recruiter.api.get(f"{path}/ratings/agreement")
    return agreement


def decide(company: Company, person: Interviewee, outcome: str, reason: str) -> dict[str, Any]:
    """Record the panel's decision and let the candidate know; return the decision."""
    path = f"/v1/decision/interviews/{person.interview_id}"
    manager = company.manager.api
    order = {"outcome": outcome, "reason_codes": [reason], "note": "两位面试官评分一致,同意该结论。"}
    decision: dict[str, Any] = manager.post(f"{path}/decisions", order)
    company.recruiter.api.post(f"{path}/release", {})
    return decision


def forget(company: Company, person: Interviewee) -> dict[str, Any]:
    """Have a candidate ask to be erased; return the certificate once everything of them is gone."""
    person.api.post("/v1/interview/rights/erasure", {"confirmed": True})
    path = f"/v1/tenancy/candidates/{person.candidate_id}/erasure"
    awaited("the erasure", lambda: company.admin.get(path)["state"] == "certified", ASSESSED)
    certificate: dict[str, Any] = company.admin.get(f"{path}/certificate")
    return certificate
