"""What can stand in the way of a practice recording, in words of both languages."""

from shared.kernel.errors import Invalid, NotFound


class NoPractice(NotFound):
    """There is no such practice recording, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such practice recording; it is kept for a day at most. "
            "没有这段练习录像,练习录像最多保留一天。",
            "Record another one. 请重新录制。",
        )


class PracticeTooLarge(Invalid):
    """The practice recording is too large."""

    def __init__(self, most: int) -> None:
        size = most // 1024**2
        super().__init__(
            f"A practice recording has {size} MiB at most. 练习录像不能超过 {size} MiB。",
            "Record a shorter one. 请录制更短的内容。",
        )
