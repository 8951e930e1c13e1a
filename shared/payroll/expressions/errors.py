"""What can be wrong with a formula, in words and with the place."""

from typing import Any, ClassVar

from shared.kernel.errors import Invalid


class ExpressionError(Invalid):
    """A formula or condition cannot be read. ``position`` counts characters from 1."""

    code: ClassVar[str] = "expression_invalid"

    def __init__(self, text: str, position: int, problem: str, remedy: str) -> None:
        self.position = position
        self.text = text
        super().__init__(f"{problem} (character {position} of “{_around(text, position)}”).", remedy)

    @property
    def members(self) -> dict[str, Any]:
        return {"position": self.position, "expression": self.text}


class ExpressionFailed(Invalid):
    """A formula was read but gives no result for these figures: it divides by zero, or leaves all bounds."""

    code: ClassVar[str] = "expression_failed"

    def __init__(self, position: int, problem: str, remedy: str) -> None:
        self.position = position
        super().__init__(problem, remedy)


def _around(text: str, position: int, width: int = 60) -> str:
    """Return the text, or what stands around the place where it is long."""
    if len(text) <= width:
        return text
    start = max(0, min(position - width // 2, len(text) - width))
    return f"{'…' if start else ''}{text[start : start + width]}{'…' if start + width < len(text) else ''}"
