"""The kinds of node that a flow is made of."""

from typing import Literal, get_args

NodeKind = Literal[
    "application_form",
    "personality_test",
    "ai_interview",
    "skills_test",
    "human_interview",
    "background_check",
    "offer",
]
NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)

CANDIDATE_ACTS: frozenset[NodeKind] = frozenset(
    {"application_form", "personality_test", "ai_interview", "skills_test", "offer"}
)
"""Kinds at which the next step is the candidate's own. At the others a candidate waits for the company."""
