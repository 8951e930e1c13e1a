"""The standard flows: templates to begin from, and the one for a position for which no flow was chosen."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from shared.kernel.ids import FlowId
from shared.recruiting.flows.model import Flow, FlowDraft

TEMPLATES = f"{__package__}.templates"
STANDARD = FlowId("flw_standard")
"""The flow ``standard`` of this house, which no tenant made. A change to it would be its version 2."""


@cache
def templates() -> dict[str, FlowDraft]:
    """Return the templates by name, in alphabetical order."""
    found = (path for path in resources.files(TEMPLATES).iterdir() if path.name.endswith(".toml"))
    files = sorted(found, key=lambda path: path.name)
    return {
        path.name.removesuffix(".toml"): FlowDraft.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in files
    }


@cache
def standard_flow() -> Flow:
    """Return the flow of a position for which no other was chosen."""
    return Flow(
        flow_id=STANDARD,
        version=1,
        draft=templates()["standard"],
        created_by="system:bole",
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
