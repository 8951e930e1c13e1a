"""An employer, an employee with an account, and payments, for tests of payroll's papers."""

from datetime import date
from typing import Any

from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.payroll.files.bank import BankAccount
from shared.payroll.papers.bank.payments import Payment, PaymentOrder
from shared.payroll.papers.model import Employer, Person
from tests.builders.payroll_months import ANNA, MARCH, RUN

EMPLOYER = Employer(
    name=LocalizedText(zh="示例科技有限公司", en="Example Technology Ltd."), credit_code="91440300MA5EXAMPL0"
)


def account(number: str = "6222 0202 0001 2345 678", **changed: Any) -> BankAccount:
    return BankAccount(**{"holder": "安娜", "number": number, "bank": "中国工商银行", **changed})


def person(**changed: Any) -> Person:
    given = {"employee_id": ANNA, "name": "安娜", "id_number": "110101199003074514", "account": account()}
    return Person(**{**given, **changed})


def payment(amount_fen: int = 1_234_56, **changed: Any) -> Payment:
    given: dict[str, Any] = {"reference": "1-anna", "employee_id": ANNA, "amount_fen": amount_fen, "account": account()}
    return Payment(**{**given, **changed})


def payment_order(*payments: Payment, **changed: Any) -> PaymentOrder:
    given: dict[str, Any] = {
        "run_id": RUN,
        "period": MARCH,
        "pay_on": date(2026, 4, 10),
        "payer_name": "示例科技有限公司",
        "payer": account("1100 2233 4455", bank_code="102100099996"),
        "payments": payments or (payment(), payment(1, reference="1-bob", employee_id=EmployeeId("emp_bob"))),
    }
    return PaymentOrder(**{**given, **changed})
