"""The stage's table keys. Each is a row of ``docs/access_patterns.md``."""

from datetime import UTC, datetime

from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId

INDEX = "GSI1"
INTERVIEW = "ASSESSMENT"
ANSWER = "ASSESSMENT#ANSWER#"
RUNNING = "ASSESSMENT#RUNNING"
MEMBER = "MEMBER#"
FROZEN = "FROZEN#"
NEWEST = "NEWEST#"


def interview_pk(tenant_id: TenantId, interview_id: InterviewId) -> str:
    """Return the partition of an interview: its own row, and one for each answer."""
    return f"TENANT#{tenant_id}#INTERVIEW#{interview_id}"


def answer_sk(answer_id: AnswerId) -> str:
    """Return the sort key of an answer in its interview's partition."""
    return f"{ANSWER}{answer_id}"


def pending_pk(tenant_id: TenantId) -> str:
    """Return the index partition of everything of a tenant that has a deadline."""
    return f"TENANT#{tenant_id}#PENDING"


def pending_sk(deadline: datetime) -> str:
    """Return the index sort key of a deadline: ISO 8601 in UTC to the second, so that text order is time order."""
    return deadline.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def orphans_pk(tenant_id: TenantId) -> str:
    """Return the partition of a tenant's uploads that belong to no open answer; the sort key is the object's key."""
    return f"TENANT#{tenant_id}#ORPHANS"


def cohort_pk(tenant_id: TenantId, position_id: PositionId, rubric_version: str) -> str:
    """Return the partition of a cohort: the interviews for one position that were judged by one rubric version."""
    return f"TENANT#{tenant_id}#COHORT#{position_id}#{rubric_version}"


def rubrics_pk(tenant_id: TenantId) -> str:
    """Return the partition of the rubrics that a tenant wrote itself: the newest of each, and every version."""
    return f"TENANT#{tenant_id}#RUBRICS"


def newest_sk(competency: str) -> str:
    """Return the sort key of the newest version of a tenant's rubric."""
    return f"{NEWEST}{competency}"


def version_sk(competency: str, number: int) -> str:
    """Return the sort key of one version, padded so that text order is the order of the versions."""
    return f"VERSION#{competency}#{number:06d}"
