"""What operators order. Each order names who gives it; the audit log of the tenant keeps that name."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId
from shared.tenancy.limits.model import PlanLimits

OperatorName = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,120}$")]
"""Whoever gives the order, as the operators call themselves; AWS's own trail knows the IAM principal besides."""
Reason = Annotated[str, Field(min_length=3, max_length=500)]
WAITING_DAYS = 30
"""How long a tenant that is marked for deletion can be taken back, where the order says nothing else."""


class OrderFor(Frozen):
    """An order about one tenant."""

    tenant_id: Annotated[TenantId, StringConstraints(pattern=TENANT_ID.pattern)]
    by: OperatorName


class Suspend(OrderFor):
    """Keep a tenant's staff out. ``sessions``: what becomes of candidates who are in an interview."""

    operation: Literal["suspend"] = "suspend"
    reason: Reason
    sessions: Literal["finish", "stop"] = "finish"


class Resume(OrderFor):
    """Let a suspended tenant's staff in again."""

    operation: Literal["resume"] = "resume"


class SetLimits(OrderFor):
    """Give a tenant a plan: all three limits, null for none."""

    operation: Literal["limits"] = "limits"
    limits: PlanLimits


class MarkForDeletion(OrderFor):
    """The first of two steps: from now on nobody gets in; until the waiting period is over it can be taken back."""

    operation: Literal["mark_for_deletion"] = "mark_for_deletion"
    reason: Reason
    waiting_days: Annotated[int, Field(ge=0, le=365)] = WAITING_DAYS


class KeepAfterAll(OrderFor):
    """Take a mark for deletion back; the tenant is then suspended, and resumed by an order of its own."""

    operation: Literal["keep"] = "keep"


class Show(OrderFor):
    """Tell a tenant's standing, limits and use."""

    operation: Literal["show"] = "show"


class ListAll(Frozen):
    """Tell of every tenant."""

    operation: Literal["list"] = "list"


class InviteAdministrator(OrderFor):
    """Invite a tenant's administrator: its first, who then invites everybody else."""

    operation: Literal["invite_administrator"] = "invite_administrator"
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254, to_lower=True)]
    name: Annotated[str, Field(min_length=1, max_length=120)]


Order = Annotated[
    Suspend | Resume | SetLimits | MarkForDeletion | KeepAfterAll | Show | ListAll | InviteAdministrator,
    Field(discriminator="operation"),
]
