"""States of answers and interviews as rows of the table, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.assessment.model.progress import STEPS, AnswerState, InterviewState, Step
from shared.assessment.store.keys import INTERVIEW, answer_sk, interview_pk, pending_pk, pending_sk
from shared.platform.writes import Item

KEYS = ("PK", "SK", "GSI1PK", "GSI1SK")


def step_attribute(step: Step) -> str:
    """Return the attribute that says when a step was entered."""
    return f"at_{step}"


def entered(step: Step, now: datetime) -> dict[str, Any]:
    """Return the attributes that say that ``step`` was entered ``now``."""
    return {"step": step, step_attribute(step): now.isoformat()}


def pending(state: AnswerState | InterviewState, deadline: datetime) -> dict[str, str]:
    """Return the attributes with which the sweeper finds a row once ``deadline`` is over."""
    return {"GSI1PK": pending_pk(state.tenant_id), "GSI1SK": pending_sk(deadline)}


def answer_row(state: AnswerState, deadline: datetime) -> Item:
    """Return the row of an answer that nobody has touched yet."""
    return {
        "PK": interview_pk(state.tenant_id, state.interview_id),
        "SK": answer_sk(state.answer_id),
        **state.model_dump(mode="json", include={"tenant_id", "interview_id", "answer_id", "ordinal", "status"}),
        **pending(state, deadline),
    }


def answer_of(row: Mapping[str, Any]) -> AnswerState:
    """Return the answer that a row holds."""
    times = {step: row[step_attribute(step)] for step in STEPS if step_attribute(step) in row}
    fields = {name: row[name] for name in AnswerState.model_fields if name in row}
    return AnswerState.model_validate({**fields, "step_times": times, "deadline": row.get("GSI1SK")})


def interview_row(state: InterviewState, deadline: datetime) -> Item:
    """Return the row of an interview none of whose answers is settled yet."""
    counters = {"revision", "completed_revision", "reported_revision", "mailed_revision"}
    rubrics = {"rubrics": state.rubrics.model_dump()} if state.rubrics else {}
    return {
        "PK": interview_pk(state.tenant_id, state.interview_id),
        "SK": INTERVIEW,
        **state.model_dump(mode="json", include={"tenant_id", "interview_id", "position_id", "expected", *counters}),
        **rubrics,
        **pending(state, deadline),
    }


def interview_of(row: Mapping[str, Any]) -> InterviewState:
    """Return the interview that a row holds. A set that became empty is absent from the row."""
    fields = {name: row[name] for name in InterviewState.model_fields if name in row}
    return InterviewState.model_validate({**fields, "deadline": row.get("GSI1SK")})
