"""What a position itself calls a right answer: the yardstick of technical ability."""

from shared.kernel.frozen import Frozen


class Reference(Frozen):
    """``answers`` are right answers in the position's words, any of which will do; ``glossary`` the terms that belong.

    Never shown to a candidate, and never quoted in what a candidate reads.
    """

    answers: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
