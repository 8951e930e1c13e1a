"""What can stand in the way of a candidate, in words of both languages: a candidate reads them."""

from datetime import datetime

from shared.kernel.errors import Conflict, Gone, Invalid, NotFound


class RecordingNeeded(Invalid):
    """The candidate does not want to be recorded."""

    code = "recording_consent_required"

    def __init__(self) -> None:
        super().__init__(
            "The interview cannot be held here without recording. 不同意录制则无法在此进行面试。",
            "Agree to the recording, or ask the company for an interview of another kind. "
            "请同意录制,或联系招聘方安排其他形式的面试。",
        )


class InterviewClosed(Gone):
    """The interview's time is over."""

    code = "session_expired"

    def __init__(self, closed_at: datetime) -> None:
        when = closed_at.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"This interview closed at {when}. 面试已于 {when} 截止。",
            "What you uploaded before is kept and counts. Ask the company for a new invitation if you need more time. "
            "此前上传的内容已保留并有效;如需更多时间,请联系招聘方。",
        )


class ArrivedLate(Gone):
    """The recording is there, and came too late to count."""

    code = "arrived_late"

    def __init__(self, accepted_until: datetime) -> None:
        when = accepted_until.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"The recording arrived after {when}. 录像在 {when} 之后才上传完成。",
            "It is kept and nothing is lost; the company decides whether to accept it. Write to them. "
            "录像已保存、不会丢失;是否接受由招聘方决定,请与其联系。",
        )


class NotOpened(Conflict):
    """The candidate has not agreed yet."""

    code = "session_not_open"

    def __init__(self) -> None:
        super().__init__("The interview has not begun. 面试尚未开始。", "Give your consent first. 请先完成授权确认。")


class OtherConsents(Conflict):
    """The session was opened with other choices."""

    code = "already_opened"

    def __init__(self) -> None:
        super().__init__(
            "The interview was opened with other choices. 面试已按其他授权选项开始。",
            "Go on with those, or ask the company to change them. 请按原选项继续,或联系招聘方修改。",
        )


class NoSuchAnswer(NotFound):
    """The interview awaits no such answer."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(f"This interview has no answer {answer_id}.", "Ask for the session, which lists the answers.")


class NoSuchUpload(NotFound):
    """The answer has no such upload, or a newer one replaced it."""

    def __init__(self, upload_id: str) -> None:
        super().__init__(
            f"The upload {upload_id} is not the current one of this answer. 该上传已被新的录制取代。",
            "Ask for the session and go on with the upload that it names. 请刷新后继续当前上传。",
        )


class UploadInTheWay(Conflict):
    """Another recording of this answer was begun or handed in."""

    code = "upload_exists"

    def __init__(self, retakes_left: int) -> None:
        super().__init__(
            "Another recording of this answer is there already. 该题已有录制内容。",
            f"Send restart: true to record it anew; {retakes_left} retakes are left. "
            f"如需重录请确认重新开始;剩余 {retakes_left} 次。",
        )


class NoRetakesLeft(Conflict):
    """Every attempt has been used."""

    code = "no_retakes_left"

    def __init__(self) -> None:
        super().__init__(
            "No retakes are left for this answer. 该题重录次数已用完。",
            "Hand in the recording that is there. 请提交已有录制。",
        )


class PartsGone(Gone):
    """The file store gave up what had arrived: parts are not kept for ever."""

    code = "parts_gone"

    def __init__(self) -> None:
        super().__init__(
            "The parts of this upload are not there any more. 已上传的分片已失效。", "Begin it again. 请重新上传。"
        )


class BytesMissing(Invalid):
    """Not everything has arrived."""

    code = "bytes_missing"

    def __init__(self, arrived: int, expected: int) -> None:
        super().__init__(
            f"{arrived} of {expected} bytes have arrived. 已收到 {arrived}/{expected} 字节。",
            "Ask for the session, send the parts that it does not list, and complete again. "
            "请补传缺少的部分后再次提交。",
        )
