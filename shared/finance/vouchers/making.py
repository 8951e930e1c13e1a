"""From the slips of a run to vouchers: which parts there are, what each is called, dated and ordered by. Pure.

A part is one voucher a run, or one an employee, as the settings have it. What has no amount makes none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from shared.finance.accounts.settings import BookSettings
from shared.finance.contracts import Voucher, VoucherKind, VoucherLine
from shared.finance.vouchers.entry import JournalEntry, Movement
from shared.finance.vouchers.model import RANKS
from shared.finance.vouchers.numbering import month_begins, voucher_id_of
from shared.finance.vouchers.words import worded
from shared.kernel.frozen import Frozen
from shared.kernel.ids import RunId, TenantId, VoucherId
from shared.kernel.language import Language
from shared.payroll.contracts import Period, RunIndex, SalarySlip

LEAST_LINES = 2
Booker = Callable[[SalarySlip], list[Movement]]


class RunPart(Frozen):
    """One part of a run: ``accrual``, ``employer_share``, ``payment``, ``remittance_tax``, … with its day and title."""

    part: str
    kind: VoucherKind
    on: date
    title: str


class Draft(Frozen):
    """A voucher that is made, and where it stands among others. ``source`` is what it books, once."""

    voucher: Voucher
    source: str
    position: str
    part: str


@dataclass(frozen=True)
class RunMaker:
    """Makes the vouchers of one run. ``reversed_ids``: of a reversal, the vouchers of the run that it takes back."""

    tenant_id: TenantId
    index: RunIndex
    settings: BookSettings
    at: datetime
    reversed_ids: Mapping[tuple[str, str], VoucherId]

    def drafts(self, parts: Mapping[RunPart, Booker], slips: Iterable[SalarySlip]) -> list[Draft]:
        """Return the vouchers of these parts. Raises what finding an account raises: then nothing is made."""
        moved: dict[tuple[RunPart, str], list[Movement]] = {}
        for slip in slips:
            whose = slip.employee_id if self.settings.by == "employee" else ""
            for part, book in parts.items():
                moved.setdefault((part, whose), []).extend(book(slip))
        made = (self._draft(part, whose, movements) for (part, whose), movements in moved.items())
        return [draft for draft in made if draft is not None]

    def _draft(self, part: RunPart, whose: str, movements: list[Movement]) -> Draft | None:
        lines = JournalEntry(movements).lines()
        if len(lines) < LEAST_LINES:
            return None
        run = f"payroll/{self.index.run_id}"
        source = f"{run}/{part.part}" + (f"/{whose}" if whose else "")
        order = f"employee/{whose}" if whose else f"run/{self.index.reverses or self.index.run_id}"
        takes_back = self.index.kind == "reversal"
        voucher_id = voucher_id_of(self.tenant_id, source, month_begins(self.index.period))
        voucher = Voucher(
            tenant_id=self.tenant_id,
            voucher_id=voucher_id,
            kind="reversal" if takes_back else part.kind,
            book=self.settings.book,
            voucher_date=part.on,
            period=period_of(part.on),
            summary=reversal_title(part.title, self.settings.language) if takes_back else part.title,
            lines=lines,
            books=run,
            reverses=self.reversed_ids.get((part.part, order)),
            made_at=self.at,
            order=order,
        )
        return Draft(
            voucher=voucher,
            source=source,
            position=position_of(self.at, RANKS[part.kind], voucher_id),
            part=part.part,
        )


def position_of(at: datetime, rank: int, voucher_id: VoucherId) -> str:
    """Return where a voucher stands in its order: by the moment of what it books, then by its rank."""
    return f"{at.astimezone(UTC).isoformat()}#{rank}#{voucher_id}"


def period_of(day: date) -> Period:
    """Return the accounting period of a day."""
    return f"{day:%Y-%m}"


def original_order(run_id: RunId) -> str:
    """Return the order of a run's summed vouchers."""
    return f"run/{run_id}"


def reversal_title(title: str, language: Language) -> str:
    """Return how a reversal of something is called."""
    return worded("reversal", "title", language, title=title)


def reversal_lines(lines: Iterable[VoucherLine]) -> tuple[VoucherLine, ...]:
    """Return lines with debit and credit exchanged: together with the original they are zero on every account."""
    return tuple(line.model_copy(update={"debit_fen": line.credit_fen, "credit_fen": line.debit_fen}) for line in lines)
