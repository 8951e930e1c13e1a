"""Why candidates are not taken: the lawful reasons, as data."""

import tomllib
from functools import cache
from importlib import resources

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText


class RejectReason(Frozen):
    """A reason. ``explains`` is what the candidate is told; ``needs_note``: the decider writes what it rests on."""

    code: str
    title: LocalizedText
    explains: LocalizedText
    needs_note: bool = False


class NoSuchReason(Invalid):
    """The reason is not one of the list."""

    code = "no_such_reason"

    def __init__(self, code: str) -> None:
        super().__init__(
            f"There is no reason {code} to reject somebody. 没有该淘汰原因。",
            f"Choose one of {', '.join(reject_reasons())}; what somebody is, is no reason. 请从列表中选择。",
        )


class NoteNeeded(Invalid):
    """The reason says nothing without what it rests on."""

    code = "note_needed"

    def __init__(self, code: str) -> None:
        super().__init__(
            f"The reason {code} needs a note. 该原因须附说明。",
            "Write in note what it rests on: the candidate may ask for it. 请写明依据，候选人有权要求说明。",
        )


@cache
def reject_reasons() -> dict[str, RejectReason]:
    """Return the reasons by code."""
    text = resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8")
    reasons = (RejectReason.model_validate(reason) for reason in tomllib.loads(text)["reason"])
    return {reason.code: reason for reason in reasons}


def checked(code: str, note: str | None) -> RejectReason:
    """Return the reason. Raises ``NoSuchReason``, ``NoteNeeded``."""
    reason = reject_reasons().get(code)
    if reason is None:
        raise NoSuchReason(code)
    if reason.needs_note and not (note or "").strip():
        raise NoteNeeded(code)
    return reason
