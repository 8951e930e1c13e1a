"""What can stand in the way of an accommodation."""

from shared.kernel.errors import Conflict, NotFound


class NoSuchCase(NotFound):
    """Nothing was asked for or set for this invitation."""

    def __init__(self, invitation_id: str) -> None:
        super().__init__(
            f"No accommodation was asked for or set for {invitation_id}.", "Set one with PUT, or check the id."
        )


class TooLateToChange(Conflict):
    """The interview is over."""

    code = "interview_over"

    def __init__(self) -> None:
        super().__init__(
            "The interview is over. 面试已结束。",
            "Invite the candidate anew to grant other conditions. 如需调整安排,请重新发出邀请。",
        )
