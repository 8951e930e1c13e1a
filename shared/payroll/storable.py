"""What fits into a row of the table (400 KB in all): asked before it is written, so that the answer is in words."""

from pydantic import BaseModel

from shared.kernel.errors import TooLarge


class TooMuchToKeep(TooLarge):
    """More was sent than one record holds."""

    code = "too_much_to_keep"

    def __init__(self, kilobytes: int, most: int) -> None:
        super().__init__(
            f"This is {kilobytes} KB, and at most {most} KB are kept here. 内容为 {kilobytes} KB，超过上限 {most} KB。",
            "Leave out what is not needed any more. 请删减不再需要的内容。",
        )


def must_fit_a_row(kept: BaseModel, most_kilobytes: int) -> None:
    """Raise ``TooMuchToKeep`` where ``kept`` as JSON is larger."""
    size = len(kept.model_dump_json().encode())
    if size > most_kilobytes * 1000:
        raise TooMuchToKeep(-(-size // 1000), most_kilobytes)
