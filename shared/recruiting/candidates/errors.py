"""What can stand in the way of work on candidates."""

from shared.kernel.errors import BoleError, Conflict, Gone, Invalid, NotFound


class NoSuchCandidate(NotFound):
    """The tenant has no such candidate."""

    def __init__(self, candidate_id: str) -> None:
        super().__init__(f"There is no candidate {candidate_id}.", "Check the id, or look the candidate up by name.")


class NoSuchResume(NotFound):
    """The candidate has no such résumé."""

    def __init__(self, resume_id: str) -> None:
        super().__init__(f"There is no résumé {resume_id}.", "List the candidate's résumés, or upload it again.")


class MergedAway(Conflict):
    """The record became another one."""

    code = "candidate_merged"

    def __init__(self, survivor: str) -> None:
        super().__init__(
            f"This record was merged into {survivor}. 该档案已合并。",
            f"Go on with {survivor}, or undo the merge. 请使用合并后的档案，或撤销合并。",
        )


class FileTooLarge(BoleError):
    """More bytes than are taken."""

    code = "file_too_large"
    status = 413

    def __init__(self, most_bytes: int) -> None:
        most = most_bytes // 1_000_000
        super().__init__(
            f"The file is larger than {most} MB. 文件超过 {most} MB。", "Send a smaller one. 请压缩后重新上传。"
        )


class UnknownFileType(BoleError):
    """A kind of file that is not taken, or that is not what it says."""

    code = "unsupported_file_type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "The file is no PDF, Word document or picture. 文件不是 PDF、Word 或图片。",
            "Save it as PDF and send that. 请另存为 PDF 后上传。",
        )


class NotUploaded(Conflict):
    """The bytes have not arrived."""

    code = "not_uploaded"

    def __init__(self) -> None:
        super().__init__(
            "The file has not arrived. 文件尚未上传。",
            "PUT it to the address that was given, and complete it again. 请先上传文件，再确认完成。",
        )


class Refused(Invalid):
    """A choice that cannot be carried out."""


class TooLate(Gone):
    """The time for it is over."""

    code = "too_late"


class UnknownTable(BoleError):
    """A kind of file that is no table."""

    code = "unsupported_file_type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "The file is neither CSV nor XLSX. 文件不是 CSV 或 XLSX。",
            "Save it as XLSX or as CSV UTF-8. 请另存为 XLSX 或“CSV UTF-8”。",
        )
