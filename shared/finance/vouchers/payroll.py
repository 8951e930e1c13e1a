"""What a salary slip is in the books: accrual, employer's share, payment, remittance. Pure.

Accrual: Dr expense, Cr wages payable. Employer's share: Dr expense, Cr insurance and fund payable. Payment: Dr wages
payable, Cr what is withheld and the bank. Remittance: Dr payable and withheld, Cr bank.
"""

from typing import Literal, get_args

from shared.finance.accounts.model import Account, Books, Use
from shared.finance.vouchers.entry import Movement, Side, side_of
from shared.finance.vouchers.errors import SlipDoesNotAddUp
from shared.finance.vouchers.words import part_words, worded
from shared.kernel.language import Language
from shared.kernel.money import spread
from shared.payroll.contracts import LineKind, PayLine, SalarySlip

Part = Literal["insurance", "fund", "tax", "other"]
"""What is remitted, each to its authority, on a day of its own."""
PARTS: tuple[Part, ...] = get_args(Part)
EMPLOYERS: frozenset[LineKind] = frozenset({"employer_insurance", "employer_fund", "employer_cost"})
WITHHELD: frozenset[LineKind] = frozenset({"employee_insurance", "employee_fund", "tax", "deduction"})
OF_PART: dict[Part, frozenset[LineKind]] = {
    "insurance": frozenset({"employer_insurance", "employee_insurance"}),
    "fund": frozenset({"employer_fund", "employee_fund"}),
    "tax": frozenset({"tax"}),
    "other": frozenset({"employer_cost"}),
}
"""Other deductions are the employer's to settle: nobody remits them to an authority."""


class SlipBook:
    """Books the slips of a run, with chart and mapping as they hold on the voucher's day."""

    def __init__(self, books: Books, language: Language) -> None:
        self._books = books
        self._language = language
        self._accounts: dict[tuple[str, str, str, str], Account] = {}

    def accrual(self, slip: SalarySlip) -> list[Movement]:
        """Return the wages (计提工资). Raises ``MappingMissing``, ``AccountUnknown``."""
        return self._accrued("accrual", slip, frozenset({"earning"}))

    def employer_share(self, slip: SalarySlip) -> list[Movement]:
        """Return what the employer pays on top (计提单位社保公积金). Raises as ``accrual``."""
        return self._accrued("employer_share", slip, EMPLOYERS)

    def _accrued(self, kind: str, slip: SalarySlip, kinds: frozenset[LineKind]) -> list[Movement]:
        title = worded(kind, "title", self._language, period=slip.period)
        return [
            Movement(
                amount,
                self._expense(kind, line, slip, centre),
                self._side("payable", line, slip, title),
                line.code,
                slip.slip_id,
            )
            for line in slip.lines
            if line.kind in kinds
            for centre, amount in carried_by(slip, line.amount_fen)
            if amount
        ]

    def _expense(self, kind: str, line: PayLine, slip: SalarySlip, centre: str) -> Side:
        words = worded(kind, "line", self._language, period=slip.period, cost_centre=centre)
        account = self._account("expense", line.code, f"kind:{line.kind}", centre)
        return side_of(
            account, department=slip.department, employee=slip.employee_id, cost_centre=centre, summary=words
        )

    def payment(self, slip: SalarySlip) -> list[Movement]:
        """Return the payment (发放): wages payable are cleared against what is withheld, and the bank gets the rest.

        The bank's side is what is left over, so it is the slip's net, or ``SlipDoesNotAddUp`` is raised.
        """
        words = worded("payment", "line", self._language, period=slip.period)
        payables: dict[Side, int] = {}
        for line in slip.lines:
            if line.kind == "earning" and line.amount_fen:
                side = self._side("payable", line, slip, words)
                payables[side] = payables.get(side, 0) + line.amount_fen
        withheld = [line for line in slip.lines if line.kind in WITHHELD and line.amount_fen]
        kept = sum(line.amount_fen for line in withheld)
        net = sum(payables.values()) - kept
        if net != slip.net_fen:
            raise SlipDoesNotAddUp(slip.slip_id, net, slip.net_fen)
        if not payables and withheld:
            payables[self._owed(slip, words)] = 0
        if not payables:
            return []
        wages = max(payables, key=lambda side: (abs(payables[side]), side.account))
        bank = self._bank(slip, words)
        moves = [self._move(line, slip, wages, self._side("withheld", line, slip, words)) for line in withheld]
        for side, amount in payables.items():
            left = amount - kept if side == wages else amount
            if left:
                moves.append(Movement(left, side, bank, "net", slip.slip_id))
        return moves

    def remittance(self, slip: SalarySlip, part: Part) -> list[Movement]:
        """Return the remittance (缴纳) of one part: both shares, out of the bank. Raises as ``accrual``."""
        about = part_words(part, self._language)
        words = worded("remittance", "line", self._language, period=slip.period, part=about)
        bank = self._bank(slip, words)
        return [
            self._move(line, slip, self._side(_owed_as(line.kind), line, slip, words), bank)
            for line in slip.lines
            if line.kind in OF_PART[part] and line.amount_fen
        ]

    def _move(self, line: PayLine, slip: SalarySlip, debit: Side, credit: Side) -> Movement:
        return Movement(line.amount_fen, debit, credit, line.code, slip.slip_id)

    def _side(self, use: Use, line: PayLine, slip: SalarySlip, summary: str) -> Side:
        account = self._account(use, line.code, f"kind:{line.kind}", slip.cost_centre)
        return self._of(account, slip, summary)

    def _bank(self, slip: SalarySlip, summary: str) -> Side:
        return self._of(self._account("bank", "net", "kind:net", slip.cost_centre), slip, summary)

    def _owed(self, slip: SalarySlip, summary: str) -> Side:
        """Who earned nothing and still pays insurance owes it: it stands against wages payable."""
        return self._of(self._account("payable", "net", "kind:earning", slip.cost_centre), slip, summary)

    def _of(self, account: Account, slip: SalarySlip, summary: str) -> Side:
        return side_of(
            account,
            department=slip.department,
            employee=slip.employee_id,
            cost_centre=slip.cost_centre,
            summary=summary,
        )

    def _account(self, use: Use, component: str, kind: str, cost_centre: str) -> Account:
        """A run asks the same few questions ten thousand times."""
        asked = (use, component, kind, cost_centre)
        if asked not in self._accounts:
            self._accounts[asked] = self._books.account(use, component, kind, cost_centre)
        return self._accounts[asked]


def carried_by(slip: SalarySlip, amount_fen: int) -> list[tuple[str, int]]:
    """Return what each cost centre carries of an amount of a slip; the parts sum to it."""
    if not slip.cost_shares:
        return [(slip.cost_centre, amount_fen)]
    sign = -1 if amount_fen < 0 else 1
    parts = spread(abs(amount_fen), [share.weight for share in slip.cost_shares])
    return [(share.cost_centre, sign * part) for share, part in zip(slip.cost_shares, parts, strict=True)]


def _owed_as(kind: LineKind) -> Use:
    return "payable" if kind in EMPLOYERS else "withheld"
