"""The functions that answer HTTP, as data: which layers each needs and which settings besides those of all."""

from dataclasses import dataclass
from typing import Literal

from infra.constructs.function_settings import LayerName

Extra = Literal["mail", "machines", "users", "keys", "model", "vendors", "signing"]


@dataclass(frozen=True)
class ApiHandler:
    """One function: ``module`` below ``functions``. ``needs`` names what it is told and granted besides."""

    name: str
    module: str
    layers: tuple[LayerName, ...] = ("api",)
    needs: tuple[Extra, ...] = ()
    memory_mib: int = 512
    for_tenants: bool = True
    role: Literal["tenant", "applicant"] = "tenant"
    """``applicant``: it acts for a tenant by the narrow role of public application links."""


API_HANDLERS = (
    ApiHandler("Tenancy", "tenancy.api", needs=("users", "keys")),
    ApiHandler("Recruiting", "recruiting.api", needs=("mail", "keys", "model")),
    ApiHandler("RecruitingAnalysis", "recruiting.analysis", layers=("api", "statistics"), memory_mib=1769),
    ApiHandler("PublicApplications", "recruiting.public_api", role="applicant"),
    ApiHandler("Interview", "interview.api", needs=("keys",)),
    ApiHandler("InterviewStatistics", "interview.statistics", layers=("api", "statistics"), memory_mib=1024),
    ApiHandler("Assessment", "assessment.api", needs=("machines", "keys")),
    ApiHandler("Decision", "decision.api", needs=("keys",)),
    ApiHandler("Fairness", "decision.fairness_api", layers=("api", "statistics"), memory_mib=1769),
    ApiHandler("Docs", "platform.docs", layers=(), for_tenants=False),
)
"""In the stack of the API itself."""

EMPLOYMENT_HANDLERS = (
    ApiHandler("Offer", "offer.api", needs=("keys", "mail", "signing")),
    ApiHandler(
        "OfferLetter", "offer.letter_api", layers=("api", "report"), needs=("keys", "mail", "signing"), memory_mib=1769
    ),
    ApiHandler("OfferSignature", "offer.signature_api", needs=("keys", "mail", "signing")),
    ApiHandler("People", "people.api", needs=("keys",)),
    ApiHandler("Payroll", "payroll.api", needs=("keys",), memory_mib=1769),
    ApiHandler("PayrollPapers", "payroll.papers_api", layers=("api", "report"), needs=("keys",), memory_mib=1769),
)
"""In the stack of offers, people and payroll."""

FINANCE_HANDLERS = (
    ApiHandler("Finance", "finance.api", layers=("api", "finance"), needs=("keys", "vendors"), memory_mib=1024),
)
"""In the stack of finance."""

EVERY_HANDLER = (*API_HANDLERS, *EMPLOYMENT_HANDLERS, *FINANCE_HANDLERS)
