"""The roles that a member of a tenant's staff may have: groups of the identity provider of these names."""

from typing import Literal, get_args

Role = Literal["tenant_admin", "recruiter", "manager", "interviewer", "payroll", "finance", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)
"""The groups of the identity provider that mean something here; others are ignored."""
