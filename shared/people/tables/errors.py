"""What can be wrong with an import of employees, in words."""

from typing import Any

from shared.kernel.errors import Conflict
from shared.platform.tabular.model import RowError

ERRORS_SHOWN = 500


class NotPreviewed(Conflict):
    """The file, or how it is to be read, is not what was previewed."""

    code = "not_previewed"

    def __init__(self) -> None:
        super().__init__(
            "This is not what was previewed. 内容与预览时不一致。",
            "Preview it again, and send that digest. 请重新预览,并提交新的 digest。",
        )


class RowsInTheWay(Conflict):
    """Rows have errors, so nothing was imported. ``rows`` of the problem names them, the first 500."""

    code = "rows_in_the_way"

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(
            f"{len(errors)} errors stand in the way; nothing was imported. 有 {len(errors)} 处错误,未导入任何数据。",
            "Correct these rows, preview the table again and import it. 请更正后重新预览并导入。",
        )
        self.errors = errors

    @property
    def members(self) -> dict[str, Any]:
        shown = [error.model_dump(mode="json") for error in self.errors[:ERRORS_SHOWN]]
        return {"rows": shown, "rows_total": len(self.errors)}
