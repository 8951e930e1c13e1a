"""Who stands on payroll's papers: the employer and the employee. Names live only as long as the paper is made. Pure."""

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.payroll.files.bank import BankAccount


class Employer(Frozen):
    """The company that pays and withholds. ``credit_code``: 统一社会信用代码 (GB 32100), its number as such."""

    name: LocalizedText
    credit_code: str | None = Field(default=None, pattern=r"^[0-9A-Z]{18}$")
    account: BankAccount | None = None


class Person(Frozen):
    """An employee as they stand on a paper. ``id_kind`` and ``id_number``: as the tax authority takes them."""

    employee_id: EmployeeId
    name: str = Field(min_length=1, max_length=120)
    id_kind: str = "居民身份证"
    id_number: str | None = Field(default=None, max_length=40)
    account: BankAccount | None = None

    @property
    def masked_id(self) -> str:
        """The number with its middle hidden."""
        number = self.id_number or ""
        return f"{number[:3]}{'*' * max(0, len(number) - 7)}{number[-4:]}" if len(number) > 7 else number
