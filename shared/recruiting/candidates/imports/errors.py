"""What can stand in the way of an import."""

from typing import Any

from shared.kernel.errors import Conflict, NotFound
from shared.platform.tabular.model import RowError

ERRORS_SHOWN = 500


class NoSuchImport(NotFound):
    """The tenant has no such import."""

    def __init__(self, import_id: str) -> None:
        super().__init__(f"There is no import {import_id}.", "Check the id, or upload the file again.")


class NoSuchMapping(NotFound):
    """The tenant has no such mapping."""

    def __init__(self, mapping_id: str) -> None:
        super().__init__(f"There is no mapping {mapping_id}.", "List the saved mappings.")


class NotPreviewed(Conflict):
    """What is to be entered is not what was shown."""

    code = "not_previewed"

    def __init__(self) -> None:
        super().__init__(
            "This is not what the last preview showed: the file or its mapping is another. "
            "文件或列对应关系与预览不一致。",
            "Preview it again, and send the digest of that. 请重新预览后再导入。",
        )


class RowsWithErrors(Conflict):
    """Some rows cannot be entered, and all were to be."""

    code = "rows_with_errors"

    def __init__(self, errors: tuple[RowError, ...]) -> None:
        bad = len({error.row for error in errors})
        super().__init__(
            f"{bad} rows have errors, so nothing was entered. 有 {bad} 行存在错误，未导入任何数据。",
            "Correct them, or choose good_rows_only; the bad ones then come back as a file. "
            "请更正后重新导入，或选择只导入正确的行（错误行可下载）。",
        )
        self.errors = errors

    @property
    def members(self) -> dict[str, Any]:
        shown = [error.model_dump(mode="json") for error in self.errors[:ERRORS_SHOWN]]
        return {"rows": shown, "rows_total": len(self.errors)}


class UnderWay(Conflict):
    """The import has begun."""

    code = "import_under_way"

    def __init__(self) -> None:
        super().__init__("This import has begun already. 导入已开始。", "Look at its progress. 请查看导入进度。")
