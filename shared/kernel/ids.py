"""Identifiers. Each kind is a type of its own, so that a position id cannot pass for an answer id."""

import re
from typing import NewType

from ulid import ULID

TenantId = NewType("TenantId", str)
PositionId = NewType("PositionId", str)
CandidateId = NewType("CandidateId", str)
InterviewId = NewType("InterviewId", str)
AnswerId = NewType("AnswerId", str)
ApplicationId = NewType("ApplicationId", str)
RequisitionId = NewType("RequisitionId", str)
FlowId = NewType("FlowId", str)
BankQuestionId = NewType("BankQuestionId", str)
"""A question of a tenant's bank; a position's own questions are numbered ``q1``, ``q2``, …"""
OfferId = NewType("OfferId", str)
EmployeeId = NewType("EmployeeId", str)
RunId = NewType("RunId", str)
"""A payroll run."""
VoucherId = NewType("VoucherId", str)
"""Our own number of a voucher: what a finance system is asked for before it gets one."""
UserId = NewType("UserId", str)
"""The identity provider's ``sub``."""
ExecutionId = NewType("ExecutionId", str)
"""A Step Functions execution ARN."""

TENANT_ID = re.compile(r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$")
"""Tenant ids are slugs: they stand in table keys, object keys and session tags."""


def new_id(prefix: str) -> str:
    """Return a new sortable identifier, for example ``int_01JD…`` (ULID, Crockford base 32)."""
    return f"{prefix}_{ULID()}"
