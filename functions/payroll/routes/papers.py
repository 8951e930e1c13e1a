"""Papers of payroll: payslip, bank file, the year's certificate, the declaration of withheld tax."""

import base64
from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.payroll.routes.desk import run_desk
from shared.kernel.ids import EmployeeId, RunId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period
from shared.payroll.papers.bank.template import templates
from shared.payroll.runs import papers
from shared.payroll.runs.papers import PAIN001, PaymentSummary
from shared.platform.http import routes, staff, text_of

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
Part = Annotated[int, Query(ge=1, le=1000)]
In = Annotated[Language, Query()]
RUN = "/v1/payroll/runs/<run_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files_of(*kinds: str) -> dict[int, Any]:
    """Return ``responses`` of a route that answers with a file of one of these kinds."""
    return {200: {"description": "The file.", "content": {kind: {"schema": {"type": "string"}} for kind in kinds}}}


class BankForm(BaseModel):
    """A kind of bank file. ``sample``: nobody has held it against the bank's own document yet."""

    code: str
    title: LocalizedText
    sample: bool


class BankForms(BaseModel):
    """The kinds of bank files that there are."""

    items: list[BankForm]


@router.get(
    f"{RUN}/slips/<employee_id>/payslip",
    summary="Get a payslip",
    responses=text_of("application/pdf", "The payslip."),
)
def get_payslip(run_id: Which, employee_id: Which, language: In = "zh") -> Response[str]:
    """Return the payslip as PDF, in Chinese or English, every line with rule, rate, base and source."""
    desk = run_desk(staff(router), "read_payroll")
    made = papers.payslip(RunId(run_id), EmployeeId(employee_id), language, desk)
    return _file(made, "application/pdf", f"payslip-{run_id}-{employee_id}.pdf")


@router.get("/v1/payroll/bank-forms", summary="List the kinds of bank files")
def get_bank_forms() -> BankForms:
    """Return the banks' tables by code, and ISO 20022 pain.001."""
    run_desk(staff(router), "read_payroll_rules")
    iso = BankForm(code=PAIN001, title=LocalizedText(zh="ISO 20022 pain.001", en="ISO 20022 pain.001"), sample=False)
    return BankForms(
        items=[
            *(BankForm(code=one.code, title=one.title, sample=one.sample) for one in templates().values()),
            iso,
        ]
    )


@router.get(f"{RUN}/payments", summary="See what a run pays")
def get_payments(run_id: Which) -> PaymentSummary:
    """Return how many are paid how much in all, in how many files, and whose account is missing."""
    return papers.payment_summary(RunId(run_id), run_desk(staff(router), "read_payroll"))


@router.get(
    f"{RUN}/bank-file",
    summary="Get the file that tells the bank to pay",
    responses=files_of("text/csv", "application/xml"),
)
def get_bank_file(
    run_id: Which,
    form: Annotated[str, Query(min_length=1, max_length=40)],
    pay_on: Annotated[date, Query()],
    part: Part = 1,
) -> Response[str]:
    """Return a bank's table or pain.001; of a large run ``part`` by ``part``, 2,000 payments each."""
    desk = run_desk(staff(router), "pay_payroll")
    made = papers.bank_file(RunId(run_id), form, pay_on, part, desk)
    ending, kind = ("xml", "application/xml") if form == PAIN001 else ("csv", "text/csv")
    return _file(made, kind, f"{run_id}-{part}.{ending}")


@router.get(
    "/v1/payroll/employees/<employee_id>/certificates/<year>",
    summary="Get the year's certificate of an employee",
    responses=text_of("application/pdf", "The certificate."),
)
def get_certificate(
    employee_id: Which, year: Annotated[int, Path(ge=2019, le=2100)], language: In = "zh"
) -> Response[str]:
    """Return what an employee earned and what was withheld in a year, month by month, as PDF."""
    desk = run_desk(staff(router), "read_payroll")
    made = papers.certificate(EmployeeId(employee_id), year, language, desk)
    return _file(made, "application/pdf", f"certificate-{year}-{employee_id}.pdf")


@router.get(
    "/v1/payroll/declarations/<period>",
    summary="Get the declaration of withheld tax",
    responses=files_of("text/csv", XLSX),
)
def get_declaration(
    period: Annotated[Period, Path()], form: Annotated[Literal["csv", "xlsx"], Query()] = "csv", part: Part = 1
) -> Response[str]:
    """Return the month's declaration from its approved runs; of a large company ``part`` by ``part``."""
    desk = run_desk(staff(router), "prepare_payroll")
    made = papers.declaration(period, form, part, desk)
    return _file(made, XLSX if form == "xlsx" else "text/csv", f"declaration-{period}-{part}.{form}")


def _file(body: bytes, kind: str, name: str) -> Response[str]:
    """Return a file in base64, which the handler says to the gateway: answers are validated as text."""
    headers: dict[str, str | list[str]] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(status_code=200, content_type=kind, body=base64.b64encode(body).decode(), headers=headers)
