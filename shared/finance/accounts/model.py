"""Accounts, and the mapping that finds one. Pure rules.

The mapping asks three things: what the account is for (``use``), of which component, of which cost centre.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.finance.accounts.errors import AccountUnknown, MappingMissing
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

AccountNumber = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$")]
AccountKind = Literal["asset", "liability", "cost", "expense"]
"""资产, 负债, 成本, 损益(费用)."""
AuxiliaryKind = Literal["department", "employee", "cost_centre"]
"""Auxiliary items (辅助核算) that a line can carry."""
Use = Literal["expense", "payable", "withheld", "bank"]
"""What an account is for: the debit of an accrual, the liability that it makes, what is kept from pay for others
(代扣), and where the money goes out."""
Pattern = Annotated[str, Field(min_length=1, max_length=64)]
ANY = "*"


class Account(Frozen):
    """An account (会计科目). ``auxiliary``: the items that each of its lines has."""

    number: AccountNumber
    title: LocalizedText
    kind: AccountKind
    auxiliary: tuple[AuxiliaryKind, ...] = ()


class Chart(Frozen):
    """A chart of accounts. An account that has others below it (``2211`` has ``2211.01``) is not booked to."""

    accounts: tuple[Account, ...] = Field(min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        numbers = [account.number for account in self.accounts]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        if twice:
            raise ValueError(f"the chart has {', '.join(twice)} twice: keep one account of each number")
        return self

    def account(self, number: str) -> Account | None:
        """Return the account that lines may be booked to; None where there is none, or others are below it."""
        found = next((account for account in self.accounts if account.number == number), None)
        below = any(account.number.startswith(f"{number}.") for account in self.accounts)
        return None if below else found


class MappingRule(Frozen):
    """Which account stands for a use. The most specific rule wins: the component counts before the cost centre.

    ``component``: a code (``meal_allowance``), a kind of line (``kind:earning``, ``kind:tax``, ``cost:training``), or
    ``*``. ``cost_centre``: a name, a beginning with ``*`` (``RD*``), or ``*``.
    """

    use: Use
    component: Pattern = ANY
    cost_centre: Pattern = ANY
    account: AccountNumber

    def rank(self, component: str, kind: str, cost_centre: str) -> tuple[int, int] | None:
        """Return how specific the rule is for this, None where it does not speak of it."""
        exactness = {component: 2, kind: 1, ANY: 0}.get(self.component)
        if exactness is None:
            return None
        if self.cost_centre == cost_centre:
            return exactness, 1000
        beginning = self.cost_centre.removesuffix(ANY)
        if self.cost_centre.endswith(ANY) and cost_centre.startswith(beginning):
            return exactness, len(beginning)
        return None


class Mapping(Frozen):
    """A tenant's rules; no two are about the same."""

    rules: tuple[MappingRule, ...] = Field(min_length=1, max_length=2000)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        about = [(rule.use, rule.component, rule.cost_centre) for rule in self.rules]
        twice = sorted({" / ".join(each) for each in about if about.count(each) > 1})
        if twice:
            raise ValueError(f"two rules are about the same ({'; '.join(twice)}): keep one of them")
        return self

    def number(self, use: Use, component: str, kind: str, cost_centre: str) -> str:
        """Return the account's number. Raises ``MappingMissing``."""
        ranked = [
            (rank, rule.account)
            for rule in self.rules
            if rule.use == use and (rank := rule.rank(component, kind, cost_centre)) is not None
        ]
        if not ranked:
            raise MappingMissing(use, component, cost_centre)
        return max(ranked)[1]


class Books(Frozen):
    """Chart and mapping as they hold on a day: what an entry is made with."""

    chart: Chart
    mapping: Mapping

    def account(self, use: Use, component: str, kind: str, cost_centre: str) -> Account:
        """Return the account. Raises ``MappingMissing``, ``AccountUnknown``."""
        number = self.mapping.number(use, component, kind, cost_centre)
        account = self.chart.account(number)
        if account is None:
            raise AccountUnknown([number])
        return account


def unknown_accounts(chart: Chart, rules: Iterable[MappingRule]) -> list[str]:
    """Return the accounts that rules name and that nobody can book to, each once."""
    return sorted({rule.account for rule in rules if chart.account(rule.account) is None})
