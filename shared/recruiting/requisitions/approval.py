"""Who must approve a requisition, as data: each step holds from a headcount or a budget on. Pure."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

ApproverRole = Literal["manager", "tenant_admin"]


class ApprovalStep(Frozen):
    """Who decides. ``roles``: any of them (a manager: of the department in question); ``users``: these alone, where
    they are named. An administrator of the tenant may decide every step that names no users."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    title: LocalizedText
    roles: tuple[ApproverRole, ...] = Field(default=(), max_length=2)
    users: tuple[Annotated[str, Field(min_length=1, max_length=128)], ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not self.roles and not self.users:
            raise ValueError(f"the step {self.name} names neither roles nor users: nobody could decide it")
        return self


class ApprovalRule(ApprovalStep):
    """A step, and from when on it is needed: at this headcount, or at this budget; both 0: always."""

    from_headcount: int = Field(default=0, ge=0, le=1000)
    from_budget_fen: StrictInt = Field(default=0, ge=0, le=10**14)

    def holds(self, headcount: int, budget_fen: int) -> bool:
        """Return whether a requisition of this size needs the step."""
        if self.from_headcount == self.from_budget_fen == 0:
            return True
        by_heads = self.from_headcount > 0 and headcount >= self.from_headcount
        return by_heads or (self.from_budget_fen > 0 and budget_fen >= self.from_budget_fen)

    def step(self) -> ApprovalStep:
        """Return the step alone."""
        return ApprovalStep(name=self.name, title=self.title, roles=self.roles, users=self.users)


class ApprovalRules(Frozen):
    """A tenant's rules, in the order of the steps. Budgets of ``currency``; in others every step is needed."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    rules: tuple[ApprovalRule, ...] = Field(min_length=1, max_length=10)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        names = [rule.name for rule in self.rules]
        if len(set(names)) != len(names):
            raise ValueError("two steps have the same name")
        if not any(rule.holds(1, 0) for rule in self.rules):
            raise ValueError(
                "a requisition for one person without a budget needs no approval: let one step hold always"
            )
        return self

    def steps_for(self, headcount: int, budget_fen: int, currency: str) -> tuple[ApprovalStep, ...]:
        """Return the steps that a requisition needs. Budgets in another currency cannot be compared: all steps."""
        return tuple(
            rule.step() for rule in self.rules if currency != self.currency or rule.holds(headcount, budget_fen)
        )


@cache
def default_rules() -> ApprovalRules:
    """Return the rules that hold until a tenant writes its own: ``approval.toml``."""
    text = files("shared.recruiting.requisitions").joinpath("approval.toml").read_text(encoding="utf-8")
    return ApprovalRules.model_validate(tomllib.loads(text))
