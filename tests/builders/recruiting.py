"""Tenants, positions and invitations that are valid as they stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from shared.kernel.ids import CandidateId, InterviewId, PositionId, TenantId, new_id
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation
from shared.recruiting.model import PositionDraft, position_of
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.model import TenantOrder, settings_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ACME = TenantId("acme")


def order(**changed: Any) -> dict[str, Any]:
    """An operator's order for a tenant."""
    return {"tenant_id": "acme", "company": "Acme 科技", "jurisdiction": "cn", **changed}


def tenant_settings(**changed: Any) -> TenantSettings:
    """The settings that such an order leads to."""
    return settings_of(TenantOrder.model_validate(order(**changed)), NOW)


def position_draft(**changed: Any) -> dict[str, Any]:
    """A position as a recruiter's page sends it."""
    return {
        "title": {"zh": "后端工程师", "en": "Backend engineer"},
        "questions": [
            {"text": {"zh": "讲一次线上故障。", "en": "Tell us about an outage."}, "retakes": 1},
            {
                "text": {"zh": "如何保证接口幂等?", "en": "How do you make an API idempotent?"},
                "competencies": ["depth"],
            },
        ],
        "competencies": [
            {
                "name": "ownership",
                "title": {"zh": "担当", "en": "Ownership"},
                "rubric": {"zh": "主动承担并复盘。", "en": "Takes it on, and learns from it."},
                "weight": 2,
            },
            {
                "name": "depth",
                "title": {"zh": "技术深度", "en": "Technical depth"},
                "rubric": {"zh": "说清原理与取舍。", "en": "Explains principles and trade-offs."},
            },
        ],
        "cut": 60,
        "languages": ["zh", "en"],
        "vocabulary": ["幂等", "Kubernetes"],
        **changed,
    }


def invited(
    tenant_id: TenantId = ACME, *, now: datetime = NOW, valid_days: int = 7, **position: Any
) -> tuple[Invitation, CandidateToken]:
    """An invitation and the token that opens it."""
    draft = PositionDraft.model_validate(position_draft(**position))
    opening = position_of(draft, PositionId("pos_1"), "user-1", now)
    token = CandidateToken.issue(tenant_id, new_id("inv"))
    made = Invitation(
        tenant_id=tenant_id,
        invitation_id=token.invitation_id,
        interview_id=InterviewId("int_1"),
        candidate_id=CandidateId(new_id("cnd")),
        candidate_name="李雷",
        company="Acme 科技",
        position=opening.snapshot,
        secret_sha256=token.secret_sha256,
        invited_at=now,
        expires_at=now + timedelta(days=valid_days),
    )
    return made, token


def days(count: float) -> timedelta:
    return timedelta(days=count)
