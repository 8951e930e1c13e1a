"""Reasons of decisions, as data: why somebody goes on, waits, or is not taken."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from shared.decision.outcomes.contracts import DecisionOutcome
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.recruiting.applications.reasons import reject_reasons


class DecisionReason(Frozen):
    """One reason. ``explains`` is what a candidate is told, of reasons to reject."""

    outcome: DecisionOutcome
    code: str
    needs_note: bool = False
    title: LocalizedText
    explains: LocalizedText | None = None


@cache
def decision_reasons() -> dict[str, DecisionReason]:
    """Return all reasons by code; those to reject are recruiting's, because there is one lawful list."""
    text = resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8")
    own = [DecisionReason.model_validate(reason) for reason in tomllib.loads(text)["reason"]]
    lawful = [
        DecisionReason(
            outcome="reject", code=each.code, needs_note=each.needs_note, title=each.title, explains=each.explains
        )
        for each in reject_reasons().values()
    ]
    return {reason.code: reason for reason in [*own, *lawful]}


def must_fit(outcome: DecisionOutcome, codes: Sequence[str], note: str) -> None:
    """Raise ``Invalid`` where a code is no reason for ``outcome``, or needs a note that is not there."""
    known = {code: reason for code, reason in decision_reasons().items() if reason.outcome == outcome}
    if unknown := [code for code in codes if code not in known]:
        raise Invalid(
            f"No reason to {outcome}: {', '.join(unknown)}. 所选原因不适用于该决定。",
            f"Choose of {', '.join(known)}. 请从列表中选择。",
        )
    if not note and (silent := [code for code in codes if known[code].needs_note]):
        raise Invalid(
            f"Say what it rests on: {', '.join(silent)}. 该原因须附说明。",
            "Write a note: the candidate may ask for the reasons. 请填写说明,候选人有权要求解释。",
        )
