"""What can stand in the way of a right, in words of both languages: candidates read them."""

from shared.kernel.errors import Conflict, Gone, NotFound, PreconditionFailed


class NobodyHere(NotFound):
    """There is no such candidate."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such candidate here. 没有此候选人。",
            "Check the id; an erased person cannot be found any more. 请核对编号;已删除的人员无法再查到。",
        )


class NoErasure(NotFound):
    """Nobody asked for an erasure."""

    def __init__(self) -> None:
        super().__init__("No erasure was asked for. 尚未提出删除申请。", "Ask for it first. 请先提出申请。")


class NotCertifiedYet(NotFound):
    """An erasure was asked for, and its certificate is not there yet."""

    code = "not_certified_yet"

    def __init__(self) -> None:
        super().__init__(
            "The erasure is under way; its certificate is not there yet. 删除正在进行，删除证明尚未生成。",
            "See how the erasure stands; the certificate comes with its end. 请查看删除进度，完成后即可下载证明。",
        )


class BeingErased(Gone):
    """The data are being erased, or are gone."""

    code = "erased"

    def __init__(self) -> None:
        super().__init__(
            "The data of this person are being erased, or are gone. 此人的资料正在删除或已删除。",
            "See how the erasure stands; its certificate says what was done. 请查看删除进度;删除证明载明具体内容。",
        )


class NoExport(NotFound):
    """There is no such export."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such archive; after seven days it is deleted. 没有此导出文件;导出文件七天后自动删除。",
            "Ask for a new one. 请重新申请。",
        )


class ExportRunning(Conflict):
    """One is being made."""

    code = "export_running"

    def __init__(self) -> None:
        super().__init__(
            "An archive is being made already. 正在生成导出文件。", "Come back in some minutes. 请几分钟后再查看。"
        )


class Overtaken(PreconditionFailed):
    """Another step was quicker."""
