"""A grade is proposed, a person sets and another approves it; the letter goes out, and the candidate accepts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from local.demo.api import Api
from local.hire.booking import COST_CENTRE
from local.machine import Machine
from local.outbox import letters
from local.story.applying import awaited, token_in
from local.story.opening import Company

CITY = "shanghai"
OFFERS = "/v1/offer/offers"


@dataclass(frozen=True)
class AcceptedLetter:
    """The offer as it was accepted, what the rules had proposed, and the letter (PDF)."""

    offer: dict[str, Any]
    proposal: dict[str, Any]
    letter: bytes


def make_offer(machine: Machine, company: Company, application_id: str, start: date) -> AcceptedLetter:
    """Make an offer within the band of the proposed grade, have it approved, send it, and have it accepted."""
    recruiter = company.recruiter.api
    offer = recruiter.post(OFFERS, {"application_id": application_id})
    path = f"{OFFERS}/{offer['offer_id']}"
    proposed = recruiter.post(f"{path}/proposals", version=offer["changes"])
    proposal = proposed["proposal"]
    offer = recruiter.put(f"{path}/terms", _terms(proposal, start), version=proposed["offer"]["changes"])
    offer = recruiter.post(f"{path}/submit", version=offer["changes"])
    while offer["state"] == "submitted":
        step = next(each["step"]["name"] for each in offer["chain"] if each["verdict"] is None)
        offer = _approver(company, step).post(f"{path}/approve", {"note": "同意"}, version=offer["changes"])
    recruiter.post(f"{path}/send", version=offer["changes"])
    person = Api(machine.api, _link_token(machine, recruiter, path))
    letter = _accepted(person)
    awaited("the acceptance", lambda: recruiter.get(path)["offer"]["state"] == "accepted")
    return AcceptedLetter(recruiter.get(path)["offer"], proposal, letter)


def _terms(proposal: dict[str, Any], start: date) -> dict[str, Any]:
    """The pay is the middle of the proposed band, so that nobody types a figure."""
    band = proposal["band"]
    base = (band["low_fen"] + band["high_fen"]) // 2
    return {
        "grade": proposal["grade"],
        "salary": [
            {
                "component": "base_salary",
                "title": {"zh": "基本工资", "en": "Base salary"},
                "kind": "fixed",
                "amount_fen": base,
            },
            {
                "component": "meal_allowance",
                "title": {"zh": "餐补", "en": "Meal allowance"},
                "kind": "allowance",
                "amount_fen": 50_000,
            },
        ],
        "start_date": start.isoformat(),
        "probation_months": 3,
        "probation_pay_percent": 90,
        "contract_months": 36,
        "social": {"city": CITY},
        "location": "上海",
        "benefits": [{"zh": "补充商业医疗保险", "en": "Supplementary medical insurance"}],
        "cost_centre": COST_CENTRE,
        "language": "zh",
        # The answer comes at once here; a letter ends before the first day begins.
        "expires_at": (datetime.now(UTC) + timedelta(hours=12)).isoformat(),
    }


def _approver(company: Company, step: str) -> Api:
    return {"department": company.manager.api, "finance": company.finance.api}.get(step, company.admin)


def _link_token(machine: Machine, recruiter: Api, path: str) -> str:
    """Return the token of the link that the candidate's mail brought, or of the one that staff hands over."""
    mails = recruiter.get(f"{path}/letters")["mails"]
    if any(mail["state"] == "sent" for mail in mails):
        return token_in(letters(machine.cloud.endpoint)[-1])
    shown = recruiter.post(f"{path}/link", version=recruiter.get(path)["offer"]["changes"])
    return str(shown["link"]).partition("#")[2]


def _accepted(person: Api) -> bytes:
    """Have the candidate read the letter, download it, and accept by name; return the PDF."""
    own = person.get("/v1/candidate/offers/own")
    letter = person.get("/v1/candidate/offers/own/letter")
    content = httpx.get(letter["address"], trust_env=False).raise_for_status().content
    person.post(
        "/v1/candidate/offers/own/accept",
        {
            "name": own["name"],
            "letter_sha256": own["letter_sha256"],
            "consent_version": own["consent_version"],
            "agreed": True,
        },
    )
    return content
