"""What can stand in the way of an import, an analysis or a standard. In both languages: HR reads them."""

from collections.abc import Sequence

from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.localized import LocalizedText


class NoSuchImport(NotFound):
    """The tenant has no such import."""

    def __init__(self, import_id: str) -> None:
        super().__init__(
            f"There is no import {import_id}. 没有该次导入。", "Look it up in the list. 请在导入列表中查找。"
        )


class NoSuchAnalysis(NotFound):
    """The tenant has no such analysis."""

    def __init__(self, analysis_id: str) -> None:
        super().__init__(
            f"There is no analysis {analysis_id}. 没有该分析。", "Look it up in the list. 请在分析列表中查找。"
        )


class NoHistory(NotFound):
    """Nothing was imported yet."""

    def __init__(self) -> None:
        super().__init__("There is no hiring history yet. 尚未导入历史数据。", "Import it first. 请先导入历史数据。")


class NotPreviewed(Conflict):
    """What is to be imported is not what somebody looked at."""

    code = "not_previewed"

    def __init__(self) -> None:
        super().__init__(
            "This is not the table and mapping that was previewed. 内容与预览时不一致。",
            "Preview it again, and import with the digest that the preview gives. 请重新预览后再导入。",
        )


class ImportedAlready(Conflict):
    """The same table was imported before."""

    code = "imported_already"

    def __init__(self, import_id: str) -> None:
        super().__init__(
            f"This table was imported before, as {import_id}. 该表格此前已导入（{import_id}）。",
            "Delete that import first if you want to replace it. 如需替换，请先删除该次导入。",
        )


class RowsInTheWay(Invalid):
    """Rows cannot be read, so nothing was imported."""

    code = "rows_invalid"

    def __init__(self, errors: int) -> None:
        super().__init__(
            f"{errors} errors in the rows; nothing was imported. 行数据有 {errors} 处错误，未导入任何数据。",
            "Correct the rows that are listed, and preview again. 请按列表更正后重新预览。",
        )


class NothingFound(Conflict):
    """The analysis supports nothing about this position."""

    code = "no_pattern"

    def __init__(self) -> None:
        super().__init__(
            "The analysis found no pattern in the competencies of this position. 分析未在该岗位的能力中发现规律。",
            "Keep the weights as they are, or analyse more history. 请保留现有权重，或补充历史数据后重新分析。",
        )


class ThinEvidence(Conflict):
    """The evidence is too thin to become a standard without a person's reason."""

    code = "thin_evidence"

    def __init__(self, thin: Sequence[LocalizedText]) -> None:
        en, zh = (" ".join(text.read_in("en") for text in thin), "".join(text.read_in("zh") for text in thin))
        super().__init__(
            f"The evidence is thin: {en} 证据不足：{zh}",
            "Confirm it with a reason, which is kept with the standard, or analyse more history. "
            "如仍要采用，请填写理由（将与标准一并保存）；或补充历史数据后重新分析。",
        )


class TooManyImports(Conflict):
    """A tenant keeps so many imports that they cannot be analysed together."""

    code = "too_many_imports"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"There are {most} imports already. 已有 {most} 次导入。",
            "Delete some, or join their tables into one. 请删除部分导入，或合并表格后导入。",
        )
