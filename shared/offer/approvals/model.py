"""Who must approve an offer: each step holds from an annual cost on, or where the pay is outside of the band. Pure."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency
from shared.recruiting.contracts import Name

ApproverRole = Literal["manager", "finance", "tenant_admin"]
Verdict = Literal["approved", "rejected"]


class OfferStep(Frozen):
    """Who decides. ``roles``: any of them (a manager: of the offer's department); ``users``: these alone, where named.

    An administrator of the tenant may decide every step that names no users.
    """

    name: Name
    title: LocalizedText
    roles: tuple[ApproverRole, ...] = Field(default=(), max_length=3)
    users: tuple[Annotated[str, Field(min_length=1, max_length=128)], ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not self.roles and not self.users:
            raise ValueError(f"the step {self.name} names neither roles nor users: nobody could decide it")
        return self

    def open_to(self, user_id: str, roles: frozenset[str]) -> bool:
        """Return whether this person may decide it, as far as the step says."""
        return user_id in self.users if self.users else bool(roles & {*self.roles, "tenant_admin"})


class OfferStepRule(OfferStep):
    """A step, and when it is needed: ``from_annual_fen`` 0 and not ``outside_band``: always."""

    from_annual_fen: Amount = 0
    outside_band: bool = False

    def holds(self, annual_fen: int, strays: bool) -> bool:
        """Return whether an offer of this annual cost needs it; ``strays``: its pay is outside of the band."""
        if not self.from_annual_fen and not self.outside_band:
            return True
        return (self.outside_band and strays) or (0 < self.from_annual_fen <= annual_fen)

    def step(self) -> OfferStep:
        """Return the step alone."""
        return OfferStep(name=self.name, title=self.title, roles=self.roles, users=self.users)


class OfferApprovals(Frozen):
    """A tenant's rules, in the order of the steps. Amounts of ``currency``; offers in others need every step."""

    currency: Currency = "CNY"
    rules: tuple[OfferStepRule, ...] = Field(min_length=1, max_length=10)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        names = [rule.name for rule in self.rules]
        if len(set(names)) != len(names):
            raise ValueError("two steps have the same name 步骤名称重复")
        if not any(rule.holds(0, False) for rule in self.rules):
            raise ValueError("a small offer within the band needs no approval: let one step hold always")
        within = len(self.steps_for(0, False, self.currency))
        if len(self.steps_for(0, True, self.currency)) <= within:
            raise ValueError("an offer outside of the band needs a further step: let one hold where it is outside_band")
        return self

    def steps_for(self, annual_fen: int, strays: bool, currency: str) -> tuple[OfferStep, ...]:
        """Return the steps that an offer needs."""
        return tuple(rule.step() for rule in self.rules if currency != self.currency or rule.holds(annual_fen, strays))


class OfferApproval(Frozen):
    """A step of an offer's chain, and who decided it, where somebody did. What they wrote is sealed elsewhere."""

    step: OfferStep
    verdict: Verdict | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@cache
def default_approvals() -> OfferApprovals:
    """Return the rules that hold until a tenant writes its own: ``approval.toml``."""
    text = files(__package__).joinpath("approval.toml").read_text(encoding="utf-8")
    return OfferApprovals.model_validate(tomllib.loads(text))
