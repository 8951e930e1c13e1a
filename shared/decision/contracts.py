"""What the decision stage tells the others: a proposal, and the rule that gave it."""

from typing import Literal

from shared.kernel.frozen import Published

Outcome = Literal["pass", "fail", "review"]

Rule = Literal[
    "above_cut",
    "below_cut",
    "within_error",
    "nothing_scored",
    "answers_missing",
    "low_confidence",
    "needs_human",
    "no_cut",
    "proposals_stopped",
]


class Proposal(Published):
    """A proposal only: what changes a person's fate is a recorded decision of a named human.

    ``basis`` says in English words which rule gave it; ``rule`` is the code that pages word in their own language.
    """

    outcome: Outcome
    cut: float | None
    basis: str
    rule: Rule
