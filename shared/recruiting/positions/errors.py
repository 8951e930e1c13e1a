"""What can stand in the way of a change to a position."""

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchPosition(NotFound):
    """The tenant has no such position."""

    def __init__(self, position_id: str) -> None:
        super().__init__(f"There is no position {position_id}.", "Check the id, or create the position first.")


class OfRequisition(Invalid):
    """A position joins a requisition when it is opened, where its heads are counted, and no other way."""

    code = "of_requisition"

    def __init__(self, requisition_id: str) -> None:
        super().__init__(
            "A position takes heads of a requisition only when it is opened under it.",
            f"Leave requisition_id out, or open it with POST /v1/recruiting/requisitions/{requisition_id}/positions.",
        )


class PositionHasCandidates(Conflict):
    """Somebody applied, so the position stays."""

    code = "position_has_candidates"

    def __init__(self) -> None:
        super().__init__(
            "People applied to this position, so it cannot be deleted.",
            "Close it: nobody is invited any more, and what was decided can still be read.",
        )


class PositionClosed(Conflict):
    """Nobody is taken on any more."""

    code = "position_closed"

    def __init__(self) -> None:
        super().__init__("This position is closed.", "Open it again, or choose another position.")


class NoQuestions(Conflict):
    """There is nothing to ask yet."""

    code = "position_without_questions"

    def __init__(self) -> None:
        super().__init__(
            "This position asks no question yet.", "Add questions from the bank, or have some drafted from its JD."
        )
